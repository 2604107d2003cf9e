"""docs/rules.md, L6: summaries say what the facts say, whatever happened; what was falsified is mended."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.households.models import Household, Membership
from learnhub.kit.db import Base, Database, transaction
from learnhub.kit.ids import uuid7
from learnhub.progress.cli import group
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    HouseholdProgress,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from learnhub.quizzes.models import Quiz
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_person
from tests.factories.progress import finish, hand_in, make_quiz

HISTORIES = 50
LESSONS = ("one", "two", "three", "four")


def run(database: Database, command: str) -> Result:
    return CliRunner().invoke(group, [command], obj=database)


class World:
    """Some people, homes and courses, and everything that may happen to them."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.chance = Random(seed)
        self.now = NOW
        self.people: list[Person] = [make_person(session) for _ in range(2)]
        self.homes: list[Household] = [make_household(session, self.people[0]), make_household(session)]
        self.courses = {key: self.publish(f"{key}-{seed}") for key in ("a", "b")}
        self.sent: list[tuple[Person, MadeCourse, str, datetime, UUID]] = []

    def live(self, steps: int) -> None:
        happenings = [self.finish_lesson] * 8 + [
            self.send_again,
            self.take_test,
            self.publish_newer,
            self.move,
        ]
        for _ in range(steps):
            self.now += timedelta(minutes=self.chance.randrange(3))
            self.chance.choice(happenings)()

    def publish(self, key: str) -> tuple[MadeCourse, Quiz | None]:
        lessons = LESSONS[: self.chance.randint(1, len(LESSONS))]
        course = make_course(self.session, key, lessons)
        return course, make_quiz(self.session, course) if self.chance.random() < 0.5 else None

    def publish_newer(self) -> None:
        key, (course, _) = self.chance.choice(list(self.courses.items()))
        self.courses[key] = self.publish(course.key)

    def finish_lesson(self) -> None:
        course, _ = self.chance.choice(list(self.courses.values()))
        lesson = self.chance.choice(list(course.lessons))
        at = self.now - timedelta(minutes=self.chance.choice([0, 0, 0, 1, 5, 30]))
        self._send(self.chance.choice(self.people), course, lesson, at, uuid4())

    def send_again(self) -> None:
        if self.sent:
            self._send(*self.chance.choice(self.sent))

    def take_test(self) -> None:
        course, quiz = self.chance.choice(list(self.courses.values()))
        if quiz is not None:
            is_passed = self.chance.random() < 0.5
            person = self.chance.choice(self.people)
            hand_in(self.session, person, course, quiz, is_passed=is_passed, at=self.now)

    def move(self) -> None:
        """To another home, at a moment of its own: the clock of the facts goes on."""
        self.now += timedelta(seconds=1)
        person = self.chance.choice(self.people)
        self.session.execute(
            update(Membership)
            .where(Membership.person_id == person.id, Membership.until_at.is_(None))
            .values(until_at=self.now)
        )
        home = self.chance.choice(self.homes)
        self.session.add(Membership(household_id=home.id, person_id=person.id, since_at=self.now))
        self.session.flush()
        self.now += timedelta(hours=1)

    def _send(self, person: Person, course: MadeCourse, lesson: str, at: datetime, event_id: UUID) -> None:
        finish(self.session, person, course, lesson, at=at, event_id=event_id)
        self.sent.append((person, course, lesson, at, event_id))


@pytest.fixture
def lived(database: Database) -> Database:
    with transaction(database) as session:
        for seed in range(HISTORIES):
            World(session, seed).live(steps=14)
    return database


def change(database: Database, statement) -> None:
    with transaction(database) as session:
        session.execute(statement)


def test_after_any_history_every_summary_says_what_the_facts_say(lived: Database):
    checked = run(lived, "check")
    assert checked.exit_code == 0, checked.output
    with transaction(lived) as session:
        decided = session.scalars(select(CourseCompletion.id)).all()
        assert len(decided) > 10, "the histories reach what they are to prove"
    assert "0 rows mended" in run(lived, "rebuild").output


@pytest.fixture
def amina(database: Database) -> Database:
    """One person who completed a course of three lessons and a test, at home."""
    with transaction(database) as session:
        person = make_person(session)
        make_household(session, person)
        course = make_course(session)
        quiz = make_quiz(session, course)
        finish(session, person, course)
        hand_in(session, person, course, quiz)
    return database


FIRST_LESSON = LessonCompletion.lesson_id == select(func.min(LessonCompletion.lesson_id)).scalar_subquery()
FALSIFIED = [
    ("lesson_completions", delete(LessonCompletion).where(FIRST_LESSON)),
    ("lesson_completions", update(LessonCompletion).values(finished_at=NOW + timedelta(days=1))),
    ("course_progress", update(CourseProgress).values(finished_lessons=2)),
    ("course_progress", update(CourseProgress).values(test_passed_at=None)),
    ("member_progress", delete(MemberProgress)),
    ("member_progress", update(MemberProgress).values(completed_courses=0)),
    ("household_progress", update(HouseholdProgress).values(finished_lessons=4)),
    ("household_progress", update(HouseholdProgress).values(together_lessons=1)),
    ("lesson_completions", update(LessonCompletion).values(is_together=True)),
    ("household_progress", delete(HouseholdProgress)),
    ("course_completions", delete(CourseCompletion)),
]


@pytest.mark.parametrize(("table", "falsify"), FALSIFIED)
def test_a_falsified_row_is_named_and_mended(amina: Database, table: str, falsify):
    change(amina, falsify)
    checked = run(amina, "check")
    assert checked.exit_code == 1
    assert f"\n{table} " in f"\n{checked.output}"
    assert "rows mended" in run(amina, "rebuild").output
    assert run(amina, "check").exit_code == 0


def test_a_completion_without_grounds_is_named_and_left_to_a_person(database: Database):
    with transaction(database) as session:
        person, course = make_person(session), make_course(session)
        finish(session, person, course, "one")
        forged = CourseCompletion(
            id=uuid7(NOW),
            person_id=person.id,
            course_id=course.course_id,
            version_id=course.version_id,
            rule={"lessons": list(course.lessons), "tests": []},
            completed_at=NOW,
        )
        session.add(forged)
    assert "0 rows mended" in run(database, "rebuild").output
    checked = run(database, "check")
    assert checked.exit_code == 1
    assert "kept completed, recomputed no row" in checked.output
    assert "1 rows differ" in checked.output


def test_mending_changes_no_fact(amina: Database):
    def facts() -> list[tuple[object, ...]]:
        with transaction(amina) as session:
            rows = session.execute(select(*LearningEvent.__table__.c))
            return sorted((tuple(row) for row in rows), key=repr)

    before = facts()
    for model in (LessonCompletion, CourseProgress, MemberProgress, HouseholdProgress):
        change(amina, delete(model))
    run(amina, "rebuild")
    assert facts() == before


def test_a_whole_summary_that_is_lost_comes_back_as_it_was(amina: Database):
    models: list[type[Base]] = [LessonCompletion, CourseProgress, MemberProgress, HouseholdProgress]

    def summaries() -> list[list[tuple[object, ...]]]:
        with transaction(amina) as session:
            return [sorted(tuple(row) for row in session.execute(select(*m.__table__.c))) for m in models]

    before = summaries()
    for model in models:
        change(amina, delete(model))
    assert "6 rows mended" in run(amina, "rebuild").output
    assert summaries() == before
