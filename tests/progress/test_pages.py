"""Doors of learning, as a person meets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from learnhub.accounts.models import Person
from learnhub.kit.db import Base, Database, transaction
from learnhub.progress.models import (
    CourseProgress,
    Enrolment,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from learnhub.quizzes.models import Attempt
from tests.conftest import as_
from tests.factories import quizzes
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.progress import finish
from tests.factories.quizzes import make_bank, make_item, publish
from tests.statements import counted

HTMX = {"hx-request": "true"}
QUIZ = "/en/courses/safety/quizzes"


@dataclass(frozen=True)
class Scene:
    """Amina is at home and learns; nobody is chosen on Ben's phone."""

    database: Database
    amina: Person
    course: MadeCourse
    amina_phone: dict[str, str]


@pytest.fixture
def scene(database: Database) -> Scene:
    with transaction(database) as session:
        amina = make_person(session, "Amina")
        home = make_household(session, amina)
        course = make_course(session)
        checks = [make_item("who-calls", kind="check"), make_item("what-first", "order", kind="check")]
        publish(session, course, [*make_bank("one", "two"), *checks])
        phone = make_phone(session, amina, home)
        session.expunge_all()
    return Scene(database, amina, course, as_(phone.token))


def rows(database: Database, model: type[Base]) -> list[Any]:
    with transaction(database) as session:
        return list(session.execute(select(*model.__table__.c)).mappings())


def finish_all(scene: Scene, *lessons: str) -> None:
    with transaction(scene.database) as session:
        finish(session, scene.amina, scene.course, *lessons)


def completion(lesson: str) -> str:
    return f"/en/courses/safety/lessons/{lesson}/completion"


def check(key: str, lesson: str = "one") -> str:
    return f"/en/courses/safety/lessons/{lesson}/checks/{key}"


@pytest.mark.parametrize(
    ("lesson", "onward"),
    [("one", "/en/courses/safety/lessons/two"), ("three", "/en/courses/safety")],
)
def test_a_finished_lesson_leads_to_the_next_and_the_last_to_the_course(client, scene, lesson, onward):
    reply = client.post(completion(lesson), data={"key": str(uuid4())}, headers=scene.amina_phone)
    assert (reply.status_code, reply.headers["location"]) == (303, onward)
    assert [row["lesson_id"] for row in rows(scene.database, LessonCompletion)] == [
        scene.course.lessons[lesson]
    ]


def test_the_same_form_sent_again_changes_nothing(client, scene):
    form = {"key": str(uuid4())}
    for _ in range(2):
        assert client.post(completion("one"), data=form, headers=scene.amina_phone).status_code == 303
    assert len(rows(scene.database, LearningEvent)) == 1


def test_htmx_sends_a_guest_to_choose_before_a_test(client, scene):
    reply = client.post(f"{QUIZ}/final/attempts", headers=HTMX)
    assert reply.status_code == 401
    assert reply.headers["hx-redirect"].startswith("/en/who?next=")


@pytest.mark.parametrize("key", ["", "not-an-id", "\x00"])
def test_a_completion_without_an_id_is_refused(client, scene, key):
    reply = client.post(completion("one"), data={"key": key}, headers=scene.amina_phone)
    assert reply.status_code == 422
    assert rows(scene.database, LearningEvent) == []


@pytest.mark.parametrize(
    "path",
    [
        "/en/courses/safety/lessons/ninth/completion",
        "/en/courses/nowhere/lessons/one/completion",
        "/en/courses/nowhere/lessons/one/checks/who-calls",
        "/en/courses/safety/lessons/two/checks/who-calls",
        "/en/courses/safety/lessons/one/checks/single",
        "/en/courses/safety/quizzes/nothing/attempts",
        "/en/courses/nowhere/quizzes/final/attempts",
    ],
)
def test_what_is_not_there_is_not_found(client, scene, path):
    form = {"key": str(uuid4()), "answer": "1"}
    assert client.post(path, data=form, headers=scene.amina_phone).status_code == 404
    assert rows(scene.database, Enrolment) == []


def test_a_lesson_that_the_newest_version_left_out_is_not_found(client, scene):
    with transaction(scene.database) as session:
        make_course(session, lessons=("one", "two"))
    reply = client.post(completion("three"), data={"key": str(uuid4())}, headers=scene.amina_phone)
    assert reply.status_code == 404


def test_nothing_that_a_form_claims_is_believed(client, scene):
    """docs/rules.md, R-02: the server knows who learns what; progress is counted, not sent."""
    form = {
        "key": str(uuid4()),
        "person_id": "999",
        "course_id": "999",
        "version_id": "999",
        "finished_lessons": "99",
        "is_passed": "true",
        "completed_at": "2020-01-01",
        "occurred_at": "2020-01-01",
        "is_right": "true",
        "score": "100",
    }
    client.post(completion("one"), data=form, headers=scene.amina_phone)
    client.post(check("who-calls"), data=form | {"answer": "0"}, headers=scene.amina_phone)
    [progress] = rows(scene.database, CourseProgress)
    assert (progress["person_id"], progress["finished_lessons"]) == (scene.amina.id, 1)
    assert (progress["completed_at"], progress["test_passed_at"]) == (None, None)
    checked = next(row for row in rows(scene.database, LearningEvent) if row["kind"] == "check_answered")
    assert checked["detail"] == {"check": "who-calls", "is_right": False}


def test_a_guests_answer_is_judged_and_kept_without_a_name(client, scene):
    """docs/rules.md, L7."""
    form = {"answer": "1", "key": str(uuid4())}
    reply = client.post(check("who-calls"), data=form, headers=HTMX)
    assert reply.status_code == 200
    assert 'id="who-calls"' in reply.text
    assert "<html" not in reply.text
    assert "Right" in reply.text
    [fact] = rows(scene.database, LearningEvent)
    assert fact["detail"] == {"check": "who-calls", "is_right": True}
    [guest] = [row for row in rows(scene.database, Person) if row["id"] == fact["person_id"]]
    assert guest["name"] == ""


def test_a_learners_answer_is_kept_once(client, scene):
    form = {"key": str(uuid4()), "answer": "0"}
    for _ in range(2):
        reply = client.post(check("who-calls"), data=form, headers=scene.amina_phone | HTMX)
        assert "Not yet" in reply.text
    [fact] = rows(scene.database, LearningEvent)
    assert fact["detail"] == {"check": "who-calls", "is_right": False}
    assert [row["version_id"] for row in rows(scene.database, Enrolment)] == [scene.course.version_id]


def test_the_forms_of_one_page_share_a_key_and_are_facts_of_their_own(client, scene):
    key = str(uuid4())
    for path, answer in ((check("who-calls"), ["1"]), (check("what-first"), ["0", "1", "2"])):
        client.post(path, data={"key": key, "answer": answer}, headers=scene.amina_phone)
    client.post(completion("one"), data={"key": key}, headers=scene.amina_phone)
    kinds = sorted(row["kind"] for row in rows(scene.database, LearningEvent))
    assert kinds == ["check_answered", "check_answered", "lesson_finished"]


def test_without_scripts_the_reply_stands_on_the_lesson_page(client, scene):
    form = {"answer": ["2", "0", "1"], "key": str(uuid4())}
    reply = client.post(check("what-first"), data=form)
    assert reply.status_code == 303
    path, _, anchor = reply.headers["location"].partition("#")
    assert path == "/en/courses/safety/lessons/one?check=what-first&answer=2~0~1"
    assert anchor == "what-first"


def test_a_moved_step_is_no_answer_yet(client, scene):
    form = {"key": str(uuid4()), "answer": ["0", "1", "2"], "move": "down-1"}
    reply = client.post(check("what-first"), data=form, headers=scene.amina_phone | HTMX)
    assert reply.status_code == 200
    assert not any(words in reply.text for words in ("Right", "Not yet", "Choose one answer"))
    assert rows(scene.database, LearningEvent) == []


@pytest.mark.parametrize("answer", [["9"], ["-1"], ["1", "1"], ["x" * 300]])
def test_an_answer_that_the_question_does_not_have_is_refused(client, scene, answer):
    form = {"key": str(uuid4()), "answer": answer}
    reply = client.post(check("who-calls"), data=form, headers=scene.amina_phone)
    assert reply.status_code == 422
    assert rows(scene.database, LearningEvent) == []


def test_a_test_waits_for_the_lessons_and_says_how_many(client, scene):
    finish_all(scene, "one")
    page = client.get(f"{QUIZ}/final", headers=scene.amina_phone)
    assert page.status_code == 200
    assert "Finish 2 more lessons to open it." in page.text
    assert "/attempts" not in page.text
    refused = client.post(f"{QUIZ}/final/attempts", headers=scene.amina_phone)
    assert refused.status_code == 409
    assert "Lessons left: 2." in refused.text
    assert rows(scene.database, Attempt) == []


def test_the_start_page_says_what_is_asked_and_who_is_learning(client, scene):
    finish_all(scene)
    page = client.get(f"{QUIZ}/final", headers=scene.amina_phone)
    assert page.text.count("<h1") == page.text.count("btn--primary") == 1
    for words in ("6 questions", "4 of 6 right answers", "Amina is learning.", "Not you? Change person"):
        assert words in page.text


def test_a_test_starts_at_its_first_question(client, scene):
    finish_all(scene)
    reply = client.post(f"{QUIZ}/final/attempts", headers=scene.amina_phone)
    [attempt] = rows(scene.database, Attempt)
    assert reply.status_code == 303
    assert reply.headers["location"] == f"/en/attempts/{attempt['id']}/questions/1"


def test_an_open_test_goes_on_where_it_was_left(client, scene):
    finish_all(scene)
    client.post(f"{QUIZ}/final/attempts", headers=scene.amina_phone)
    [attempt] = rows(scene.database, Attempt)
    with transaction(scene.database) as session:
        quizzes.save(session, attempt["id"], scene.amina.id, 1, "unknown")
    page = client.get(f"{QUIZ}/final", headers=scene.amina_phone)
    assert "Go on from question 2" in page.text
    assert f"/en/attempts/{attempt['id']}/questions/2" in page.text
    again = client.post(f"{QUIZ}/final/attempts", headers=scene.amina_phone)
    assert again.headers["location"] == f"/en/attempts/{attempt['id']}/questions/2"


def test_practice_is_open_from_the_first_day(client, scene):
    page = client.get(f"{QUIZ}/practice", headers=scene.amina_phone)
    assert "Nothing is counted" in page.text
    reply = client.post(f"{QUIZ}/practice/attempts", headers=scene.amina_phone)
    assert reply.status_code == 303


def test_the_start_page_asks_a_guest_who_is_learning_and_brings_back(client, scene):
    back = quote(f"{QUIZ}/final", safe="")
    for reply in (client.get(f"{QUIZ}/final"), client.post(f"{QUIZ}/final/attempts")):
        assert (reply.status_code, reply.headers["location"]) == (303, f"/en/who?next={back}")


@pytest.mark.parametrize("path", [completion("one"), check("who-calls"), f"{QUIZ}/final/attempts"])
def test_what_writes_cannot_be_asked_for(client, scene, path):
    """docs/rules.md, R-08, R-42: an address that completes or begins something answers no GET."""
    assert client.get(path, headers=scene.amina_phone).status_code in {404, 405}
    assert rows(scene.database, Enrolment) == []


def test_a_learners_write_never_touches_somebody_else(client, scene):
    with transaction(scene.database) as session:
        ben = make_person(session, "Ben")
        finish(session, ben, scene.course, "one")
    client.post(completion("one"), data={"key": str(uuid4())}, headers=scene.amina_phone)
    counts = {row["person_id"]: row["finished_lessons"] for row in rows(scene.database, MemberProgress)}
    assert set(counts.values()) == {1}
    assert len(counts) == 2


@pytest.fixture
def statements(scene: Scene, client: TestClient) -> Iterator[Any]:
    with counted(scene.database.read_engine, scene.database.write_engine) as seen:
        yield seen


def test_finishing_a_lesson_costs_eleven_statements(client, scene, statements):
    client.post(completion("one"), data={"key": str(uuid4())}, headers=scene.amina_phone)
    assert statements.count == 11, statements.sent


@pytest.mark.parametrize(("answer", "cost"), [("0", 7), ("1", 8)], ids=["wrong", "right, which is kept"])
def test_answering_a_check_costs_seven_or_eight_statements(client, scene, statements, answer, cost):
    form = {"answer": answer, "key": str(uuid4())}
    client.post(check("who-calls"), data=form, headers=scene.amina_phone)
    assert statements.count == cost, statements.sent


def test_the_start_page_costs_four_statements(client, scene, statements):
    client.get(f"{QUIZ}/final", headers=scene.amina_phone)
    assert statements.count == 4, statements.sent
