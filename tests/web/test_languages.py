"""Which language a page is in, and how words, days and hours are put."""

from datetime import UTC, date, datetime

import pytest
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from learnhub.kit.words import Message
from learnhub.web.languages import Dates, Words, catalogue, language_of

EVENING = datetime(2026, 12, 4, 18, 5, tzinfo=UTC)  # already the fifth in Hà Nội


def _request(path: str = "/", cookie: str = "", wish: str = "", query: str = "") -> HTTPConnection:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", wish.encode())]
    return HTTPConnection({"type": "http", "path": path, "query_string": query.encode(), "headers": headers})


@pytest.mark.parametrize(
    ("path", "query", "cookie", "wish", "language"),
    [
        pytest.param("/id/help", "language=vi", "learnhub-language=en", "en", "id", id="the address first"),
        pytest.param("/c/code", "language=id", "learnhub-language=en", "vi", "id", id="then its query"),
        pytest.param("/c/code", "language=fr", "learnhub-language=en", "vi", "en", id="a query that we lack"),
        pytest.param("/", "", "learnhub-language=en", "id", "en", id="then the last choice"),
        pytest.param("/", "", "", "id", "id", id="then the browser's wish"),
        pytest.param("/", "", "", "", "vi", id="else Vietnamese"),
        pytest.param("/identity", "", "", "en", "en", id="a path that only begins like a language"),
        pytest.param("/c/code", "", "learnhub-language=xx", "en", "en", id="a choice that we lack"),
        pytest.param("/fr/help", "", "", "fr", "vi", id="nothing that we have"),
    ],
)
def test_the_language_of_a_page(path: str, query: str, cookie: str, wish: str, language: str):
    assert language_of(_request(path, cookie, wish, query)) == language


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        pytest.param("en-GB,en;q=0.9,vi;q=0.8", "en", id="in order"),
        pytest.param("en;q=0.5, id;q=0.9", "id", id="by weight"),
        pytest.param("en; q=0.5, id; q=0.9", "id", id="spaces before the weight"),
        pytest.param("en;Q=0.5, id;Q=0.9", "id", id="capital weight"),
        pytest.param("fr, de;q=0.9, id;q=0.1", "id", id="the only one we have"),
        pytest.param("ID-id", "id", id="capitals"),
        pytest.param("en;q=0", "vi", id="anything but this"),
        pytest.param("*", "vi", id="anything"),
        pytest.param("en;q=many", "vi", id="a weight that is none"),
        pytest.param("en;q=nan, id;q=0.1", "id", id="not a number"),
        pytest.param("en;q=inf, id;q=0.1", "id", id="beyond all numbers"),
        pytest.param(";;;q=,=,;q=1", "vi", id="rubbish"),
        pytest.param("x," * 5000 + "en", "vi", id="endless"),
    ],
)
def test_a_browsers_wish_is_understood(wish: str, language: str):
    assert language_of(_request(wish=wish)) == language


def test_the_bare_address_leads_to_the_readers_language(client: TestClient):
    asked = client.get("/", headers={"accept-language": "id"})
    assert (asked.status_code, asked.headers["location"]) == (302, "/id")
    assert asked.headers["vary"].startswith("Cookie, Accept-Language")


def test_a_page_says_its_language(client: TestClient):
    for language in ("vi", "id", "en"):
        asked = client.get(f"/{language}/help")
        assert asked.headers["content-language"] == language
        assert f'<html lang="{language}"' in asked.text


def test_the_same_page_is_offered_in_the_other_languages(client: TestClient):
    page = client.get("/vi/courses?q=otp").text
    assert 'href="/id/courses?q=otp"' in page
    assert 'href="/en/courses?q=otp"' in page


def test_an_address_that_only_begins_like_a_language_is_not_cut(client: TestClient):
    assert "/id/us" not in client.get("/virus").text
    assert "/iddeo" not in client.get("/video").text


# Words.


def test_values_are_escaped_and_words_are_not():
    said = Words("en").gettext("Lesson <b>%(n)s</b>", n="<i>")
    assert said == "Lesson <b>&lt;i&gt;</b>"


@pytest.mark.parametrize(("count", "said"), [(0, "0 lessons"), (1, "1 lesson"), (2, "2 lessons")])
def test_english_counts(count: int, said: str):
    assert Words("en").ngettext("%(num)s lesson", "%(num)s lessons", count) == said


@pytest.mark.parametrize("count", [0, 1, 2])
def test_vietnamese_and_indonesian_have_one_form(count: int):
    for language in ("vi", "id"):
        said = Words(language).ngettext("%(num)s lesson", "%(num)s lessons", count)
        assert said.startswith(f"{count} ")
        assert "lesson" not in said


def test_a_message_is_said_with_its_values():
    message = Message("at most %(limit)s", {"limit": 5})
    assert Words("en").say(message) == message.english == "at most 5"


def test_an_unknown_message_is_said_in_english():
    assert Words("vi").gettext("Nobody wrote this down.") == "Nobody wrote this down."


def test_every_catalogue_is_read_whole():
    assert catalogue("en") == {}
    assert catalogue("vi")["Help"] == "Trợ giúp"
    assert catalogue("vi").keys() == catalogue("id").keys()


# Days and hours, in the site's time zone.


@pytest.mark.parametrize(
    ("language", "day", "short", "stamp"),
    [
        ("vi", "thứ Bảy, 05/12/2026", "5/12/2026", "01:05, 5/12/2026"),
        ("id", "Sabtu, 05/12/2026", "5/12/2026", "01:05, 5/12/2026"),
        ("en", "Saturday 5 December 2026", "5 December 2026", "01:05, 5 December 2026"),
    ],
)
def test_a_moment_is_said_as_the_place_has_it(language: str, day: str, short: str, stamp: str):
    dates = Dates(language, "Asia/Ho_Chi_Minh")
    assert (dates.day(EVENING), dates.short(EVENING), dates.stamp(EVENING)) == (day, short, stamp)
    assert dates.clock(EVENING) == "01:05"


def test_a_day_without_an_hour_stays_that_day():
    assert Dates("vi", "America/New_York").short(date(2026, 12, 4)) == "4/12/2026"
    assert Dates("vi", "Asia/Ho_Chi_Minh").day(date(2026, 11, 22)) == "Chủ Nhật, 22/11/2026"
