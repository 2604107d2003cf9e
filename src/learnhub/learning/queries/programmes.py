"""The programmes: which lessons they are made of today, and what this person has done of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, func, select

from learnhub.courses.errors import ProgrammeNotFound
from learnhub.courses.models import (
    Course,
    CourseVersion,
    CurrentVersion,
    Programme,
    ProgrammePart,
    ProgrammeText,
    ProgrammeVersion,
)
from learnhub.courses.queries import COURSE_LANGUAGE, COURSE_OUTLINE, COURSE_TITLE, with_course_text
from learnhub.kit.prepared import prepared
from learnhub.kit.words import Message
from learnhub.learning.queries.parts import AUDIENCES, OutlineRow, finished_keys, outline_rows

ICONS = {"household": "home", "official": "briefcase", "volunteer": "users"}


@dataclass(frozen=True, slots=True)
class ProgrammeCourse:
    """What a programme takes of one course. `language` is that of its words."""

    key: str
    title: str
    language: str
    is_whole: bool
    outline: tuple[OutlineRow, ...]


@dataclass(frozen=True, slots=True)
class NextLesson:
    """`number` counts from 1 over the whole programme."""

    course_key: str
    key: str
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    key: str
    title: str
    summary_html: str
    audience: str
    courses: tuple[ProgrammeCourse, ...]

    @property
    def for_whom(self) -> Message:
        return Message(AUDIENCES[self.audience])

    @property
    def lessons(self) -> list[OutlineRow]:
        return [row for course in self.courses for row in course.outline]

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.lessons)

    @property
    def done(self) -> list[bool]:
        return [row.is_done for row in self.lessons]

    @property
    def done_count(self) -> int:
        return sum(self.done)

    @property
    def next_lesson(self) -> NextLesson | None:
        """The first lesson that is not finished."""
        rows = ((course, row) for course in self.courses for row in course.outline)
        for number, (course, row) in enumerate(rows, start=1):
            if not row.is_done:
                return NextLesson(course.key, row.key, row.title, number)
        return None


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme in a list. `finished` counts this person's lessons."""

    key: str
    title: str
    audience: str
    lesson_count: int
    minutes: int
    finished: int

    @property
    def icon(self) -> str:
        return ICONS[self.audience]


def programme_page(
    connection: Connection, *, programme_key: str, language: str, person_id: int | None
) -> ProgrammePage:
    """One statement. Raises ProgrammeNotFound, also where no course teaches its lessons any more."""
    values = {"programme_key": programme_key, "language": language, "person_id": person_id}
    rows = connection.execute(_one(connection.dialect.name), values).mappings().all()
    page = next(_pages(rows), None)
    if page is None:
        raise ProgrammeNotFound
    return page


def list_programmes(
    connection: Connection, *, language: str, person_id: int | None
) -> tuple[ProgrammeRow, ...]:
    """Those in force, in their order. One statement."""
    values = {"language": language, "person_id": person_id}
    rows = connection.execute(_all(connection.dialect.name), values).mappings().all()
    return tuple(
        ProgrammeRow(
            key=page.key,
            title=page.title,
            audience=page.audience,
            lesson_count=len(page.lessons),
            minutes=page.minutes,
            finished=page.done_count,
        )
        for page in _pages(rows)
    )


def _pages(rows: Iterable[RowMapping]) -> Iterator[ProgrammePage]:
    """A row is one part. Programmes and parts without any lesson are left out.

    Source: docs/rules.md, P4 (a programme follows the versions that are taught).
    """
    for key, parts in groupby(rows, key=lambda row: str(row["key"])):
        rows_of_key = tuple(parts)
        courses = tuple(course for course in map(_course, rows_of_key) if course.outline)
        if courses:
            first = rows_of_key[0]
            yield ProgrammePage(key, first["title"], first["summary_html"], first["audience"], courses)


def _course(row: RowMapping) -> ProgrammeCourse:
    return ProgrammeCourse(
        key=row["course_key"],
        title=row["course_title"],
        language=row["course_language"],
        is_whole=not row["lessons"],
        outline=_taken(outline_rows(row["outline"], row["done"] or ()), row["lessons"]),
    )


def _taken(outline: tuple[OutlineRow, ...], keys: Sequence[str]) -> tuple[OutlineRow, ...]:
    """The lessons with these keys, in the order of the keys; all when none is named."""
    if not keys:
        return outline
    rows = {row.key: row for row in outline}
    return tuple(rows[key] for key in keys if key in rows)


@cache
def _one(dialect: str) -> Select[Any]:
    return prepared(_parts(dialect).where(Programme.key == bindparam("programme_key")))


@cache
def _all(dialect: str) -> Select[Any]:
    return prepared(_parts(dialect))


def _parts(dialect: str) -> Select[Any]:
    """Every part of every programme in force, in order."""
    in_force = select(func.max(ProgrammeVersion.id)).scalar_subquery()
    return (
        with_course_text(
            select(
                Programme.key,
                Programme.audience,
                ProgrammeText.title,
                ProgrammeText.summary_html,
                ProgrammePart.lessons,
                Course.key.label("course_key"),
                COURSE_TITLE.label("course_title"),
                COURSE_LANGUAGE.label("course_language"),
                COURSE_OUTLINE.label("outline"),
                finished_keys(dialect, Course.__table__.c.id).label("done"),
            )
            .join(
                ProgrammeText,
                and_(
                    ProgrammeText.programme_id == Programme.id,
                    ProgrammeText.language == bindparam("language"),
                ),
            )
            .join(ProgrammePart, ProgrammePart.programme_id == Programme.id)
            .join(Course, Course.id == ProgrammePart.course_id)
            .join(CurrentVersion, CurrentVersion.course_id == Course.id)
            .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
        )
        .where(Programme.version_id == in_force)
        .order_by(Programme.position, ProgrammePart.position)
    )
