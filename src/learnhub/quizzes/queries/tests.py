"""What other rooms ask about the tests of a course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from learnhub.quizzes.errors import QuizNotFound
from learnhub.quizzes.models import Attempt, AttemptQuestion, Quiz, Response, Score
from learnhub.quizzes.rules import DAY, AttemptRule, QuizRules, next_try_at, tries_left


@dataclass(frozen=True, slots=True)
class QuizFacts:
    """What the start page says.

    `tries_left` is None without a limit, `next_try_at` when there is nothing to wait for.
    `open_next_number` is the first question that is still blank, else the last one; 0 without an
    open attempt. `last_attempt_id` is what was handed in last: its result holds the receipt.
    """

    kind: str
    questions: int
    right_needed: int
    tries_left: int | None
    next_try_at: datetime | None
    open_attempt_id: UUID | None
    open_next_number: int
    is_passed: bool
    last_attempt_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt that still counts for a limit: open, or handed in not long ago."""

    attempt_id: UUID
    started_at: datetime
    submitted_at: datetime | None
    next_number: int


_later = aliased(Score)
_HAS_PASSED = (
    select(Score.id)
    .join(Attempt, Attempt.id == Score.attempt_id)
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.course_id == bindparam("course_id"),
        Attempt.quiz_key == bindparam("quiz_key"),
        Score.is_passed,
        Score.id
        == select(func.max(_later.id))
        .where(_later.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery(),
    )
    .exists()
)
_LAST_HANDED_IN = (
    select(Attempt.id)
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.course_id == bindparam("course_id"),
        Attempt.quiz_key == bindparam("quiz_key"),
        Attempt.submitted_at.is_not(None),
    )
    .order_by(Attempt.submitted_at.desc())
    .limit(1)
    .scalar_subquery()
)
_QUIZ = select(
    Quiz.kind, Quiz.rules, _HAS_PASSED.label("is_passed"), _LAST_HANDED_IN.label("last_attempt_id")
).where(Quiz.version_id == bindparam("version_id"), Quiz.key == bindparam("quiz_key"))
_FIRST_BLANK = (
    select(func.min(AttemptQuestion.number))
    .outerjoin(
        Response,
        (Response.attempt_id == AttemptQuestion.attempt_id) & (Response.number == AttemptQuestion.number),
    )
    .where(AttemptQuestion.attempt_id == Attempt.id, Response.id.is_(None))
    .correlate(Attempt)
    .scalar_subquery()
)
_LAST = (
    select(func.max(AttemptQuestion.number))
    .where(AttemptQuestion.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
_TRIES = (
    select(
        Attempt.id,
        Attempt.started_at,
        Attempt.submitted_at,
        case((Attempt.submitted_at.is_(None), func.coalesce(_FIRST_BLANK, _LAST)), else_=0),
    )
    .where(
        Attempt.person_id == bindparam("person_id"),
        Attempt.course_id == bindparam("course_id"),
        Attempt.quiz_key == bindparam("quiz_key"),
        or_(Attempt.submitted_at.is_(None), Attempt.submitted_at > bindparam("since")),
    )
    .order_by(Attempt.started_at)
)
_TESTS = (
    select(Quiz.key).where(Quiz.version_id == bindparam("version_id"), Quiz.kind == "test").order_by(Quiz.id)
)


def quiz_facts(
    connection: Connection,
    *,
    person_id: int | None,
    course_id: int,
    version_id: int,
    quiz_key: str,
    audience: str,
    now: datetime,
) -> QuizFacts:
    """A test or practice, as it is for this person now. Two statements. Raises QuizNotFound.

    Source: docs/rules.md, R-13 (the receipt is found again).
    """
    values = {
        "person_id": person_id,
        "course_id": course_id,
        "version_id": version_id,
        "quiz_key": quiz_key,
    }
    quiz = connection.execute(_QUIZ, values).one_or_none()
    if quiz is None:
        raise QuizNotFound
    rules = QuizRules.from_json(quiz.rules)
    rule = rules.in_force(audience)
    questions = rules.question_count(audience)
    tries = list_tries(connection, rule, person_id=person_id, course_id=course_id, quiz_key=quiz_key, now=now)
    open_try = next((found for found in tries if found.submitted_at is None), None)
    starts = [found.started_at for found in tries]
    return QuizFacts(
        kind=quiz.kind,
        questions=questions,
        right_needed=rule.right_needed(questions),
        tries_left=tries_left(rule, starts, now),
        next_try_at=next_try_at(rule, starts, last_submission(tries), now),
        open_attempt_id=open_try.attempt_id if open_try else None,
        open_next_number=open_try.next_number if open_try else 0,
        is_passed=quiz.is_passed,
        last_attempt_id=quiz.last_attempt_id,
    )


def list_tries(
    connection: Connection,
    rule: AttemptRule,
    *,
    person_id: int | None,
    course_id: int,
    quiz_key: str,
    now: datetime,
) -> Sequence[Try]:
    """The attempts on which a limit of `rule` may depend, oldest first. One statement."""
    since = now - max(DAY, timedelta(minutes=rule.wait_minutes))
    values = {
        "person_id": person_id,
        "course_id": course_id,
        "quiz_key": quiz_key,
        "since": since,
    }
    return [Try(*row) for row in connection.execute(_TRIES, values)]


def last_submission(tries: Sequence[Try]) -> datetime | None:
    return max((found.submitted_at for found in tries if found.submitted_at), default=None)


def list_test_keys(connection: Connection, version_id: int) -> tuple[str, ...]:
    """The tests of a version: what completion asks for. One statement."""
    return tuple(connection.scalars(_TESTS, {"version_id": version_id}))
