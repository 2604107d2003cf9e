"""What a home covers of the programme for homes, and how many lessons it finished in a month."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, exists, func, or_, select

from learnhub.accounts.models import Person
from learnhub.courses.models import (
    Course,
    CourseVersion,
    CurrentVersion,
    Lesson,
    Programme,
    ProgrammeOutcome,
    ProgrammeVersion,
)
from learnhub.courses.queries import COURSE_OUTLINE, with_course_text
from learnhub.households.models import Membership
from learnhub.households.queries import IS_ADULT
from learnhub.kit.prepared import prepared
from learnhub.progress.models import LessonCheck, LessonCompletion
from learnhub.progress.rules import Wanted, is_reached
from learnhub.quizzes.models import Item, ItemVersion


@dataclass(frozen=True, slots=True)
class OutcomeLesson:
    course_key: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """`says` is the sentence that is true of the home now."""

    key: str
    is_reached: bool
    says: str
    lessons: tuple[OutcomeLesson, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """`is_whole`: every adult covers every lesson of it. `programme_id` is empty where there is none."""

    outcomes: tuple[OutcomeRow, ...] = ()
    is_whole: bool = False
    programme_id: int | None = None
    lesson_count: int = 0
    minutes: int = 0

    @property
    def reached_count(self) -> int:
        return sum(row.is_reached for row in self.outcomes)


# Of the programmes in force the first that is meant for homes.
_PROGRAMME = (
    select(Programme.id)
    .where(
        Programme.version_id == select(func.max(ProgrammeVersion.id)).scalar_subquery(),
        Programme.audience == "household",
    )
    .order_by(Programme.position)
    .limit(1)
    .scalar_subquery()
)
_OUTCOMES = prepared(
    with_course_text(
        select(
            ProgrammeOutcome.programme_id,
            ProgrammeOutcome.key,
            ProgrammeOutcome.who,
            ProgrammeOutcome.lessons,
            ProgrammeOutcome.texts,
            ProgrammeOutcome.course_id,
            Course.key.label("course_key"),
            COURSE_OUTLINE.label("outline"),
        )
        .join(Course, Course.id == ProgrammeOutcome.course_id)
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    )
    .where(ProgrammeOutcome.programme_id == _PROGRAMME)
    .order_by(ProgrammeOutcome.position)
)
_ANSWERED_RIGHTLY = exists().where(
    LessonCheck.person_id == LessonCompletion.person_id,
    LessonCheck.lesson_id == Item.lesson_id,
    LessonCheck.check_key == Item.key,
)
_HAS_CHECK_LEFT = (
    exists()
    .where(
        Item.lesson_id == LessonCompletion.lesson_id,
        Item.kind == "check",
        ItemVersion.item_id == Item.id,
        ItemVersion.version_id == CurrentVersion.version_id,
        CurrentVersion.course_id == LessonCompletion.course_id,
        ~_ANSWERED_RIGHTLY.correlate(LessonCompletion, Item),
    )
    .correlate(LessonCompletion)
)
_LEARNED = prepared(
    select(Membership.person_id, IS_ADULT.label("is_adult"), Lesson.course_id, Lesson.key)
    .join(Person, and_(Person.id == Membership.person_id, Person.hidden_at.is_(None)))
    .outerjoin(
        LessonCompletion,
        and_(
            LessonCompletion.person_id == Membership.person_id,
            LessonCompletion.course_id.in_(
                select(ProgrammeOutcome.course_id).where(ProgrammeOutcome.programme_id == _PROGRAMME)
            ),
            ~_HAS_CHECK_LEFT,
        ),
    )
    .outerjoin(Lesson, Lesson.id == LessonCompletion.lesson_id)
    .where(Membership.household_id == bindparam("household_id"), Membership.until_at.is_(None))
)
_IN_MONTH = prepared(
    select(func.count())
    .select_from(Membership)
    .join(LessonCompletion, LessonCompletion.person_id == Membership.person_id)
    .where(
        Membership.household_id == bindparam("household_id"),
        LessonCompletion.finished_at >= Membership.since_at,
        or_(Membership.until_at.is_(None), LessonCompletion.finished_at < Membership.until_at),
        LessonCompletion.finished_at >= bindparam("first"),
        LessonCompletion.finished_at < bindparam("until"),
    )
)


def home_coverage(connection: Connection, *, household_id: int, language: str) -> Coverage:
    """By those who belong to the home now. Two statements, however many members and facts.

    Source: docs/rules.md, H50 (what a person covers), H51 (what a home covers).
    """
    wanted = connection.execute(_OUTCOMES, {"language": language}).all()
    rows = connection.execute(_LEARNED, {"household_id": household_id}).all()
    adults = {row.person_id for row in rows if row.is_adult}
    learned: dict[int, set[tuple[int, str]]] = {row.person_id: set() for row in rows}
    for row in rows:
        learned[row.person_id].add((row.course_id, row.key))
    taught = {(row.course_id, key): minutes for row in wanted for key, minutes in _minutes(row).items()}
    outcomes = tuple(_outcome(row, learned, adults, language) for row in wanted if _taught(row))
    return Coverage(
        outcomes=outcomes,
        is_whole=bool(outcomes) and is_reached(Wanted("every-adult", frozenset(taught)), learned, adults),
        programme_id=wanted[0].programme_id if wanted else None,
        lesson_count=len(taught),
        minutes=sum(taught.values()),
    )


def lessons_in_month(connection: Connection, *, household_id: int, first: datetime, until: datetime) -> int:
    """Finished by members while they belonged to the home. One statement. Source: docs/rules.md, H53."""
    values = {"household_id": household_id, "first": first, "until": until}
    return int(connection.execute(_IN_MONTH, values).scalar_one())


def _taught(row: Row[Any]) -> dict[str, str]:
    """The lessons of an outcome that its course still teaches: their titles by their keys."""
    titles = {key: title for key, title, _minutes in row.outline}
    return {key: titles[key] for key in row.lessons if key in titles}


def _minutes(row: Row[Any]) -> dict[str, int]:
    return {key: minutes for key, _title, minutes in row.outline if key in row.lessons}


def _outcome(
    row: Row[Any], learned: Mapping[int, Collection[tuple[int, str]]], adults: Collection[int], language: str
) -> OutcomeRow:
    taught = _taught(row)
    is_there = is_reached(Wanted(row.who, frozenset((row.course_id, key) for key in taught)), learned, adults)
    return OutcomeRow(
        key=row.key,
        is_reached=is_there,
        says=row.texts[language]["reached" if is_there else "not_yet"],
        lessons=tuple(OutcomeLesson(row.course_key, key, title) for key, title in taught.items()),
    )
