"""A whole course on paper: every lesson in one page, for people who learn without a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, func, select

from learnhub.courses.errors import CourseNotFound
from learnhub.courses.models import (
    Course,
    CourseText,
    CourseVersion,
    CurrentVersion,
    LessonText,
    LessonVersion,
)
from learnhub.learning.queries.lesson import LOUDSPEAKER, MESSAGE_CARD, REMEMBER

# A message to paste and a script to read aloud are no use on a learner's paper.
_NOT_PRINTED = frozenset({REMEMBER, MESSAGE_CARD, LOUDSPEAKER})


@dataclass(frozen=True, slots=True)
class BookletLesson:
    """`sections` are as published (see courses.models.LessonText); `remember` is one of them or nothing."""

    key: tuple[int, str]
    number: int
    title: str
    outcome: str
    minutes: int
    verified_on: date
    sections: tuple[Mapping[str, Any], ...]
    remember: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class BookletPage:
    """`language` is that of the text; `glossary` holds every word of the lessons once."""

    course_key: str
    title: str
    language: str
    lessons: tuple[BookletLesson, ...]
    glossary: Sequence[Mapping[str, str]]


# A missing :language asks for the language in which the course was written first.
_LANGUAGE: ColumnElement[str] = func.coalesce(bindparam("language"), CourseVersion.source_language)
_LESSONS = (
    select(
        Course.key.label("course_key"),
        CourseText.title.label("course_title"),
        LessonVersion.id,
        LessonVersion.position,
        LessonVersion.minutes,
        LessonVersion.verified_on,
        LessonText.language,
        LessonText.title,
        LessonText.outcome,
        LessonText.sections,
        LessonText.glossary,
    )
    .join(CurrentVersion, CurrentVersion.course_id == Course.id)
    .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    .join(LessonVersion, LessonVersion.version_id == CourseVersion.id)
    .join(
        LessonText,
        and_(LessonText.lesson_version_id == LessonVersion.id, LessonText.language == _LANGUAGE),
    )
    .join(
        CourseText,
        and_(CourseText.version_id == CourseVersion.id, CourseText.language == LessonText.language),
    )
    .where(Course.key == bindparam("course_key"))
    .order_by(LessonVersion.position)
)


def booklet_page(connection: Connection, *, course_key: str, language: str) -> BookletPage:
    """One statement; one more when the course has no text in this language. Raises CourseNotFound."""
    for wanted in (language, None):
        values = {"course_key": course_key, "language": wanted}
        if rows := connection.execute(_LESSONS, values).mappings().all():
            return _page(rows)
    raise CourseNotFound


def _page(rows: Sequence[RowMapping]) -> BookletPage:
    words = {word["key"]: word for row in rows for word in row["glossary"]}
    return BookletPage(
        course_key=rows[0]["course_key"],
        title=rows[0]["course_title"],
        language=rows[0]["language"],
        lessons=tuple(_lesson(row) for row in rows),
        glossary=sorted(words.values(), key=lambda word: str(word["term"]).casefold()),
    )


def _lesson(row: RowMapping) -> BookletLesson:
    by_key = {section["key"]: section for section in row["sections"]}
    return BookletLesson(
        key=(row["id"], row["language"]),
        number=row["position"],
        title=row["title"],
        outcome=row["outcome"],
        minutes=row["minutes"],
        verified_on=row["verified_on"],
        sections=tuple(section for section in row["sections"] if section["key"] not in _NOT_PRINTED),
        remember=by_key.get(REMEMBER),
    )
