"""docs/rules.md, L1 (facts), L2 (counted once), L3 (homes), L4 (decided once), L5 (a test waits)."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.households.models import Household, Membership
from learnhub.kit.db import Base
from learnhub.progress import errors, events, handlers, service
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    Enrolment,
    HouseholdProgress,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from learnhub.quizzes.events import AttemptGraded
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_person
from tests.factories.progress import finish, hand_in, make_attempt, make_quiz

KEPT = (
    Enrolment,
    LearningEvent,
    LessonCompletion,
    CourseCompletion,
    CourseProgress,
    MemberProgress,
    HouseholdProgress,
)
HOUR = timedelta(hours=1)


@pytest.fixture
def amina(session: Session) -> Person:
    return make_person(session, "Amina")


@pytest.fixture
def home(session: Session, amina: Person) -> Household:
    return make_household(session, amina)


@pytest.fixture
def course(session: Session) -> MadeCourse:
    return make_course(session)


@pytest.fixture
def announced(session: Session) -> Iterator[list[events.CourseCompleted]]:
    """Completions in the order in which they were announced."""
    heard: list[events.CourseCompleted] = []
    known = session.info["reactions"]
    session.info["reactions"] = {events.CourseCompleted: [lambda _, event: heard.append(event)]}
    yield heard
    session.info["reactions"] = known


def kept(session: Session, *models: type[Base]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what is kept of learning."""
    return {
        model.__tablename__: sorted(
            (tuple(row) for row in session.execute(select(*model.__table__.c))), key=repr
        )
        for model in models or KEPT
    }


def count_of(session: Session, model: type[Base]) -> int:
    return len(session.execute(select(*model.__table__.c)).all())


def lessons_at(session: Session, home: Household) -> int | None:
    statement = select(HouseholdProgress.finished_lessons)
    return session.scalar(statement.where(HouseholdProgress.household_id == home.id))


def leave(session: Session, person: Person, *, at_home: Household) -> None:
    membership = session.query(Membership).filter_by(person_id=person.id, household_id=at_home.id).one()
    membership.until_at = NOW
    session.flush()


def test_a_finished_lesson_counts_for_the_course_the_member_and_the_home(session, amina, home, course):
    finish(session, amina, course, "one", "two")
    progress = session.query(CourseProgress).one()
    assert (progress.finished_lessons, progress.last_lesson_id) == (2, course.lessons["two"])
    assert session.query(MemberProgress).one().finished_lessons == 2
    assert lessons_at(session, home) == 2


def test_the_same_event_again_changes_nothing(session, amina, home, course):
    event_id = uuid4()
    finish(session, amina, course, "one", event_id=event_id)
    before = kept(session)
    finish(session, amina, course, "one", event_id=event_id, at=NOW + HOUR)
    assert kept(session) == before


def test_an_id_of_somebody_elses_event_is_no_repeat(session, amina, course):
    event_id = uuid4()
    finish(session, amina, course, "one", event_id=event_id)
    finish(session, make_person(session, "Ben"), course, "one", event_id=event_id)
    assert count_of(session, LessonCompletion) == 2


def test_the_same_lesson_again_is_a_fact_that_counts_nothing(session, amina, home, course):
    finish(session, amina, course, "one")
    finish(session, amina, course, "one", at=NOW + HOUR)
    assert count_of(session, LearningEvent) == 2
    assert session.query(LessonCompletion).one().finished_at == NOW
    for summary in (CourseProgress, MemberProgress, HouseholdProgress):
        assert session.query(summary).one().finished_lessons == 1


def test_without_a_home_a_lesson_counts_for_the_person_only(session, amina, course):
    finish(session, amina, course, "one")
    assert session.query(MemberProgress).one().finished_lessons == 1
    assert count_of(session, HouseholdProgress) == 0


def test_a_lesson_counts_in_the_home_of_its_moment_and_stays_the_persons(session, amina, home, course):
    finish(session, amina, course, "one", at=NOW - HOUR)
    leave(session, amina, at_home=home)
    new_home = make_household(session)
    session.add(Membership(household_id=new_home.id, person_id=amina.id, since_at=NOW))
    session.flush()
    finish(session, amina, course, "two", at=NOW)
    assert (lessons_at(session, home), lessons_at(session, new_home)) == (1, 1)
    assert session.query(MemberProgress).one().finished_lessons == 2


def test_an_earlier_moment_that_arrives_late_moves_the_lesson_to_its_home(session, amina, home, course):
    leave(session, amina, at_home=home)
    new_home = make_household(session)
    session.add(Membership(household_id=new_home.id, person_id=amina.id, since_at=NOW))
    session.flush()
    finish(session, amina, course, "one", at=NOW + HOUR)
    finish(session, amina, course, "one", at=NOW - HOUR)
    assert session.query(LessonCompletion).one().finished_at == NOW - HOUR
    assert (lessons_at(session, home), lessons_at(session, new_home)) == (1, 0)


def test_facts_make_the_same_state_in_whatever_order_they_arrive(session, home, course):
    """Each person receives one batch in another order; some of it is repeated, two facts share a moment."""
    batch = [("one", NOW), ("two", NOW + HOUR), ("one", NOW - HOUR), ("three", NOW + HOUR)]
    states = set()
    for order in permutations(batch):
        person = make_person(session)
        for lesson, at in order:
            finish(session, person, course, lesson, at=at)
        progress = session.query(CourseProgress).filter_by(person_id=person.id).one()
        member = session.query(MemberProgress).filter_by(person_id=person.id).one()
        lessons = session.query(LessonCompletion).filter_by(person_id=person.id)
        states.add(
            (
                progress.finished_lessons,
                progress.last_lesson_id,
                progress.last_at,
                member.finished_lessons,
                member.last_at,
                frozenset((lesson.lesson_id, lesson.finished_at) for lesson in lessons),
            )
        )
    assert len(states) == 1


def test_a_course_without_a_test_is_complete_when_its_lessons_are_finished(session, amina, course, announced):
    finish(session, amina, course, "one", "two")
    assert announced == []
    finish(session, amina, course, "three", at=NOW + HOUR)
    assert announced == [events.CourseCompleted(amina.id, course.course_id, course.version_id, NOW + HOUR)]
    assert session.query(CourseCompletion).one().rule == {"lessons": ["one", "two", "three"], "tests": []}
    assert session.query(CourseProgress).one().completed_at == NOW + HOUR
    assert session.query(MemberProgress).one().completed_courses == 1


def test_a_course_with_a_test_waits_for_a_pass(session, amina, course, announced):
    quiz = make_quiz(session, course)
    finish(session, amina, course)
    hand_in(session, amina, course, quiz, is_passed=False)
    assert announced == []
    hand_in(session, amina, course, quiz, at=NOW + HOUR)
    assert len(announced) == 1
    assert session.query(CourseProgress).one().test_passed_at == NOW + HOUR
    assert session.query(CourseCompletion).one().rule["tests"] == ["final"]


def test_a_pass_completes_when_the_lessons_follow_it(session, amina, course, announced):
    """A version that brings a new lesson may be published while somebody takes the test."""
    hand_in(session, amina, course, make_quiz(session, course))
    assert announced == []
    finish(session, amina, course)
    assert len(announced) == 1


def test_every_test_of_the_version_must_be_passed(session, amina, course, announced):
    first, second = make_quiz(session, course, "first"), make_quiz(session, course, "second")
    make_quiz(session, course, "practice", kind="practice")
    finish(session, amina, course)
    hand_in(session, amina, course, first)
    assert announced == []
    hand_in(session, amina, course, second)
    assert len(announced) == 1


def test_a_pass_of_somebody_else_completes_nothing(session, amina, course, announced):
    quiz = make_quiz(session, course)
    hand_in(session, make_person(session, "Ben"), course, quiz)
    finish(session, amina, course)
    assert announced == []


def test_completion_is_decided_once(session, amina, course, announced):
    quiz = make_quiz(session, course)
    finish(session, amina, course)
    hand_in(session, amina, course, quiz)
    hand_in(session, amina, course, quiz, at=NOW + HOUR)
    finish(session, amina, course, at=NOW + HOUR)
    assert len(announced) == 1
    assert session.query(MemberProgress).one().completed_courses == 1
    assert session.query(CourseProgress).one().test_passed_at == NOW


def test_lessons_added_later_undo_no_completion(session, amina, course, announced):
    finish(session, amina, course)
    newer = make_course(session, lessons=("one", "two", "three", "four"))
    finish(session, amina, newer, "one")
    assert session.query(CourseCompletion).one().version_id == course.version_id
    assert session.query(CourseProgress).one().completed_at == NOW
    assert len(announced) == 1


def test_a_version_that_asks_for_less_may_complete_at_the_next_visit(session, amina, course, announced):
    finish(session, amina, course, "one", "two")
    newer = make_course(session, lessons=("one", "two"))
    service.enrol(
        session, person_id=amina.id, course_id=newer.course_id, version_id=newer.version_id, now=NOW + HOUR
    )
    assert [event.version_id for event in announced] == [newer.version_id]


def test_an_enrolment_moves_to_newer_versions_and_never_back(session, amina, course):
    newer = make_course(session)
    for version_id in (course.version_id, newer.version_id, course.version_id):
        service.enrol(session, person_id=amina.id, course_id=course.course_id, version_id=version_id, now=NOW)
    assert session.query(Enrolment).one().version_id == newer.version_id


def answer(session: Session, person: Person, course: MadeCourse, event_id: UUID) -> None:
    service.record_check(
        session,
        person_id=person.id,
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons["one"],
        check_key="who-calls",
        is_right=False,
        event_id=event_id,
        now=NOW,
    )


def test_an_answered_check_is_a_fact_that_counts_in_no_summary(session, amina, home, course):
    event_id = uuid4()
    answer(session, amina, course, event_id)
    answer(session, amina, course, event_id)
    fact = session.query(LearningEvent).one()
    assert (fact.kind, fact.detail) == ("check_answered", {"check": "who-calls", "is_right": False})
    assert not any(rows for rows in kept(session, CourseProgress, MemberProgress, HouseholdProgress).values())


def test_a_graded_test_is_a_fact_with_the_attempts_id(session, amina, course):
    attempt_id = hand_in(session, amina, course, make_quiz(session, course), is_passed=False)
    fact = session.query(LearningEvent).one()
    assert (fact.id, fact.detail) == (attempt_id, {"attempt": str(attempt_id), "is_passed": False})


@pytest.mark.parametrize(("kind", "facts"), [("test", 1), ("practice", 0)])
def test_practice_proves_nothing(session, amina, course, kind, facts):
    quiz = make_quiz(session, course, kind=kind)
    attempt = make_attempt(session, amina, course, quiz, submitted_at=NOW)
    graded = AttemptGraded(
        person_id=amina.id,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key=quiz.key,
        kind=kind,
        attempt_id=attempt.id,
        is_passed=True,
        percent=100,
        graded_at=NOW,
    )
    handlers.record_graded_test(session, graded)
    handlers.record_graded_test(session, graded)
    assert count_of(session, LearningEvent) == facts


def start(session: Session, person: Person, course: MadeCourse, quiz_key: str = "final") -> service.Begun:
    return service.start_attempt(
        session,
        person_id=person.id,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key=quiz_key,
        audience="household",
        seed=1,
        now=NOW,
    )


def test_a_test_opens_only_when_every_lesson_is_finished(session, amina, course):
    make_quiz(session, course)
    finish(session, amina, course, "one")
    with pytest.raises(errors.TestNotOpen) as refused:
        start(session, amina, course)
    assert refused.value.said.values == {"num": 2}
    assert session.query(LearningEvent).filter_by(kind="test_graded").count() == 0


def test_an_open_attempt_is_gone_on_with_although_a_lesson_was_added(session, amina, course):
    attempt = make_attempt(session, amina, course, make_quiz(session, course))
    newer = make_course(session, lessons=("one", "two", "three", "four"))
    make_quiz(session, newer)
    assert start(session, amina, newer).attempt_id == attempt.id
