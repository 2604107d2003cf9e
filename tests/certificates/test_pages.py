"""docs/rules.md, C4 (the holder's), C5 (what a stranger sees), C6 (nothing to guess by), R-18, R-55."""

import re
import unicodedata
from dataclasses import dataclass

import pytest

from learnhub.accounts.models import Person
from learnhub.certificates import service
from learnhub.certificates.models import Certificate
from learnhub.certificates.rules import grouped
from learnhub.kit.db import Database, transaction
from learnhub.kit.ids import new_code, new_token
from tests.conftest import NOW, as_
from tests.factories.certificates import make_certificate, make_graduate
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.statements import counted

ASK = "/en/courses/safety/certificate"
NAME = "Nguyễn Thị Hương"


@dataclass(frozen=True)
class Scene:
    """Hương completed the course; Ben is a stranger with a phone, Dung an official."""

    database: Database
    huong: dict[str, str]
    ben: dict[str, str]
    dung: dict[str, str]
    code: str = ""
    token: str = ""


def phone_of(session, person: Person) -> dict[str, str]:
    return as_(make_phone(session, person, make_household(session, person)).token)


@pytest.fixture
def unnamed(database: Database) -> Scene:
    """Nobody said yet what to print."""
    with transaction(database) as session:
        person, _ = make_graduate(session, print_name=None)
        return Scene(
            database,
            huong=phone_of(session, person),
            ben=phone_of(session, make_person(session, "Ben")),
            dung=as_(make_phone(session, make_official(session, role="admin")).token),
        )


@pytest.fixture
def scene(database: Database) -> Scene:
    """The certificate is made."""
    with transaction(database) as session:
        person, course = make_graduate(session, NAME)
        certificate = make_certificate(session, person, course)
        return Scene(
            database,
            huong=phone_of(session, person),
            ben=phone_of(session, make_person(session, "Ben")),
            dung=as_(make_phone(session, make_official(session, role="admin")).token),
            code=certificate.code,
            token=certificate.token,
        )


def certificates(database: Database) -> int:
    with transaction(database) as session:
        return session.query(Certificate).count()


def revoke(scene: Scene) -> None:
    with transaction(scene.database) as session:
        service.revoke(session, code=scene.code, reason="fraud", now=NOW)


def test_the_sheet_says_everything_and_what_it_is_not(client, scene):
    page = client.get(f"/en/me/certificates/{scene.code}", headers=scene.huong)
    assert page.status_code == 200
    for words in (
        NAME,
        "Course safety (en)",
        "Saturday 21 November 2026",
        "Phường Tương Mai",
        grouped(scene.code),
        f"https://testserver/c/{scene.token}",
        '<svg viewBox="0 0 41 41" class="qr">',
        "Name given by the learner. The test was not supervised.",
        "This is not the state's confirmation on VNeID.",
    ):
        assert words in page.text, words
    assert page.headers["cache-control"] == "no-store"


def test_the_sheet_is_found_by_the_code_as_it_is_printed(client, scene):
    assert client.get(f"/vi/me/certificates/{grouped(scene.code)}", headers=scene.huong).status_code == 200


@pytest.mark.parametrize("who", ["ben", "dung"])
def test_a_sheet_is_its_holders_alone(client, scene, who):
    assert client.get(f"/en/me/certificates/{scene.code}", headers=getattr(scene, who)).status_code == 404


@pytest.mark.parametrize("code", ["nothing", "LH-0000-0000-0000-1", "%20"])
def test_a_bad_code_is_not_found(client, scene, code):
    assert client.get(f"/en/me/certificates/{code}", headers=scene.huong).status_code == 404


def test_a_guest_first_says_who_is_learning(client, scene):
    reply = client.get(f"/en/me/certificates/{scene.code}")
    assert (reply.status_code, reply.headers["location"][:7]) == (303, "/en/who")


def test_a_withdrawn_sheet_says_so(client, scene):
    revoke(scene)
    assert "no longer valid" in client.get(f"/en/me/certificates/{scene.code}", headers=scene.huong).text


def test_the_name_is_asked_for_once_and_the_certificate_made(client, unnamed):
    page = client.get(ASK, headers=unnamed.huong)
    assert page.text.count("<h1") == page.text.count("btn--primary") == 1
    assert "Hương is learning." in page.text
    reply = client.post(ASK, data={"name": f" {NAME} "}, headers=unnamed.huong)
    assert reply.status_code == 303
    assert NAME in client.get(reply.headers["location"], headers=unnamed.huong).text


@pytest.mark.parametrize("letter", ["e\u0323\u0302", "ɛ\u0303"])
def test_a_name_to_print_has_eighty_letters_however_their_marks_were_typed(client, unnamed, letter):
    """R-56."""
    long = letter * 80
    refused = client.post(ASK, data={"name": long + letter}, headers=unnamed.huong)
    assert (refused.status_code, f'value="{long + letter}"' in refused.text) == (422, True)
    reply = client.post(ASK, data={"name": long}, headers=unnamed.huong)
    assert reply.status_code == 303
    printed = unicodedata.normalize("NFC", long)
    assert printed in client.get(reply.headers["location"], headers=unnamed.huong).text


def test_the_form_sent_again_leads_to_the_same_certificate(client, unnamed):
    replies = [client.post(ASK, data={"name": name}, headers=unnamed.huong) for name in (NAME, "Other")]
    assert len({reply.headers["location"] for reply in replies}) == 1
    assert certificates(unnamed.database) == 1


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("", "Write a name.", id="nothing"),
        pytest.param("12 345", "Write a name.", id="no letter"),
        pytest.param("x" * 81, "at most 80 letters", id="too long"),
        pytest.param("A\u202eB", "characters that cannot be used", id="turned around"),
    ],
)
def test_a_name_that_cannot_be_printed_is_asked_for_again(client, unnamed, name, sentence):
    page = client.post(ASK, data={"name": name}, headers=unnamed.huong)
    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{name}"' in page.text
    assert certificates(unnamed.database) == 0


def test_who_gave_a_name_before_only_says_yes(client, scene):
    with transaction(scene.database) as session:
        person, _ = make_graduate(session, NAME, key="devices")
        huong = phone_of(session, person)
    page = client.get("/en/courses/devices/certificate", headers=huong)
    assert f"Name to print: {NAME}" in page.text
    assert '<input class="input"' not in page.text
    assert client.post("/en/courses/devices/certificate", headers=huong).status_code == 303


def test_who_has_the_certificate_is_shown_it(client, scene):
    reply = client.get(ASK, headers=scene.huong)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/en/me/certificates/{scene.code}")


@pytest.mark.parametrize("send", ["get", "post"])
def test_without_a_completion_there_is_no_certificate(client, unnamed, send):
    reply = getattr(client, send)(ASK, headers=unnamed.ben)
    assert reply.status_code == 409
    assert certificates(unnamed.database) == 0


def test_a_course_that_is_not_there_has_no_certificate(client, unnamed):
    assert client.get("/en/courses/nowhere/certificate", headers=unnamed.huong).status_code == 404


def test_a_certificate_is_made_for_nobody_else(client, unnamed):
    with transaction(unnamed.database) as session:
        make_course(session, "devices")
    form = {"name": "Ben", "person_id": "1", "course_id": "1", "code": "X"}
    assert client.post(ASK, data=form, headers=unnamed.ben).status_code == 409
    assert client.post(ASK, data={"name": NAME}).status_code == 303
    assert certificates(unnamed.database) == 0


def test_by_the_link_a_stranger_sees_all_but_the_name(client, scene):
    page = client.get(f"/c/{scene.token}", headers={"accept-language": "en"})
    assert page.status_code == 200
    for words in ("Valid", "N. T. Hương", "Course safety (en)", "Phường Tương Mai", grouped(scene.code)):
        assert words in page.text
    assert NAME not in page.text
    assert "Looked up at 10:00, 21 November 2026." in page.text


def test_by_the_typed_code_a_stranger_sees_less(client, scene):
    page = client.get("/c", params={"code": grouped(scene.code).lower()}, headers={"accept-language": "en"})
    for words in ("Valid", "N. T. Hương", "Course safety (en)", "Saturday 21 November 2026"):
        assert words in page.text
    for words in (NAME, "Phường Tương Mai", scene.token):
        assert words not in page.text


@pytest.mark.parametrize(
    ("name", "sentence", "is_shown"),
    [("nguyen thi huong", "The name matches", True), ("Tran Thi Huong", "The name does not match", False)],
)
def test_a_typed_name_is_compared_and_shown_when_it_matches(client, scene, name, sentence, is_shown):
    page = client.post(f"/c/{scene.token}", data={"name": name}, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert sentence in page.text
    assert (NAME in page.text) is is_shown


def test_by_the_typed_code_even_the_right_name_is_not_written_out(client, scene):
    page = client.post(f"/c/{scene.code}", data={"name": NAME}, headers={"accept-language": "en"})
    assert "The name matches" in page.text
    assert NAME not in page.text


def test_a_withdrawn_certificate_is_withdrawn_at_once(client, scene):
    revoke(scene)
    page = client.get(f"/c/{scene.token}", headers={"accept-language": "en"})
    assert "no longer valid" in page.text
    assert "Valid<" not in page.text


def as_a_stranger_sees(client, typed: str) -> tuple[int, str]:
    """The status and the page without what was typed."""
    reply = client.get("/c", params={"code": typed}, headers={"accept-language": "en"})
    return reply.status_code, re.sub(r'(value="|code=)[^"]*"', "", reply.text)


def test_what_nobody_issued_looks_alike(client, scene):
    unknown = [grouped(new_code(12)), new_token(), new_code(12)]
    assert len({as_a_stranger_sees(client, typed) for typed in unknown}) == 1


def test_a_malformed_code_is_kept_and_the_letters_that_get_confused_are_named(client, scene):
    typed = "LH-7K2M-<b>"
    reply = client.get("/c", params={"code": typed}, headers={"accept-language": "en"})
    assert 'value="LH-7K2M-&lt;b&gt;"' in reply.text
    assert "8 and B" in reply.text
    unknown_status, unknown = as_a_stranger_sees(client, new_code(12))
    hint = re.compile(r"(Look at it again letter by letter|No certificate has this code)[^<]*")
    assert reply.status_code == unknown_status == 404
    assert hint.sub("", as_a_stranger_sees(client, typed)[1]) == hint.sub("", unknown)


@pytest.mark.parametrize("typed", ["", "\x00", "\ud7ff" * 30, "a" * 600, "'; drop table certificates"])
def test_whatever_is_typed_is_answered_calmly(client, scene, typed):
    assert as_a_stranger_sees(client, typed)[0] == 404


def test_a_stranger_changes_the_language_and_stays_with_the_certificate(client, scene):
    page = client.get(f"/c/{scene.token}", headers={"accept-language": "en"})
    (other,) = set(re.findall(r'href="([^"]+)" lang="id"', page.text))
    page = client.get(other)
    assert '<html lang="id"' in page.text
    assert "Course safety (id)" in page.text
    (form,) = re.findall(r'method="post" action="([^"]+)"', page.text)
    assert '<html lang="id"' in client.post(form, data={"name": NAME}).text


def test_a_typed_code_is_answered_in_the_language_of_its_form(client, scene):
    assert '<input type="hidden" name="language" value="id"' in client.get("/id/verify").text
    asked = {"code": scene.code, "language": "id"}
    assert '<html lang="id"' in client.get("/c", params=asked, headers={"accept-language": "en"}).text


def test_the_form_to_type_a_code_sends_no_name(client, scene):
    page = client.get("/id/verify")
    assert page.status_code == 200
    assert 'action="/c"' in page.text
    assert 'name="name"' not in page.text


def test_pages_cost_a_fixed_number_of_statements(client, scene):
    costs = {
        f"/en/me/certificates/{scene.code}": 2,
        ASK: 2,
        f"/c/{scene.token}": 2,
        "/c?code=nothing": 2,
        "/en/verify": 1,
    }
    for path, expected in costs.items():
        with counted(scene.database.read_engine, scene.database.write_engine) as seen:
            client.get(path, headers=scene.huong)
        assert seen.count == expected, (path, seen.sent)


def test_making_a_certificate_costs_six_statements(client, unnamed):
    with counted(unnamed.database.read_engine, unnamed.database.write_engine) as seen:
        client.post(ASK, data={"name": NAME}, headers=unnamed.huong)
    assert seen.count == 6, seen.sent


@pytest.mark.parametrize("named_by", ["token", "code"])
def test_of_a_childs_name_nothing_is_told_before_it_is_typed(client, database, named_by):
    """C8, R-31: also once the child is an adult."""
    with transaction(database) as session:
        child, course = make_graduate(session, "Giàng Thị Súa")
        child.is_child = True
        session.flush()
        made = make_certificate(session, child, course)
        address = f"/c/{made.token if named_by == 'token' else made.code}?language=en"
        child.is_child = False
    page = client.get(address).text
    assert "Not shown. Type below what stands on the paper." in page
    assert not any(word in page for word in ("Giàng", "Súa", "G. T."))
    typed = client.post(address, data={"name": "Giang Thi Sua"}).text
    assert "The name matches" in typed
    assert ("Giàng Thị Súa" in typed) is (named_by == "token")
    assert "Súa" not in client.post(address, data={"name": "Nguyễn Thị Hương"}).text
