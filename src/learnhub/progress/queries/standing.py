"""What is missing in a course, asked inside the transaction that may have completed it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    ScalarSelect,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from learnhub.courses.models import Lesson, LessonVersion
from learnhub.households.models import Membership
from learnhub.progress.models import CourseCompletion, Enrolment, LessonCompletion, MemberProgress
from learnhub.quizzes.errors import QuizNotFound
from learnhub.quizzes.models import Attempt, Quiz, Score
from learnhub.quizzes.queries import list_test_keys

_PERSON_ID: BindParameter[int] = bindparam("person_id")
_COURSE_ID: BindParameter[int] = bindparam("course_id")
_FINISHED_OF_HOME = (
    select(Membership.person_id, MemberProgress.finished_lessons)
    .outerjoin(MemberProgress, MemberProgress.person_id == Membership.person_id)
    .where(
        Membership.household_id == bindparam("household_id"),
        Membership.until_at.is_(None),
        Membership.shows_lessons,
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the version in which a person is taught still asks for."""

    version_id: int
    lessons_left: int
    tests_left: int
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a quiz may be begun: practice always, and what was begun may be gone on with."""

    kind: str
    lessons_left: int
    has_open_attempt: bool

    @property
    def is_open(self) -> bool:
        return self.kind == "practice" or self.has_open_attempt or not self.lessons_left


def lessons_left(version_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """How many lessons of a version :person_id has not finished."""
    is_finished = exists().where(
        LessonCompletion.lesson_id == LessonVersion.lesson_id,
        LessonCompletion.person_id == _PERSON_ID,
    )
    return (
        select(func.count())
        .select_from(LessonVersion)
        .where(LessonVersion.version_id == version_id, ~is_finished)
        .scalar_subquery()
    )


def _tests_left(version_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    is_passed = exists().where(
        Score.attempt_id == Attempt.id,
        Score.is_passed,
        Attempt.person_id == _PERSON_ID,
        Attempt.course_id == _COURSE_ID,
        Attempt.quiz_key == Quiz.key,
    )
    return (
        select(func.count())
        .select_from(Quiz)
        .where(Quiz.version_id == version_id, Quiz.kind == "test", ~is_passed)
        .scalar_subquery()
    )


_STANDING = select(
    Enrolment.version_id,
    lessons_left(Enrolment.version_id),
    _tests_left(Enrolment.version_id),
    exists()
    .where(CourseCompletion.person_id == _PERSON_ID, CourseCompletion.course_id == _COURSE_ID)
    .label("is_decided"),
).where(Enrolment.person_id == _PERSON_ID, Enrolment.course_id == _COURSE_ID)
_GATE = select(
    Quiz.kind,
    lessons_left(Quiz.version_id),
    exists()
    .where(
        Attempt.person_id == _PERSON_ID,
        Attempt.course_id == _COURSE_ID,
        Attempt.quiz_key == Quiz.key,
        Attempt.submitted_at.is_(None),
    )
    .label("has_open_attempt"),
).where(Quiz.version_id == bindparam("version_id"), Quiz.key == bindparam("quiz_key"))
_LESSON_KEYS = (
    select(Lesson.key)
    .join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
    .where(LessonVersion.version_id == bindparam("version_id"))
    .order_by(LessonVersion.position)
)
_HOME_AT = select(Membership.household_id).where(
    Membership.person_id == _PERSON_ID,
    Membership.since_at <= bindparam("at"),
    or_(Membership.until_at.is_(None), Membership.until_at > bindparam("at")),
)


def get_standing(connection: Connection, *, person_id: int, course_id: int) -> Standing:
    """Of an enrolled person. One statement."""
    values = {"person_id": person_id, "course_id": course_id}
    return Standing(*connection.execute(_STANDING, values).one())


def get_gate(
    connection: Connection, *, person_id: int, course_id: int, version_id: int, quiz_key: str
) -> Gate:
    """One statement. Raises QuizNotFound."""
    values = {
        "person_id": person_id,
        "course_id": course_id,
        "version_id": version_id,
        "quiz_key": quiz_key,
    }
    row = connection.execute(_GATE, values).one_or_none()
    if row is None:
        raise QuizNotFound
    return Gate(*row)


def get_rule(connection: Connection, *, version_id: int) -> dict[str, Any]:
    """What completes a version, to be copied into a decision. Two statements."""
    return {
        "lessons": list(connection.scalars(_LESSON_KEYS, {"version_id": version_id})),
        "tests": list(list_test_keys(connection, version_id)),
    }


def finished_of_home(connection: Connection, *, household_id: int | None) -> dict[int, int]:
    """How many lessons each person of a home has finished, of those who let the home see it.

    One statement; none without a home. Source: docs/rules.md, H54.
    """
    if household_id is None:
        return {}
    rows = connection.execute(_FINISHED_OF_HOME, {"household_id": household_id})
    return {person_id: finished or 0 for person_id, finished in rows}


def find_home_at(connection: Connection, *, person_id: int, at: datetime) -> int | None:
    """The home to which the person belonged at that moment. One statement."""
    return connection.execute(_HOME_AT, {"person_id": person_id, "at": at}).scalar()
