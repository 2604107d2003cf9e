import re
from uuid import uuid4

import pytest

from learnhub.kit.db import transaction
from tests.conftest import as_
from tests.factories.content import COURSE, LESSONS
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.statements import counted

LESSON = f"/courses/{COURSE}/lessons/scam-calls"
STILL_PAGES = ("/menu", "/help", "/settings", "/privacy", "/accessibility")


@pytest.fixture
def database(library):
    """These pages are read; nobody publishes."""
    return library


@pytest.fixture
def phones(database):
    """A member of a home with their phone, and an official."""
    with transaction(database) as session:
        amina = make_person(session)
        household = make_household(session, amina)
        return {
            "amina": make_phone(session, amina, household).token,
            "home": make_phone(session, None, household).token,
            "dung": make_phone(session, make_official(session)).token,
        }


def test_a_guest_opens_every_public_page_in_every_language(client, phones):
    for language in ("vi", "id", "en"):
        for path in ("", "/courses", f"/courses/{COURSE}", LESSON, *STILL_PAGES):
            answer = client.get(f"/{language}{path}")
            assert answer.status_code == 200, path
            assert answer.text.count("<h1") == 1, path
            assert f'<html lang="{language}"' in answer.text


def test_a_public_page_names_its_one_address_and_its_other_languages(client, phones):
    page = client.get("/id/courses?q=ma").text
    assert '<link rel="canonical" href="https://testserver/id/courses">' in page
    for language in ("vi", "id", "en"):
        assert (
            f'<link rel="alternate" hreflang="{language}" href="https://testserver/{language}/courses">'
            in page
        )
        assert f'<a href="/{language}/courses?q=ma" lang="{language}"' in page
    for path, headers in (("/id/nowhere", {}), ("/id/courses", as_(phones["amina"]))):
        assert "canonical" not in client.get(path, headers=headers).text


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        pytest.param("/id//evil.example/x", "/en//evil.example/x", id="under a language"),
        pytest.param("//evil.example/x", "/evil.example/x?language=en", id="without one"),
        pytest.param('/vi/"><b>?q="><b>', "/en/%22%3E%3Cb%3E?q=%22%3E%3Cb%3E", id="marks of HTML"),
    ],
)
def test_the_link_to_another_language_stays_on_this_site(client, asked, other):
    page = client.get(f"https://testserver{asked}").text
    assert set(re.findall(r'href="([^"]+)" lang="en"', page)) == {other}


def test_a_whole_course_can_be_printed_without_its_answers(client, phones):
    booklet = f"/vi/courses/{COURSE}/booklet"
    assert f'href="{booklet}"' in client.get(f"/vi/courses/{COURSE}").text
    page = client.get(booklet)
    assert page.status_code == 200
    for number, lesson in enumerate(LESSONS, start=1):
        assert f'id="lesson-{number}"' in page.text
        reader = client.get(f"/vi/courses/{COURSE}/lessons/{lesson}").text
        assert re.search("<h1>(.+)</h1>", reader)[1] in page.text
        assert set(re.findall(r'<img src="[^"]+"', reader)) <= set(re.findall(r'<img src="[^"]+"', page.text))
    assert "<input" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert "Cúp máy không có tội gì" not in page.text  # the reply to a wrong option


def test_an_unknown_course_and_lesson_are_a_404_in_the_reader_s_language(client, phones):
    for path in ("/id/courses/none", f"/id/courses/{COURSE}/lessons/none"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert '<html lang="id"' in answer.text


def test_a_guest_is_sent_to_choose_and_comes_back(client, phones):
    answer = client.get("/vi/me")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/vi/who?next=%2Fvi%2Fme"


def test_a_member_s_pages_are_in_no_cache(client, phones):
    answer = client.get(f"/vi{LESSON}", headers=as_(phones["amina"]))
    assert answer.headers["cache-control"] == "no-store"
    assert "HX-Request" in answer.headers["vary"]


def test_a_member_sees_their_name_and_the_button_that_finishes(client, phones):
    page = client.get(f"/vi{LESSON}", headers=as_(phones["amina"])).text
    assert "Amina" in page
    assert f'action="/vi/courses/{COURSE}/lessons/scam-calls/completion"' in page


def test_finishing_goes_on_to_the_next_lesson_and_moves_the_band(client, phones):
    headers = as_(phones["amina"])
    answer = client.post(
        f"/vi/courses/{COURSE}/lessons/{LESSONS[0]}/completion",
        headers=headers,
        data={"key": "018f4f6e-0000-7000-8000-000000000001"},
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/vi/courses/{COURSE}/lessons/{LESSONS[1]}")
    assert client.get("/vi/household", headers=headers).status_code == 200


def test_a_page_holds_no_answer_key(client, phones):
    page = client.get(f"/vi{LESSON}").text
    assert "feedback" not in page
    assert "right" not in page.lower()


def test_a_check_answered_without_scripts_is_replied_to_from_the_address(client, phones):
    page = client.get(f"/vi{LESSON}").text
    key = page.split("/checks/", 1)[1].split('"', 1)[0]
    form = {"answer": "0", "key": str(uuid4())}
    answer = client.post(f"/vi{LESSON}/checks/{key}", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#{key}")
    replied = client.get(answer.headers["location"].partition("#")[0]).text
    assert len(replied) > len(page)


def test_without_scripts_a_moved_step_is_shown_and_not_judged(client, phones):
    lesson = f"/en/courses/{COURSE}/lessons/first-hour"
    check = f"{lesson}/checks/four-stages"
    places = re.compile(r'hidden" name="answer" value="(\d)"')
    drawn = places.findall(client.get(lesson).text)
    moved = [drawn[1], drawn[0], *drawn[2:]]
    address = (
        client.post(check, data={"answer": drawn, "move": "down-1"}).headers["location"].partition("#")[0]
    )
    page, judged = client.get(address), client.get(address.replace("steps=", "answer="))
    assert places.findall(page.text) == places.findall(judged.text) == moved
    assert page.text.count("Not yet") == 0 < judged.text.count("Not yet")


def test_an_edited_address_of_a_check_shows_the_lesson(client, phones):
    for query in ("check=none&answer=0", "check=caller&answer=99", "check=&answer="):
        assert client.get(f"/vi{LESSON}?{query}").status_code == 200


def test_search_offers_what_may_have_been_meant(client, phones):
    page = client.get("/vi/courses?q=vneit").text
    assert "/vi/courses?q=VNeID" in page


def test_a_search_that_no_text_can_hold_is_told_so(client, phones):
    assert client.get("/vi/courses?q=a%E2%80%AEb").status_code == 422


def test_htmx_gets_the_results_alone(client, phones):
    answer = client.get("/vi/courses?q=otp", headers={"hx-request": "true"})
    assert answer.text.lstrip().startswith('<section id="results"')


def test_settings_are_kept_on_the_phone(client, phones):
    answer = client.post(
        "/vi/settings", data={"theme": "dark", "size": "130", "lite": "yes", "language": "id"}
    )
    assert answer.headers["location"] == "/id/settings?saved=1"
    page = client.get("/id/settings?saved=1").text
    assert 'data-theme="dark" data-size="130" data-lite' in page
    assert client.get("/", follow_redirects=False).headers["location"] == "/id"


def test_rubbish_settings_count_as_standard(client, phones):
    client.post("/vi/settings", data={"theme": "pink", "size": "9", "language": "xx"})
    assert 'data-theme="auto" data-size="100"' in client.get("/vi").text


def test_data_saving_shows_links_instead_of_pictures(client, phones):
    page = client.get(f"/vi{LESSON}", headers={"save-data": "on"}).text
    assert "picture-link" in page
    assert '<img src="/media' not in page


def test_a_picture_is_served_for_good_and_runs_nothing(client, phones):
    page = client.get(f"/vi{LESSON}").text
    address = page.split('src="/media', 1)[1].split('"', 1)[0]
    answer = client.get(f"/media{address}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "immutable" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_page_costs_a_fixed_number_of_statements(client, database, phones):
    limits = {
        LESSON: 2,
        f"/courses/{COURSE}": 3,
        f"/courses/{COURSE}/booklet": 2,
        "": 2,
        "/courses": 3,
        "/courses?q=otp": 3,
        "/courses?q=zzzz": 4,
        "/household": 6,
        "/me": 5,
    }
    for path, limit in limits.items():
        with counted(database.read_engine) as statements:
            answer = client.get(f"/vi{path}", headers=as_(phones["amina"]))
        assert answer.status_code == 200, path
        assert statements.count == limit, path
