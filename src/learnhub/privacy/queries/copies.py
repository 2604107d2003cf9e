"""Everything that is stored of one person, by the inventory; words stand where the tables have numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, bindparam, func, select
from sqlalchemy import Table as SqlTable
from sqlalchemy.sql.elements import ColumnElement

from learnhub.certificates.models import Certificate
from learnhub.courses.models import CourseText, LessonText, LessonVersion
from learnhub.kit.db import Base
from learnhub.privacy.errors import CopyTooLarge
from learnhub.privacy.queries.stored import MinePage, mine_page
from learnhub.privacy.rules import COPIED_ROWS
from learnhub.privacy.rules.inventory import PERSONAL
from learnhub.privacy.rules.tables import Table
from learnhub.progress.models import LessonCompletion
from learnhub.quizzes.models import Attempt, Score

# What a row of these tables is called, instead of its number. A column that is itself a number goes on.
WORDS: Mapping[str, str] = {
    "courses": "key",
    "lessons": "key",
    "course_versions": "number",
    "units": "name",
    "households": "nickname",
    "item_versions": "item_id",
    "items": "key",
}


@dataclass(frozen=True, slots=True)
class FinishedLesson:
    course: str
    lesson: str
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class SatTest:
    """`percent` is empty for practice and for what was not handed in."""

    course: str
    kind: str
    started_at: datetime
    percent: int | None
    is_passed: bool | None


@dataclass(frozen=True, slots=True)
class Copy:
    """`themes` is what programs read: theme → table → rows. The rest is what people read."""

    themes: Mapping[str, Mapping[str, list[dict[str, Any]]]]
    mine: MinePage
    lessons: tuple[FinishedLesson, ...]
    tests: tuple[SatTest, ...]
    certificates: tuple[tuple[str, str, datetime], ...]
    made_at: datetime


_COURSE = CourseText.language == bindparam("language")
_LESSONS = (
    select(
        func.coalesce(CourseText.title, ""), func.coalesce(LessonText.title, ""), LessonCompletion.finished_at
    )
    .outerjoin(CourseText, (CourseText.version_id == LessonCompletion.version_id) & _COURSE)
    .outerjoin(
        LessonVersion,
        (LessonVersion.version_id == LessonCompletion.version_id)
        & (LessonVersion.lesson_id == LessonCompletion.lesson_id),
    )
    .outerjoin(
        LessonText,
        (LessonText.lesson_version_id == LessonVersion.id) & (LessonText.language == bindparam("language")),
    )
    .where(LessonCompletion.person_id == bindparam("person_id"))
    .order_by(LessonCompletion.finished_at)
)
_IN_FORCE = (
    select(func.max(Score.id)).where(Score.attempt_id == Attempt.id).correlate(Attempt).scalar_subquery()
)
_TESTS = (
    select(
        func.coalesce(CourseText.title, ""),
        Attempt.kind,
        Attempt.started_at,
        Score.percent,
        Score.is_passed,
    )
    .outerjoin(CourseText, (CourseText.version_id == Attempt.version_id) & _COURSE)
    .outerjoin(Score, Score.id == _IN_FORCE)
    .where(Attempt.person_id == bindparam("person_id"))
    .order_by(Attempt.started_at)
)
_CERTIFICATES = (
    select(Certificate.code, Certificate.facts, Certificate.issued_at)
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.issued_at)
)


def get_copy(connection: Connection, *, person_id: int, language: str, now: datetime) -> Copy:
    """One statement a table that has an owner, and five for what people read.

    Source: docs/rules.md, H63, R-64.
    Raises CopyTooLarge.
    """
    themes: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, table in PERSONAL.items():
        if table.owner and list(table.copied()):
            themes.setdefault(table.theme, {})[name] = _rows(connection, name, table, person_id)
    values = {"person_id": person_id, "language": language}
    certificates = connection.execute(_CERTIFICATES, {"person_id": person_id})
    return Copy(
        themes=themes,
        mine=mine_page(connection, person_id=person_id, now=now),
        lessons=tuple(FinishedLesson(*row) for row in connection.execute(_LESSONS, values)),
        tests=tuple(SatTest(*row) for row in connection.execute(_TESTS, values)),
        certificates=tuple((code, _title(facts, language), at) for code, facts, at in certificates),
        made_at=now,
    )


def _rows(connection: Connection, name: str, table: Table, person_id: int) -> list[dict[str, Any]]:
    sql = Base.metadata.tables[name]
    wanted = [_worded(sql.c[column]) for column in table.copied()]
    statement = select(*wanted).where(_owned(sql, table.owner)).order_by(*sql.primary_key)
    rows = connection.execute(statement.limit(COPIED_ROWS + 1), {"person_id": person_id}).mappings().all()
    if len(rows) > COPIED_ROWS:
        raise CopyTooLarge
    return [_without_others(dict(row)) for row in rows]


def _without_others(row: dict[str, Any]) -> dict[str, Any]:
    """A lesson that was learned together names who was there too: that is theirs."""
    detail = row.get("detail")
    if not isinstance(detail, Mapping):
        return row
    return {**row, "detail": {name: value for name, value in detail.items() if name != "with"}}


def _owned(sql: SqlTable, owner: str) -> ColumnElement[bool]:
    """The rows of a person: by their own column, or by that of the table to which they belong."""
    column, _, through = owner.partition(" ")
    if not through:
        return sql.c[column] == bindparam("person_id")
    owning = Base.metadata.tables[through]
    return sql.c[column].in_(select(owning.c.id).where(owning.c.person_id == bindparam("person_id")))


def _worded(column: Column[Any]) -> ColumnElement[Any]:
    return _word(column).label(column.name.removesuffix("_id"))


def _word(column: Column[Any]) -> ColumnElement[Any]:
    """The name of what a number points to, however far away it stands."""
    for key in column.foreign_keys:
        target = key.column.table
        if target.name in WORDS:
            there = target.alias()
            return select(_word(there.c[WORDS[target.name]])).where(there.c.id == column).scalar_subquery()
    return column


def _title(facts: Mapping[str, Any], language: str) -> str:
    titles = facts["titles"]
    return str(titles.get(language) or next(iter(titles.values())))
