"""Guests as they meet the site: kept on a phone without a name, then taken over by somebody with one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Guest, Person, PhoneSession, WrongCodes
from learnhub.accounts.rules import CLAIM_LETTERS, WRONG_CODES, hour_of
from learnhub.kit.db import Base, Database, transaction
from learnhub.kit.ids import new_code
from learnhub.progress.models import LearningEvent, LessonCompletion
from tests.conftest import Clock, as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.quizzes import make_bank, make_item, publish
from tests.statements import counted

COURSE = "/en/courses/safety"
LESSON = f"{COURSE}/lessons/one"


@dataclass(frozen=True)
class Scene:
    """Amina and Ben are at home, with one phone on which nobody is chosen; and each has one of their own."""

    database: Database
    amina: Person
    ben: Person
    home_phone: dict[str, str]
    amina_phone: dict[str, str]
    ben_phone: dict[str, str]


@pytest.fixture
def scene(database: Database) -> Scene:
    with transaction(database) as session:
        amina, ben = make_person(session, "Amina"), make_person(session, "Ben")
        home = make_household(session, amina, ben)
        publish(
            session, make_course(session), [*make_bank("one", "two"), make_item("who-calls", kind="check")]
        )
        phones = [as_(make_phone(session, person, home).token) for person in (None, amina, ben)]
        session.expunge_all()
    return Scene(database, amina, ben, *phones)


def values(database: Database, column: Any) -> list[Any]:
    with transaction(database) as session:
        return list(session.scalars(select(column)))


def count(database: Database, model: type[Base]) -> int:
    return values(database, func.count(model.__mapper__.primary_key[0]))[0]


def answer(client, phone=None, value="1", **headers: str) -> Any:
    form = {"key": str(uuid4()), "answer": value}
    return client.post(f"{LESSON}/checks/who-calls", data=form, headers=(phone or {}) | headers)


def finish(client, phone=None, lesson="one") -> Any:
    address = f"{COURSE}/lessons/{lesson}/completion"
    return client.post(address, data={"key": str(uuid4())}, headers=phone or {})


def record_in(page: Any) -> str:
    return re.search(r'name="record" value="([^"]+)"', page.text)[1]


def code_of(database: Database) -> str:
    return values(database, Guest.code)[0]


def find(client, phone, code: str) -> Any:
    return client.post("/en/claim/code", data={"code": code}, headers=phone)


# Before anybody is named.


def test_one_tap_in_a_lesson_is_the_first_counted_fact(client, scene):
    """docs/rules.md, H30: looking keeps nothing; the first answer makes a cookie and keeps the answer."""
    page = client.get(LESSON)
    assert "set-cookie" not in page.headers
    assert count(scene.database, PhoneSession) == 3
    reply = answer(client, value="0")
    assert reply.headers["set-cookie"].startswith("__Host-learnhub=")
    assert "HttpOnly" in reply.headers["set-cookie"]
    [detail] = values(scene.database, LearningEvent.detail)
    assert detail == {"check": "who-calls", "is_right": False}


def test_a_finished_lesson_leads_a_guest_on_and_stays_on_the_phone(client, scene):
    assert finish(client).headers["location"] == f"{COURSE}/lessons/two"
    page = client.get(LESSON)
    for words in ("This lesson is finished.", "Kept on this phone.", "Choose who is learning"):
        assert words in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "1 of 3 lessons finished" in client.get(COURSE).text
    finish(client, lesson="two")
    assert count(scene.database, Guest) == 1


def test_the_home_s_phone_keeps_a_guest_without_a_new_cookie(client, scene):
    assert "set-cookie" not in finish(client, scene.home_phone).headers
    assert "This lesson is finished." in client.get(LESSON, headers=scene.home_phone).text


def test_a_guest_practises_and_a_test_asks_who_is_learning(client, scene):
    """docs/rules.md, H31."""
    assert "without a name" in client.get(f"{COURSE}/quizzes/practice").text
    begun = client.post(f"{COURSE}/quizzes/practice/attempts")
    page = client.get(begun.headers["location"])
    assert page.status_code == 200
    attempt = begun.headers["location"].split("/")[3]
    handed_in = client.post(f"/en/attempts/{attempt}/submission", data={"confirmed": "yes"})
    assert client.get(handed_in.headers["location"]).status_code == 200
    for reply in (client.get(f"{COURSE}/quizzes/final"), client.post(f"{COURSE}/quizzes/final/attempts")):
        assert reply.headers["location"].startswith("/en/who?next=")


def test_a_guest_reads_nobody_else_s_practice(client, scene):
    attempt = client.post(f"{COURSE}/quizzes/practice/attempts").headers["location"]
    client.cookies.clear()
    finish(client)
    assert client.get(attempt).status_code == 404


def test_what_is_for_people_with_a_name_stays_closed_to_a_guest(client, scene):
    finish(client)
    for path in (f"{COURSE}/certificate", "/en/me/certificates/x", "/en/household"):
        assert client.get(path).headers["location"].startswith("/en/who?next="), path


def test_a_guest_s_own_page_shows_the_lessons_and_the_code(client, scene):
    assert client.get("/en/me").headers["location"] == "/en/who?next=%2Fen%2Fme"
    finish(client)
    code = code_of(scene.database)
    for path in ("/en/me", "/en/claim"):
        page = client.get(path)
        assert f"{code[:4]}-{code[4:8]}-{code[8:12]}-{code[12:]}" in page.text, path
    assert "Add to" not in page.text


# Somebody is named.


def choose(client, scene, person: Person, phone: dict[str, str] | None = None) -> Any:
    """The answer, and the home's phone after it."""
    form = {"person_id": person.code}
    reply = client.post("/en/who?next=/en/courses", data=form, headers=phone or scene.home_phone)
    return reply, as_(reply.headers["set-cookie"].partition("=")[2].partition(";")[0])


def test_whoever_is_chosen_is_asked_whether_it_is_theirs(client, scene):
    """docs/rules.md, H32: never by itself; the page says what, and goes on to where one came from."""
    finish(client, scene.home_phone)
    answer(client, scene.home_phone)
    reply, phone = choose(client, scene, scene.amina)
    assert reply.headers["location"] == "/en/claim?next=%2Fen%2Fcourses"
    assert values(scene.database, LessonCompletion.person_id) != [scene.amina.id]
    page = client.get(reply.headers["location"], headers=phone)
    for words in ("1 lesson of ", "1 answer in lessons", "Add to Amina", "Leave it"):
        assert words in page.text
    added = client.post("/en/claim?next=%2Fen%2Fcourses", data={"record": record_in(page)}, headers=phone)
    assert (added.status_code, added.headers["location"]) == (303, "/en/courses")
    assert values(scene.database, LessonCompletion.person_id) == [scene.amina.id]


def test_without_a_guest_nobody_is_asked(client, scene):
    reply, _ = choose(client, scene, scene.amina)
    assert reply.headers["location"] == "/en/courses"


def test_what_was_left_is_not_asked_again_and_its_code_holds(client, scene):
    finish(client, scene.home_phone)
    _, phone = choose(client, scene, scene.amina)
    left = client.post("/en/claim/nothing", headers=phone)
    assert left.headers["location"] == "/en/me"
    assert choose(client, scene, scene.ben, phone)[0].headers["location"] == "/en/courses"
    found = find(client, scene.ben_phone, code_of(scene.database))
    assert "Add to Ben" in client.get(found.headers["location"], headers=scene.ben_phone).text


def test_who_neither_adds_nor_leaves_it_finds_it_again(client, scene):
    """Through every change of person, and when nobody is chosen any more."""
    finish(client, scene.home_phone)
    _, phone = choose(client, scene, scene.amina)
    nobody = client.post("/en/who/nobody", headers=phone)
    phone = as_(nobody.headers["set-cookie"].partition("=")[2].partition(";")[0])
    assert "This lesson is finished." in client.get(LESSON, headers=phone).text


def test_an_official_who_signs_in_is_asked_too_and_signing_out_leaves_it(client, scene):
    with transaction(scene.database) as session:
        make_account(session, "lan", role="official")
    finish(client)
    signed_in = client.post("/en/sign-in", data={"login": "lan", "password": PASSWORD})
    assert signed_in.headers["location"] == "/en/claim"
    assert "Add to Lan" in client.get("/en/claim").text
    client.post("/en/sign-out")
    assert "This lesson is finished." in client.get(LESSON).text


def test_when_the_sign_in_ran_out_the_guest_is_there_again(client, scene, clock: Clock):
    with transaction(scene.database) as session:
        make_account(session, "lan", role="official")
    finish(client)
    client.post("/en/sign-in", data={"login": "lan", "password": PASSWORD})
    clock.forward(hours=13)
    assert "Kept on this phone." in client.get(LESSON).text


# On another phone.


def test_the_code_shows_the_same_on_another_phone(client, scene):
    """docs/rules.md, H34."""
    finish(client)
    client.cookies.clear()
    found = find(client, scene.amina_phone, code_of(scene.database).lower())
    page = client.get(found.headers["location"], headers=scene.amina_phone)
    assert "Add to Amina" in page.text
    assert "Leave it" not in page.text
    added = client.post("/en/claim", data={"record": record_in(page)}, headers=scene.amina_phone)
    assert added.headers["location"] == "/en/me"
    assert values(scene.database, LessonCompletion.person_id) == [scene.amina.id]


def test_whoever_comes_second_is_told_when_and_nothing_changes(client, scene, clock: Clock):
    """docs/rules.md, H33."""
    finish(client, scene.home_phone)
    records = {}
    for phone in ("amina_phone", "ben_phone"):
        found = find(client, getattr(scene, phone), code_of(scene.database))
        page = client.get(found.headers["location"], headers=getattr(scene, phone))
        records[phone] = {"record": record_in(page)}
    client.post("/en/claim", data=records["amina_phone"], headers=scene.amina_phone)
    clock.forward(minutes=5)
    late = client.post("/en/claim", data=records["ben_phone"], headers=scene.ben_phone)
    assert late.status_code == 409
    assert re.search(r"added to somebody else, at [^.]*10:00", late.text)
    assert "Amina" not in late.text.partition("<main")[2]
    assert values(scene.database, LessonCompletion.person_id) == [scene.amina.id]
    again = client.post("/en/claim", data=records["amina_phone"], headers=scene.amina_phone)
    assert again.status_code == 303
    assert "This lesson is finished." not in client.get(LESSON, headers=scene.home_phone).text


def test_a_record_is_for_the_person_and_the_hour_for_which_it_was_made(client, scene, clock: Clock):
    finish(client, scene.home_phone)
    found = find(client, scene.amina_phone, code_of(scene.database)).headers["location"]
    record = record_in(client.get(found, headers=scene.amina_phone))
    assert "Add to" not in client.get(found, headers=scene.ben_phone).text
    client.post("/en/claim", data={"record": record}, headers=scene.ben_phone)
    clock.forward(minutes=61)
    for sent in (record, "", "1|1", record[:-1]):
        reply = client.post("/en/claim", data={"record": sent}, headers=scene.amina_phone)
        assert reply.headers["location"] == "/en/claim"
    assert values(scene.database, Guest.claimed_at) == [None]


@pytest.mark.parametrize(
    ("code", "words", "is_counted"),
    [
        ("", "A letter of this code", False),
        ("7K2M-9QXD", "A letter of this code", False),
        ("9" * 61, "A letter of this code", False),
        (None, "Nothing is kept under this code", True),
    ],
)
def test_a_wrong_code_says_what_to_do(client, scene, code, words, is_counted):
    """docs/rules.md, H35: only a code that could be one is counted."""
    reply = find(client, scene.amina_phone, new_code(CLAIM_LETTERS) if code is None else code)
    assert reply.status_code == 422
    assert words in reply.text
    assert reply.text.count('href="#code"') == 1
    assert count(scene.database, WrongCodes) == is_counted


def test_after_too_many_unknown_codes_the_site_waits(client, scene):
    """docs/rules.md, H35."""
    finish(client, scene.home_phone)
    with transaction(scene.database) as session:
        session.add(WrongCodes(kind="claim", hour=hour_of(client.app.state.clock()), count=WRONG_CODES))
    reply = find(client, scene.amina_phone, code_of(scene.database))
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= 3601
    assert "Try again from" in reply.text
    _, phone = choose(client, scene, scene.ben)
    assert "Add to Ben" in client.get("/en/claim", headers=phone).text


def test_a_guest_cannot_claim(client, scene):
    finish(client)
    for path in ("/en/claim", "/en/claim/code", "/en/claim/nothing"):
        assert client.post(path).headers["location"].startswith("/en/who"), path


def test_a_forgotten_guest_begins_anew(client, scene, clock: Clock):
    """docs/rules.md, H36: an old cookie is no fault."""
    finish(client)
    with transaction(scene.database) as session:
        accounts.forget_guests(session, now=clock.now + timedelta(days=91), most=1)
    assert "This lesson is finished." not in client.get(LESSON).text
    assert finish(client).status_code == 303
    assert "This lesson is finished." in client.get(LESSON).text


# The poster.


def test_a_poster_has_the_title_a_sentence_and_the_square(client, scene):
    """docs/rules.md, H37."""
    for language in ("vi", "id", "en"):
        page = client.get(f"/{language}/courses/safety/lessons/one/poster")
        assert page.text.count("<h1") == page.text.count('class="qr"') == 1
        assert f"https://testserver/{language}/courses/safety/lessons/one" in page.text
        assert "0900 111 222" in page.text.partition("</section>")[0]
    assert client.get("/en/courses/safety/lessons/ninth/poster").status_code == 404
    assert f"{LESSON}/poster" in client.get(LESSON).text


# What it costs.


@pytest.fixture
def statements(scene: Scene, client) -> Iterator[Any]:
    with counted(scene.database.read_engine, scene.database.write_engine) as seen:
        yield seen


def test_the_page_costs_three_statements_however_much_was_learned(client, scene, statements):
    finish(client)
    for lesson in ("two", "three"):
        finish(client, lesson=lesson)
        before = statements.count
        client.get("/en/claim")
        assert statements.count - before == 3, statements.sent[before:]


def test_a_guest_costs_as_much_as_somebody_at_home(client, scene, statements):
    """Once there is a guest: the phone is seen, and no home is counted for."""
    finish(client)
    before = statements.count
    finish(client, lesson="two")
    guest = statements.count - before
    finish(client, scene.amina_phone, lesson="two")
    assert guest == statements.count - before - guest == 11, statements.sent[before:]
    before = statements.count
    client.get(LESSON)
    assert statements.count - before == 2


def test_the_poster_costs_one_statement(client, scene, statements):
    client.get(f"{LESSON}/poster")
    assert statements.count == 1, statements.sent
