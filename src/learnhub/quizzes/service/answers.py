"""Answers are kept one by one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from learnhub.accounts.queries import is_kept
from learnhub.kit.ids import uuid7
from learnhub.kit.prepared import prepared
from learnhub.quizzes.errors import (
    AnswerChangedElsewhere,
    AnswerMissing,
    AttemptClosed,
    AttemptNotFound,
)
from learnhub.quizzes.models import Attempt, AttemptQuestion, ItemVersion, Response
from learnhub.quizzes.rules import Answer, Given, answer_of


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer that is in the database. `sequence` counts the answers to its question from 1."""

    sequence: int
    total: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the question has already: its newest answer, and the one that this form saved before."""

    newest: Row[Any] | None
    mine: Row[Any] | None
    is_key_used: bool

    @property
    def newest_sequence(self) -> int:
        return self.newest.sequence if self.newest is not None else 0

    def sequence_of(self, given: Answer | None, is_closed: bool) -> int | None:
        """Where this answer is kept already; after handing in only a form's own repeat is one."""
        for row in (self.mine, None if is_closed else self.newest):
            if row is not None and tuple(row.answer) == given:
                return int(row.sequence)
        return None

    def has_changed_since(self, seen: int) -> bool:
        """Another form saved an answer; what this form saved itself it has seen."""
        return self.newest_sequence != seen and self.newest is not self.mine


_total = aliased(AttemptQuestion)
# The attempt is locked until the end of the transaction: saving and handing in take turns.
_QUESTION = prepared(
    select(
        Attempt.kind,
        Attempt.submitted_at,
        AttemptQuestion.option_order,
        ItemVersion.type,
        select(func.count())
        .where(_total.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery()
        .label("total"),
    )
    .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
    .join(ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id)
    .where(
        Attempt.id == bindparam("attempt_id"),
        Attempt.person_id == bindparam("person_id"),
        AttemptQuestion.number == bindparam("number"),
        is_kept(Attempt.person_id),
    )
    .with_for_update(of=Attempt, key_share=True)
)
_newest = aliased(Response)
_KEPT = prepared(
    select(Response.id, Response.number, Response.sequence, Response.answer).where(
        Response.attempt_id == bindparam("attempt_id"),
        or_(
            Response.id == bindparam("key"),
            and_(
                Response.number == bindparam("number"),
                Response.sequence
                == select(func.max(_newest.sequence))
                .where(
                    _newest.attempt_id == bindparam("attempt_id"),
                    _newest.number == bindparam("number"),
                )
                .scalar_subquery(),
            ),
        ),
    )
)
_APPEND = insert(Response)


def save_answer(
    session: Session,
    *,
    attempt_id: UUID,
    person_id: int,
    number: int,
    answer: Given,
    seen: int,
    key: UUID,
    now: datetime,
) -> Saved:
    """Append the answer of one question, unless it is there already.

    `seen` is the sequence of the answer that the form showed, 0 for none; `key` is the form's own id.
    A repeat of a form gets its first outcome; the same form with another answer has seen its own.
    Source: docs/rules.md, Q8 (answers are never lost), R-08, R-11.
    Raises:
        AttemptNotFound: no such attempt or question, or somebody else's.
        AttemptClosed: handed in before.
        AnswerMissing: nothing was answered.
        AnswerUnreadable: not an answer to this question.
        AnswerChangedElsewhere: another form saved a newer, different answer.
    """
    connection = session.connection()
    question = _locked_question(connection, attempt_id, person_id, number)
    given = answer_of(answer, question.type, question.option_order)
    kept = _kept_answers(connection, attempt_id, number, key)
    is_closed = question.submitted_at is not None
    sequence = kept.sequence_of(given, is_closed)
    if sequence is None:
        if is_closed:
            raise AttemptClosed
        if given is None:
            raise AnswerMissing
        if kept.has_changed_since(seen):
            raise AnswerChangedElsewhere
        sequence = kept.newest_sequence + 1
        response = {
            "attempt_id": attempt_id,
            "id": uuid7(now) if kept.is_key_used else key,
            "number": number,
            "sequence": sequence,
            "answer": list(given),
            "saved_at": now,
        }
        connection.execute(_APPEND, response)
    return Saved(sequence, question.total, question.kind)


def _locked_question(connection: Connection, attempt_id: UUID, person_id: int, number: int) -> Row[Any]:
    values = {"attempt_id": attempt_id, "person_id": person_id, "number": number}
    question = connection.execute(_QUESTION, values).one_or_none()
    if question is None:
        raise AttemptNotFound
    return question


def _kept_answers(connection: Connection, attempt_id: UUID, number: int, key: UUID) -> _Kept:
    rows = connection.execute(_KEPT, {"attempt_id": attempt_id, "number": number, "key": key}).all()
    here = [row for row in rows if row.number == number]
    return _Kept(
        newest=max(here, key=lambda row: row.sequence, default=None),
        mine=next((row for row in here if row.id == key), None),
        is_key_used=any(row.id == key for row in rows),
    )
