"""Answers are kept one by one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from learnhub.kit.ids import uuid7
from learnhub.quizzes.errors import (
    AnswerChangedElsewhere,
    AnswerMissing,
    AttemptClosed,
    AttemptNotFound,
)
from learnhub.quizzes.models import Attempt, AttemptQuestion, ItemVersion, Response
from learnhub.quizzes.rules import Given, answer_of


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer that is in the database. `sequence` counts the answers to its question from 1."""

    sequence: int
    total: int
    kind: str


_total = aliased(AttemptQuestion)
# The attempt is locked until the end of the transaction: saving and handing in take turns.
_QUESTION = (
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
    )
    .with_for_update(of=Attempt, key_share=True)
)
_newest = aliased(Response)
_KEPT = select(Response.id, Response.number, Response.sequence, Response.answer).where(
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
    what = {"attempt_id": attempt_id, "number": number}
    question = session.execute(_QUESTION, {**what, "person_id": person_id}).one_or_none()
    if question is None:
        raise AttemptNotFound
    rows = session.execute(_KEPT, {**what, "key": key}).all()
    mine = next((row for row in rows if row.id == key and row.number == number), None)
    here = [row for row in rows if row.number == number]
    newest = max(here, key=lambda row: row.sequence, default=None)
    given = answer_of(answer, question.type, question.option_order)
    if mine is not None and tuple(mine.answer) == given:
        return Saved(mine.sequence, question.total, question.kind)
    if question.submitted_at is not None:
        raise AttemptClosed
    if given is None:
        raise AnswerMissing
    sequence = newest.sequence if newest is not None else 0
    if newest is not None and tuple(newest.answer) == given:
        return Saved(sequence, question.total, question.kind)
    if newest is not mine and sequence != seen:
        raise AnswerChangedElsewhere
    session.execute(
        insert(Response).values(
            **what,
            id=uuid7(now) if any(row.id == key for row in rows) else key,
            sequence=sequence + 1,
            answer=list(given),
            saved_at=now,
        )
    )
    return Saved(sequence + 1, question.total, question.kind)
