"""What every page of an attempt reads: the attempt with its course, and its questions with their words.

Words come in the reader's language where the version has it, else in the one it was written in.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from learnhub.courses.models import Course, CourseVersion
from learnhub.courses.queries import COURSE_LANGUAGE, COURSE_TITLE, with_course_text
from learnhub.kit.db import Json
from learnhub.quizzes.models import Attempt, AttemptQuestion, ItemText, ItemVersion, Response

_ITEM = aliased(ItemText)
_ITEM_AS_WRITTEN = aliased(ItemText)
_OPEN = aliased(Attempt)
_NEWER = aliased(Response)

_LANGUAGE: ColumnElement[str] = bindparam("language")

# Joins to a question the answer in force: the one with the highest sequence.
IN_FORCE = and_(
    Response.attempt_id == AttemptQuestion.attempt_id,
    Response.number == AttemptQuestion.number,
    Response.sequence
    == select(func.max(_NEWER.sequence))
    .where(
        _NEWER.attempt_id == AttemptQuestion.attempt_id,
        _NEWER.number == AttemptQuestion.number,
    )
    .correlate(AttemptQuestion)
    .scalar_subquery(),
)

# A test of the same course that the same person has not handed in.
IS_TEST_OPEN: ColumnElement[bool] = (
    select(_OPEN.id)
    .where(
        _OPEN.person_id == Attempt.person_id,
        _OPEN.course_id == Attempt.course_id,
        _OPEN.kind == "test",
        _OPEN.submitted_at.is_(None),
        _OPEN.id != Attempt.id,
    )
    .correlate(Attempt)
    .exists()
)

_ITEM_WORDS: Sequence[Any] = (
    func.coalesce(_ITEM.prompt, _ITEM_AS_WRITTEN.prompt).label("prompt"),
    func.coalesce(_ITEM.options, _ITEM_AS_WRITTEN.options, type_=Json).label("options"),
    func.coalesce(_ITEM.explanation_html, _ITEM_AS_WRITTEN.explanation_html).label("explanation_html"),
)


def own_attempt(*columns: Any) -> Select[Any]:
    """:attempt_id of :person_id with its course in :language; no row for anybody else."""
    return with_course_text(
        select(
            Attempt.id,
            Attempt.kind,
            Attempt.quiz_key,
            Attempt.submitted_at,
            Course.key.label("course_key"),
            COURSE_TITLE.label("course_title"),
            COURSE_LANGUAGE.label("language"),
            *columns,
        )
        .select_from(Attempt)
        .join(Course, Course.id == Attempt.course_id)
        .join(CourseVersion, CourseVersion.id == Attempt.version_id)
    ).where(Attempt.id == bindparam("attempt_id"), Attempt.person_id == bindparam("person_id"))


def with_question(statement: Select[Any], *columns: Any) -> Select[Any]:
    """`own_attempt` with its question :number and the words of that."""
    return _with_words(
        statement.add_columns(AttemptQuestion.option_order, ItemVersion.type, *_ITEM_WORDS, *columns).join(
            AttemptQuestion,
            and_(
                AttemptQuestion.attempt_id == Attempt.id,
                AttemptQuestion.number == bindparam("number"),
            ),
        )
    )


def questions(*columns: Any) -> Select[Any]:
    """All questions of :attempt_id in order, with their words and the answers in force."""
    statement = (
        select(AttemptQuestion.number, ItemVersion.type, Response.answer, *_ITEM_WORDS, *columns)
        .select_from(AttemptQuestion)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(CourseVersion, CourseVersion.id == Attempt.version_id)
        .where(AttemptQuestion.attempt_id == bindparam("attempt_id"))
        .order_by(AttemptQuestion.number)
    )
    return _with_words(statement).outerjoin(Response, IN_FORCE)


def item_words() -> Sequence[Any]:
    """Prompt, options and explanation, for a statement that `joined_to_words` has joined."""
    return _ITEM_WORDS


def joined_to_words(statement: Select[Any]) -> Select[Any]:
    """Joins the words of an ItemVersion to a statement that knows its CourseVersion."""
    return statement.join(
        _ITEM_AS_WRITTEN,
        and_(
            _ITEM_AS_WRITTEN.item_version_id == ItemVersion.id,
            _ITEM_AS_WRITTEN.language == CourseVersion.source_language,
        ),
    ).outerjoin(_ITEM, and_(_ITEM.item_version_id == ItemVersion.id, _ITEM.language == _LANGUAGE))


def _with_words(statement: Select[Any]) -> Select[Any]:
    return joined_to_words(statement.join(ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id))
