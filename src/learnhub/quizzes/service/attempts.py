"""An attempt begins once and is handed in once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from learnhub.kit.events import publish
from learnhub.kit.ids import new_code, uuid7
from learnhub.kit.upsert import insert_new
from learnhub.quizzes import queries
from learnhub.quizzes.errors import AttemptNotFound, BlanksLeft, NextTryLater, QuizNotFound
from learnhub.quizzes.events import AttemptGraded
from learnhub.quizzes.models import Attempt, AttemptQuestion, Quiz, Response, Score
from learnhub.quizzes.rules import AttemptRule, Grade, QuizRules, draw, grade, next_try_at

RECEIPT_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a person may show for a handed-in attempt. The same for every repeat."""

    number: str
    submitted_at: datetime
    answered: int
    total: int


_OPEN = select(Attempt.id).where(
    Attempt.person_id == bindparam("person_id"),
    Attempt.course_id == bindparam("course_id"),
    Attempt.quiz_key == bindparam("quiz_key"),
    Attempt.submitted_at.is_(None),
)
_QUIZ = select(Quiz.id, Quiz.kind, Quiz.rules).where(
    Quiz.version_id == bindparam("version_id"), Quiz.key == bindparam("quiz_key")
)
_OWN = (
    Attempt.id == bindparam("attempt_id"),
    Attempt.person_id == bindparam("owner_id"),
)
_CLOSE = (
    update(Attempt)
    .where(*_OWN, Attempt.submitted_at.is_(None))
    .values(submitted_at=bindparam("at"), receipt=bindparam("number"))
    .returning(
        Attempt.person_id,
        Attempt.course_id,
        Attempt.version_id,
        Attempt.quiz_key,
        Attempt.kind,
        Attempt.rules,
    )
    .execution_options(synchronize_session=False)
)
_RECEIPT = select(Attempt.receipt, Attempt.submitted_at).where(*_OWN)


def start_attempt(
    session: Session,
    *,
    person_id: int,
    course_id: int,
    version_id: int,
    quiz_key: str,
    audience: str,
    now: datetime,
    seed: int,
) -> UUID:
    """The open attempt of this person, or a new one with its questions drawn by `seed`.

    An open attempt stays in the version in which it was started.
    Source: docs/rules.md, Q3 (draw), Q4 (limits), Q5 (one open attempt), R-04, R-12.
    Raises:
        QuizNotFound: the version has no such test or practice.
        NextTryLater: all tries are used for now; says when the next one opens.
    """
    what = {"person_id": person_id, "course_id": course_id, "quiz_key": quiz_key}
    while (open_id := session.scalar(_OPEN, what)) is None:
        quiz = session.execute(_QUIZ, {**what, "version_id": version_id}).one_or_none()
        if quiz is None:
            raise QuizNotFound
        rules = QuizRules.from_json(quiz.rules)
        rule = rules.in_force(audience)
        attempt_id = uuid7(now)
        is_ours = insert_new(
            session,
            Attempt,
            id=attempt_id,
            **what,
            version_id=version_id,
            quiz_id=quiz.id,
            kind=quiz.kind,
            audience=rules.audience_named(audience),
            rules=rule.to_json(),
            seed=seed,
            started_at=now,
        )
        if is_ours:
            _refuse_too_early(session, rule, attempt_id, now, **what)
            _ask(session, rules, attempt_id, version_id, audience, seed)
            return attempt_id
    return open_id


def _refuse_too_early(
    session: Session, rule: AttemptRule, attempt_id: UUID, now: datetime, **what: Any
) -> None:
    """Counted after the insert: whoever comes later sees every attempt that was closed before."""
    if rule.attempts_per_day is None and not rule.wait_minutes:
        return
    tries = [
        found
        for found in queries.list_tries(session.connection(), rule, now=now, **what)
        if found.attempt_id != attempt_id
    ]
    starts = [found.started_at for found in tries]
    opens_at = next_try_at(rule, starts, queries.last_submission(tries), now)
    if opens_at is not None:
        raise NextTryLater(opens_at, now)


def _ask(
    session: Session, rules: QuizRules, attempt_id: UUID, version_id: int, audience: str, seed: int
) -> None:
    bank = queries.list_bank(session.connection(), version_id)
    session.execute(
        insert(AttemptQuestion),
        [
            {
                "attempt_id": attempt_id,
                "number": number,
                "item_version_id": drawn.item_version_id,
                "option_order": list(drawn.option_order),
                "is_must_pass": drawn.is_must_pass,
            }
            for number, drawn in enumerate(draw(rules, bank, seed, audience=audience), start=1)
        ],
    )


def take_over_practice(session: Session, *, guest_id: int, person_id: int) -> None:
    """A guest's practice becomes this person's; an open one only where they have none open.

    Source: docs/rules.md, H32, Q5.
    """
    mine = update(Attempt).where(Attempt.person_id == guest_id).execution_options(synchronize_session=False)
    session.execute(mine.where(Attempt.submitted_at.is_not(None)).values(person_id=person_id))
    still_open = select(Attempt.id).where(Attempt.person_id == guest_id)
    for attempt_id in session.scalars(still_open).all():
        try:
            with session.begin_nested():
                session.execute(mine.where(Attempt.id == attempt_id).values(person_id=person_id))
        except IntegrityError:  # the constraint knows the person's own open one, also of this moment
            continue
    forget_practice(session, guest_id=guest_id)


def forget_practice(session: Session, *, guest_id: int) -> None:
    """Erase what a guest practised, answers and all."""
    theirs = select(Attempt.id).where(Attempt.person_id == guest_id).scalar_subquery()
    for model in (Response, AttemptQuestion):
        session.execute(delete(model).where(model.attempt_id.in_(theirs)))
    session.execute(delete(Attempt).where(Attempt.person_id == guest_id))


def submit_attempt(
    session: Session, *, attempt_id: UUID, person_id: int, now: datetime, is_confirmed: bool = True
) -> Receipt:
    """Close the attempt, grade the stored answers and announce it: exactly once.

    Every repeat gets the same receipt. Practice is closed without a score.
    Source: docs/rules.md, Q1, Q2, Q7 (one hand-in), R-02, R-05, R-07.
    Raises:
        AttemptNotFound: no such attempt, or somebody else's.
        BlanksLeft: not confirmed, and questions are blank; nothing has changed.
    """
    who = {"attempt_id": attempt_id, "owner_id": person_id}
    number = new_code(RECEIPT_LENGTH)
    closed = session.execute(_CLOSE, {**who, "at": now, "number": number}).one_or_none()
    kept = session.execute(_RECEIPT, who).one_or_none()
    if kept is None:
        raise AttemptNotFound
    asked, answers = queries.get_asked(session.connection(), attempt_id)
    if closed is not None and not is_confirmed and len(answers) < len(asked):
        raise BlanksLeft(len(asked) - len(answers))
    if closed is not None and closed.kind == "test":
        result = grade(answers, asked, pass_percent=closed.rules["pass_percent"])
        _announce(session, attempt_id, closed, result, now)
    return Receipt(kept.receipt, kept.submitted_at, len(answers), len(asked))


def _announce(session: Session, attempt_id: UUID, closed: Row[Any], result: Grade, now: datetime) -> None:
    session.execute(
        insert(Score).values(
            attempt_id=attempt_id,
            right_count=result.right_count,
            total=result.total,
            percent=result.percent,
            is_passed=result.is_passed,
            marks=list(result.marks),
            reason="handed in",
            graded_at=now,
        )
    )
    event = AttemptGraded(
        person_id=closed.person_id,
        course_id=closed.course_id,
        version_id=closed.version_id,
        quiz_key=closed.quiz_key,
        kind=closed.kind,
        attempt_id=attempt_id,
        is_passed=result.is_passed,
        percent=result.percent,
        graded_at=now,
    )
    publish(session, event)
