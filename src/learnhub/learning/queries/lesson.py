"""The lesson reader: ready text, and what this person has done of the course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, bindparam, func, select

from learnhub.courses.errors import LessonNotFound
from learnhub.courses.models import (
    Course,
    CourseText,
    CourseVersion,
    CurrentVersion,
    Lesson,
    LessonText,
    LessonVersion,
)
from learnhub.kit.errors import Refusal
from learnhub.kit.ids import uuid7
from learnhub.kit.prepared import prepared
from learnhub.learning.queries.parts import OutlineRow, finished_keys, outline_rows
from learnhub.quizzes.queries import CheckVerdict, check_verdict
from learnhub.quizzes.rules import unpack

REMEMBER, MESSAGE_CARD, LOUDSPEAKER = "remember", "message-card", "loudspeaker"
OWN_PLACE = frozenset({REMEMBER, MESSAGE_CARD, LOUDSPEAKER})


@dataclass(frozen=True, slots=True)
class LessonPage:
    """`language` is that of the text: the course's own where the reader's is missing.

    `sections` and `glossary` are as published (see courses.models.LessonText); sections with their own
    place on the page stand apart. `form_key` names what this page may send, so that a repeat is
    recognised. `verdicts` holds the reply to a check that was answered without scripts.
    """

    course_key: str
    course_title: str
    key: str
    lesson_id: int
    version_id: int
    number: int
    title: str
    outcome: str
    minutes: int
    language: str
    verified_on: date
    is_review_due: bool
    audio: Sequence[Mapping[str, Any]]
    sections: tuple[Mapping[str, Any], ...]
    apart: Mapping[str, Mapping[str, Any]]
    glossary: Sequence[Mapping[str, str]]
    outline: tuple[OutlineRow, ...]
    form_key: UUID | str
    verdicts: Mapping[str, CheckVerdict] = field(default_factory=dict)

    # Stands in the kept text where each page puts its own form key.
    KEY_PLACE: ClassVar[str] = "form-key-of-this-page"

    @property
    def text_key(self) -> tuple[int, int, str]:
        """Names the published text: it never changes."""
        return self.version_id, self.lesson_id, self.language

    @property
    def for_everybody(self) -> "LessonPage":
        return replace(self, form_key=self.KEY_PLACE, outline=())

    @property
    def total(self) -> int:
        return len(self.outline)

    @property
    def done(self) -> list[bool]:
        return [row.is_done for row in self.outline]

    @property
    def done_count(self) -> int:
        return sum(self.done)

    @property
    def is_done(self) -> bool:
        return self.outline[self.number - 1].is_done

    @property
    def next_lesson(self) -> OutlineRow | None:
        return self.outline[self.number] if self.number < self.total else None


def lesson_page(
    connection: Connection,
    *,
    course_key: str,
    lesson_key: str,
    language: str,
    person_id: int | None,
    now: datetime,
    check_key: str | None = None,
    check_answer: str = "",
    is_draft: bool = False,
) -> LessonPage:
    """One statement; one more when the course has no text in this language, or a check was answered.

    `check_answer` is packed as by quizzes.rules.pack; in a draft the steps of an order were moved and
    nothing is answered yet. Raises LessonNotFound.
    """
    statement = _statement(connection.dialect.name)
    values = {
        "course_key": course_key,
        "lesson_key": lesson_key,
        "person_id": person_id,
        "language": language,
    }
    row = connection.execute(statement, values).mappings().one_or_none()
    if row is None:
        values["language"] = None
        row = connection.execute(statement, values).mappings().one_or_none()
    if row is None:
        raise LessonNotFound
    page = _page(row, now)
    if check_key is None:
        return page
    return replace(page, verdicts=_verdicts(connection, page, check_key, check_answer, is_draft))


def _page(row: RowMapping, now: datetime) -> LessonPage:
    return LessonPage(
        course_key=row["course_key"],
        course_title=row["course_title"],
        key=row["key"],
        lesson_id=row["lesson_id"],
        version_id=row["version_id"],
        number=row["position"],
        title=row["title"],
        outcome=row["outcome"],
        minutes=row["minutes"],
        language=row["language"],
        verified_on=row["verified_on"],
        is_review_due=row["review_by"] < now.date(),
        audio=row["audio"],
        sections=tuple(section for section in row["sections"] if section["key"] not in OWN_PLACE),
        apart={section["key"]: section for section in row["sections"] if section["key"] in OWN_PLACE},
        glossary=row["glossary"],
        outline=outline_rows(row["outline"], row["done"] or ()),
        form_key=uuid7(now),
    )


def _verdicts(
    connection: Connection, page: LessonPage, check_key: str, packed: str, is_draft: bool
) -> dict[str, CheckVerdict]:
    """None for an address that was edited: then there is nothing to reply to."""
    try:
        verdict = check_verdict(
            connection,
            lesson_id=page.lesson_id,
            version_id=page.version_id,
            check_key=check_key,
            language=page.language,
            answer=unpack(packed),
            is_draft=is_draft,
        )
    except Refusal:
        return {}
    return {check_key: verdict}


@cache
def _statement(dialect: str) -> Select[Any]:
    """A missing :language asks for the language in which the course was written first."""
    language: ColumnElement[str] = func.coalesce(bindparam("language"), CourseVersion.source_language)
    return prepared(
        select(
            Course.key.label("course_key"),
            CourseText.title.label("course_title"),
            CourseText.outline,
            Lesson.key,
            Lesson.id.label("lesson_id"),
            LessonVersion.version_id,
            LessonVersion.position,
            LessonVersion.minutes,
            LessonVersion.verified_on,
            LessonVersion.review_by,
            LessonVersion.audio,
            LessonText.language,
            LessonText.title,
            LessonText.outcome,
            LessonText.sections,
            LessonText.glossary,
            finished_keys(dialect, Course.__table__.c.id).label("done"),
        )
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
        .join(LessonVersion, LessonVersion.version_id == CourseVersion.id)
        .join(Lesson, Lesson.id == LessonVersion.lesson_id)
        .join(
            LessonText,
            and_(LessonText.lesson_version_id == LessonVersion.id, LessonText.language == language),
        )
        .join(
            CourseText,
            and_(
                CourseText.version_id == CourseVersion.id,
                CourseText.language == LessonText.language,
            ),
        )
        .where(Course.key == bindparam("course_key"), Lesson.key == bindparam("lesson_key"))
    )
