"""Pages of an open attempt. Nothing in them depends on which answer is right, but in practice."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, bindparam, case, select

from learnhub.kit.prepared import prepared
from learnhub.quizzes.errors import AttemptClosed, AttemptNotFound
from learnhub.quizzes.models import Attempt, AttemptQuestion, ItemVersion, Response
from learnhub.quizzes.queries.parts import (
    IN_FORCE,
    IS_TEST_OPEN,
    own_attempt,
    questions,
    with_question,
)
from learnhub.quizzes.rules import (
    Given,
    feedback_of,
    in_words,
    is_right,
    is_unknown,
    places_of,
    shown_options,
    shown_rows,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The reply to an answered practice question. All of it is HTML."""

    is_right: bool
    feedback: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. `options` are HTML at their places; `rows` the left-hand column of a match.

    `chosen` are places, as the form sends them; `seen` is the sequence of that answer, 0 for none.
    `answered` says of every question whether it has an answer. Practice: `verdict` is there once the
    question is answered, but not while a test of this course is open (`is_test_open`).
    """

    attempt_id: UUID
    kind: str
    quiz_key: str
    course_key: str
    course_title: str
    language: str
    number: int
    type: str
    prompt: str
    options: tuple[str, ...]
    rows: tuple[str, ...]
    chosen: Given
    seen: int
    answered: tuple[bool, ...]
    verdict: Verdict | None
    is_test_open: bool

    @property
    def total(self) -> int:
        return len(self.answered)

    @property
    def answered_count(self) -> int:
        return sum(self.answered)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A question with what was chosen, as HTML; nothing chosen while it is blank."""

    number: int
    prompt: str
    is_order: bool
    chosen: tuple[str, ...]
    is_blank: bool
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    attempt_id: UUID
    kind: str
    quiz_key: str
    course_key: str
    course_title: str
    language: str
    rows: tuple[ReviewRow, ...]

    @property
    def answered(self) -> tuple[bool, ...]:
        return tuple(not row.is_blank for row in self.rows)

    @property
    def blank_count(self) -> int:
        return sum(row.is_blank for row in self.rows)


# The answer key is read for practice only: the page of a test never holds it.
_QUESTION = prepared(
    with_question(
        own_attempt(IS_TEST_OPEN.label("is_test_open")),
        case((Attempt.kind == "practice", ItemVersion.right)).label("right"),
    )
)
_ATTEMPT = prepared(own_attempt())
_ROWS = prepared(questions())
_ANSWERS = prepared(
    select(AttemptQuestion.number, Response.sequence, Response.answer)
    .outerjoin(Response, IN_FORCE)
    .where(AttemptQuestion.attempt_id == bindparam("attempt_id"))
    .order_by(AttemptQuestion.number)
)


def question_page(
    connection: Connection, *, attempt_id: UUID, person_id: int, number: int, language: str
) -> QuestionPage:
    """One question of an open attempt, for the person whose it is. Two statements.

    Source: docs/rules.md, R-01, R-18.
    Raises:
        AttemptNotFound: no such attempt or question, or somebody else's.
        AttemptClosed: handed in; its result page shows it.
    """
    values = {"attempt_id": attempt_id, "person_id": person_id, "language": language}
    row = _open(connection.execute(_QUESTION, {**values, "number": number}).mappings().first())
    answers = connection.execute(_ANSWERS, {"attempt_id": attempt_id}).all()
    answer = answers[number - 1].answer
    order = row["option_order"]
    return QuestionPage(
        attempt_id=attempt_id,
        kind=row["kind"],
        quiz_key=row["quiz_key"],
        course_key=row["course_key"],
        course_title=row["course_title"],
        language=row["language"],
        number=number,
        type=row["type"],
        prompt=row["prompt"],
        options=shown_options(row["type"], row["options"], order),
        rows=shown_rows(row["type"], row["options"]),
        chosen=places_of(tuple(answer), order) if answer else (),
        seen=answers[number - 1].sequence or 0,
        answered=tuple(given.answer is not None for given in answers),
        verdict=_verdict(row, answer),
        is_test_open=row["is_test_open"],
    )


def review_page(connection: Connection, *, attempt_id: UUID, person_id: int, language: str) -> ReviewPage:
    """All questions before handing in. Two statements. Raises as `question_page`."""
    values = {"attempt_id": attempt_id, "person_id": person_id, "language": language}
    row = _open(connection.execute(_ATTEMPT, values).mappings().first())
    rows = connection.execute(_ROWS, {"attempt_id": attempt_id, "language": language})
    return ReviewPage(
        attempt_id=attempt_id,
        kind=row["kind"],
        quiz_key=row["quiz_key"],
        course_key=row["course_key"],
        course_title=row["course_title"],
        language=row["language"],
        rows=tuple(_review_row(question) for question in rows.mappings()),
    )


def _open(row: RowMapping | None) -> RowMapping:
    if row is None:
        raise AttemptNotFound
    if row["submitted_at"] is not None:
        raise AttemptClosed
    return row


def _verdict(row: RowMapping, answer: list[Any] | None) -> Verdict | None:
    if row["right"] is None or not answer or row["is_test_open"]:
        return None
    return Verdict(
        is_right=is_right(row["type"], row["right"], tuple(answer)),
        feedback=feedback_of(row["type"], row["options"], tuple(answer)),
        explanation=row["explanation_html"],
    )


def _review_row(row: RowMapping) -> ReviewRow:
    answer = tuple(row["answer"] or ())
    return ReviewRow(
        number=row["number"],
        prompt=row["prompt"],
        is_order=row["type"] == "order",
        chosen=in_words(row["type"], row["options"], answer),
        is_blank=not answer,
        is_unknown=is_unknown(answer),
    )
