"""Learning together: who of a home may have been there, and what others told of a person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, case, select
from sqlalchemy.orm import aliased

from learnhub.accounts.models import Lock, Person
from learnhub.accounts.queries import is_kept
from learnhub.courses.errors import LessonNotFound
from learnhub.courses.models import (
    Course,
    CourseVersion,
    CurrentVersion,
    Lesson,
)
from learnhub.courses.queries import LESSON_TITLE, with_lesson_text
from learnhub.households.queries import PresentMember, list_present
from learnhub.kit.words import Message
from learnhub.progress.models import SharedLesson


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """`others` are the people of the home today but the one in front, and those of whom nothing is kept."""

    course_key: str
    lesson_key: str
    title: str
    others: tuple[PresentMember, ...]
    form_key: UUID
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A lesson that somebody told of. `waits`: the person has not said yet whether they were there."""

    id: UUID
    course_key: str
    lesson_key: str
    title: str
    told_by: str
    told_at: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class ToldPage:
    """`onward` is where somebody wanted to go who was led here first."""

    rows: tuple[SharedRow, ...]
    onward: Mapping[str, str]

    @property
    def waiting(self) -> tuple[SharedRow, ...]:
        return tuple(row for row in self.rows if row.waits)


SHOWN = 20

_TELLER = aliased(Person)
_TITLE = LESSON_TITLE.label("title")
_HERE = with_lesson_text(
    select(_TITLE)
    .select_from(Course)
    .join(CurrentVersion, CurrentVersion.course_id == Course.id)
    .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    .join(Lesson, Lesson.course_id == Course.id)
).where(Course.key == bindparam("course_key"), Lesson.key == bindparam("lesson_key"))
_SHARED = (
    with_lesson_text(
        select(
            SharedLesson.id,
            Course.key.label("course_key"),
            Lesson.key.label("lesson_key"),
            _TITLE,
            # Who is to be erased is shown to nobody (docs/rules.md, H64).
            case((_TELLER.hidden_at.is_(None), _TELLER.name), else_="").label("told_by"),
            SharedLesson.told_at,
            SharedLesson.was_there.is_(None).label("waits"),
        )
        .join(Course, Course.id == SharedLesson.course_id)
        .join(CourseVersion, CourseVersion.id == SharedLesson.version_id)
        .join(Lesson, Lesson.id == SharedLesson.lesson_id)
        .join(_TELLER, _TELLER.id == SharedLesson.told_by)
    )
    .where(SharedLesson.person_id == bindparam("person_id"), SharedLesson.was_there.is_not(False))
    .order_by(SharedLesson.was_there.is_not(None), SharedLesson.told_at.desc(), SharedLesson.id)
    .limit(SHOWN)
)
_WAITS = (
    select(SharedLesson.id)
    .where(
        SharedLesson.person_id == bindparam("person_id"),
        SharedLesson.was_there.is_(None),
        is_kept(SharedLesson.person_id),
    )
    .limit(1)
)


def together_page(
    connection: Connection,
    *,
    course_key: str,
    lesson_key: str,
    language: str,
    household_id: int,
    person_id: int,
    form_key: UUID,
    error: Message | None = None,
) -> TogetherPage:
    """Two statements. Raises LessonNotFound."""
    values = {"course_key": course_key, "lesson_key": lesson_key, "language": language}
    title = connection.scalar(_HERE, values)
    if title is None:
        raise LessonNotFound
    present = list_present(connection, household_id=household_id)
    others = tuple(member for member in present if member.is_kept and member.person_id != person_id)
    return TogetherPage(course_key, lesson_key, title, others, form_key, error)


def list_shared(connection: Connection, *, person_id: int, language: str) -> tuple[SharedRow, ...]:
    """What waits for an answer first, then the newest. One statement."""
    rows = connection.execute(_SHARED, {"person_id": person_id, "language": language})
    return tuple(SharedRow(*row) for row in rows)


def something_waits(connection: Connection, *, person_id: int) -> bool:
    """Somebody told of a lesson, and the person has not said yet whether they were there. One statement."""
    return connection.execute(_WAITS, {"person_id": person_id}).first() is not None


def needs_confirmation(connection: Connection, person_ids: Collection[int]) -> frozenset[int]:
    """Whoever of these people must say themselves that they were there: all who have a lock. One statement.

    Source: docs/rules.md, H56.
    """
    locked = select(Lock.person_id).where(Lock.person_id.in_(person_ids))
    return frozenset(connection.scalars(locked))
