"""What the people of the demonstration have learned: lessons finished, and their questions answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses.queries import CurrentLesson, list_current_lessons
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from learnhub.progress.queries import home_coverage
from learnhub.quizzes.models import Item, ItemVersion


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson, and the keys of its check-yourself questions."""

    lesson: CurrentLesson
    checks: tuple[str, ...]


def of_course(session: Session, course_key: str) -> tuple[Taught, ...]:
    """The lessons of a course, in order."""
    return tuple(
        _taught(session, lesson) for lesson in list_current_lessons(session.connection(), course_key)
    )


def of_homes(session: Session) -> tuple[Taught, ...]:
    """The lessons that the programme for homes asks for, in its order; none where there is no programme."""
    connection = session.connection()
    outcomes = home_coverage(connection, household_id=0, language="vi").outcomes
    wanted = [(lesson.course_key, lesson.key) for row in outcomes for lesson in row.lessons]
    courses = dict.fromkeys(course_key for course_key, _ in wanted)
    found = {
        (lesson.course_key, lesson.key): lesson
        for course_key in courses
        for lesson in list_current_lessons(connection, course_key)
    }
    return tuple(_taught(session, found[name]) for name in dict.fromkeys(wanted))


def learn(
    session: Session,
    person_id: int,
    lessons: tuple[Taught, ...],
    since: datetime,
    beside: Collection[int] = (),
) -> None:
    """A lesson a day. Every second question is answered wrongly first, as people do.

    `beside` are those who were there on the first day too.
    """
    for day, taught in enumerate(lessons, start=1):
        moment = since + timedelta(days=day, hours=2)
        for number, check in enumerate(taught.checks):
            if number % 2:
                _answer(session, person_id, taught.lesson, check, moment, is_right=False)
            _answer(session, person_id, taught.lesson, check, moment, is_right=True)
        progress.complete_lesson(
            session,
            person_id=person_id,
            course_id=taught.lesson.course_id,
            version_id=taught.lesson.version_id,
            lesson_id=taught.lesson.lesson_id,
            event_id=uuid7(moment),
            occurred_at=moment,
            now=moment,
            together_with=beside if day == 1 else (),
        )


def _answer(
    session: Session, person_id: int, lesson: CurrentLesson, check: str, moment: datetime, *, is_right: bool
) -> None:
    progress.record_check(
        session,
        person_id=person_id,
        course_id=lesson.course_id,
        version_id=lesson.version_id,
        lesson_id=lesson.lesson_id,
        check_key=check,
        is_right=is_right,
        event_id=uuid7(moment),
        now=moment,
    )


def _taught(session: Session, lesson: CurrentLesson) -> Taught:
    asked = (
        select(Item.key)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .where(
            Item.lesson_id == lesson.lesson_id,
            Item.kind == "check",
            ItemVersion.version_id == lesson.version_id,
        )
        .order_by(Item.id)
    )
    return Taught(lesson, tuple(session.scalars(asked)))
