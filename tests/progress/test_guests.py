"""docs/rules.md, H32: what a guest learned becomes a person's, with the moments at which it happened."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Guest, Person
from learnhub.accounts.rules import GUEST_LIFE
from learnhub.kit.db import transaction
from learnhub.progress import queries, service
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    Enrolment,
    HouseholdProgress,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from learnhub.progress.service.guests import _KEPT
from learnhub.quizzes.models import Attempt, AttemptQuestion, Response
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.guests import make_guest
from tests.factories.people import make_household, make_person
from tests.factories.progress import finish, make_attempt, make_quiz
from tests.parallel import at_once

TODAY, YESTERDAY, LAST_WEEK = NOW, NOW - timedelta(hours=5), NOW - timedelta(days=7)


@pytest.fixture
def course(session) -> MadeCourse:
    return make_course(session)


def learn(session, guest: Guest, course: MadeCourse, *lessons: str, at: datetime = YESTERDAY) -> None:
    finish(session, session.get_one(Person, guest.person_id), course, *lessons, at=at)


def claim(session, guest: Guest, person: Person) -> None:
    accounts.claim_guest(session, guest_id=guest.id, person_id=person.id, now=TODAY)
    session.expire_all()


def events_of(session, person_id: int) -> list[tuple]:
    columns = (LearningEvent.id, LearningEvent.kind, LearningEvent.detail, LearningEvent.occurred_at)
    return sorted(tuple(row) for row in session.execute(select(*columns).filter_by(person_id=person_id)))


def differences(session, *people: Person) -> list:
    return [
        difference
        for person in people
        for difference in queries.person_ledger(session.connection(), person_id=person.id).differences
    ]


def count(session, model, **values: object) -> int:
    return session.scalar(select(func.count()).select_from(model).filter_by(**values))


def test_every_fact_follows_with_its_id_and_its_moment(session, course):
    guest, amina = make_guest(session), make_person(session)
    learn(session, guest, course, "one", "two")
    service.record_check(
        session,
        person_id=guest.person_id,
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons["one"],
        check_key="who-calls",
        is_right=False,
        event_id=uuid4(),
        now=YESTERDAY,
    )
    facts = events_of(session, guest.person_id)
    claim(session, guest, amina)
    assert events_of(session, amina.id) == facts
    assert len(facts) == 3
    assert differences(session, amina) == []


def test_nothing_of_the_guest_stays_behind(session, course):
    guest, amina = make_guest(session), make_person(session)
    learn(session, guest, course)
    nobody = guest.person_id
    claim(session, guest, amina)
    assert [model.__tablename__ for model in _KEPT if count(session, model, person_id=nobody)] == []


def test_a_lesson_that_both_finished_counts_once_at_its_earliest_moment(session, course):
    """L2."""
    guest, amina = make_guest(session), make_person(session)
    finish(session, amina, course, "one", at=TODAY)
    learn(session, guest, course, "one", "two", at=LAST_WEEK)
    claim(session, guest, amina)
    rows = session.execute(select(LessonCompletion.lesson_id, LessonCompletion.finished_at))
    finished = dict(row for row in rows)
    assert finished == {course.lessons["one"]: LAST_WEEK, course.lessons["two"]: LAST_WEEK}
    assert session.scalars(select(MemberProgress.finished_lessons)).all() == [2]
    assert differences(session, amina) == []


def test_the_home_counts_only_what_was_finished_since_somebody_belongs_to_it(session, course):
    """L3: the membership began a day ago."""
    guest, amina = make_guest(session), make_person(session)
    home = make_household(session, amina)
    learn(session, guest, course, "one", at=LAST_WEEK)
    learn(session, guest, course, "two", at=YESTERDAY)
    claim(session, guest, amina)
    assert session.scalars(select(HouseholdProgress.finished_lessons)).all() == [1]
    assert queries.household_ledger(session.connection(), household_id=home.id).differences == []


def test_together_they_may_complete_a_course(session, course):
    guest, amina = make_guest(session), make_person(session)
    finish(session, amina, course, "one")
    learn(session, guest, course, "two", "three")
    claim(session, guest, amina)
    completed = session.execute(select(CourseCompletion.person_id, CourseCompletion.completed_at)).all()
    assert completed == [(amina.id, TODAY)]
    assert differences(session, amina) == []


def test_a_course_that_a_guest_completed_is_the_person_s_once(session, course):
    guest, amina = make_guest(session), make_person(session)
    learn(session, guest, course)
    finish(session, amina, course, at=TODAY)
    claim(session, guest, amina)
    assert session.scalars(select(CourseCompletion.person_id)).all() == [amina.id]
    assert session.scalars(select(CourseProgress.finished_lessons)).all() == [3]
    assert differences(session, amina) == []


def test_the_newer_version_is_the_one_that_is_taught_on(session, course):
    guest, amina = make_guest(session), make_person(session)
    learn(session, guest, course, "one")
    newer = make_course(session)
    finish(session, amina, newer, "one")
    claim(session, guest, amina)
    assert session.scalars(select(Enrolment.version_id)).all() == [newer.version_id]


@pytest.fixture
def practice(session, course):
    return make_quiz(session, course, "practice", "practice")


def test_practice_that_is_over_moves(session, course, practice):
    guest, amina = make_guest(session), make_person(session)
    nobody = session.get_one(Person, guest.person_id)
    for _ in range(2):
        make_attempt(session, nobody, course, practice, submitted_at=YESTERDAY)
    claim(session, guest, amina)
    assert count(session, Attempt, person_id=amina.id) == count(session, Attempt) == 2


@pytest.mark.parametrize(("has_open", "kept"), [(False, True), (True, False)])
def test_open_practice_moves_unless_the_person_has_one_open(session, course, practice, has_open, kept):
    guest, amina = make_guest(session), make_person(session)
    theirs = make_attempt(session, session.get_one(Person, guest.person_id), course, practice).id
    if has_open:
        make_attempt(session, amina, course, practice)
    claim(session, guest, amina)
    assert count(session, Attempt, person_id=amina.id) == count(session, Attempt) == 1
    assert count(session, Attempt, id=theirs) == kept


def test_everything_of_a_forgotten_guest_goes(session, course, practice):
    """docs/rules.md, H36."""
    guest = make_guest(session)
    learn(session, guest, course)
    make_attempt(session, session.get_one(Person, guest.person_id), course, practice)
    assert accounts.forget_guests(session, now=NOW + GUEST_LIFE + timedelta(days=1), most=1) == 1
    kept = (Person, Guest, Attempt, AttemptQuestion, Response, *_KEPT)
    assert [model.__tablename__ for model in kept if count(session, model)] == []


def test_a_claim_that_fails_changes_nothing(database, monkeypatch):
    with transaction(database) as session:
        course, guest = make_course(session), make_guest(session)
        learn(session, guest, course, "one")
        amina, before = make_person(session), events_of(session, guest.person_id)
        guest_id, nobody, amina_id = guest.id, guest.person_id, amina.id

    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("learnhub.progress.service.guests.decide", fail)
    with pytest.raises(RuntimeError), transaction(database) as session:
        accounts.claim_guest(session, guest_id=guest_id, person_id=amina_id, now=TODAY)
    with transaction(database) as session:
        assert (events_of(session, nobody), events_of(session, amina_id)) == (before, [])
        assert session.get_one(Guest, guest_id).claimed_at is None


def test_what_is_finished_while_it_is_claimed_is_never_lost(database):
    """docs/rules.md, H33: it goes along, or to a new guest of the same phone."""
    lessons = tuple(f"lesson-{number}" for number in range(9))
    with transaction(database) as session:
        course, guest, amina = (
            make_course(session, lessons=lessons),
            make_guest(session),
            make_person(session),
        )
        guest_id, amina_id, phone = guest.id, amina.id, guest.phone or ""

    def work(number: int) -> None:
        with transaction(database) as session:
            if number == 0:
                accounts.claim_guest(session, guest_id=guest_id, person_id=amina_id, now=TODAY)
                return
            learner = accounts.keep_guest(session, session_id=None, household_id=None, phone=phone, now=TODAY)
            person = session.get_one(Person, learner.person_id)
            finish(session, person, course, lessons[number - 1], at=YESTERDAY)

    at_once(10, work)
    with transaction(database) as session:
        assert count(session, LessonCompletion) == count(session, LearningEvent) == 9
        people = session.scalars(select(Person)).all()
        assert len(people) <= 2
        assert differences(session, *people) == []
