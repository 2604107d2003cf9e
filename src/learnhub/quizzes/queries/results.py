"""What a handed-in attempt shows: as much as the review policy allows, at every door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, and_, func, select
from sqlalchemy.orm import aliased

from learnhub.courses.models import Lesson
from learnhub.courses.queries import COURSE_OUTLINE
from learnhub.quizzes.errors import AttemptNotFound, AttemptStillOpen
from learnhub.quizzes.models import Attempt, AttemptQuestion, Item, ItemVersion, Score
from learnhub.quizzes.queries.parts import IS_TEST_OPEN, own_attempt, questions
from learnhub.quizzes.rules import (
    Asked,
    AttemptRule,
    Grade,
    Shown,
    feedback_of,
    grade,
    in_words,
    is_unknown,
    right_in_words,
    shown,
)


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One question of a closed attempt; prompt, answers, feedback and explanation are HTML.

    Where the policy shows nothing, `is_right` is None and the words are empty. `section` is the part
    of the lesson to read again.
    """

    number: int
    prompt: str
    is_order: bool
    chosen: tuple[str, ...]
    is_blank: bool
    is_unknown: bool
    is_right: bool | None
    right: tuple[str, ...]
    feedback: tuple[str, ...]
    explanation: str
    lesson_key: str
    lesson_title: str
    section: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A closed attempt. Practice has no score kept: its figures are counted on reading.

    `is_test_open`: a test of this course is open, so nothing is shown but the total.
    """

    attempt_id: UUID
    kind: str
    quiz_key: str
    course_id: int
    course_key: str
    course_title: str
    version_id: int
    language: str
    percent: int
    right_needed: int
    right_count: int
    total: int
    is_passed: bool
    receipt: str
    submitted_at: datetime
    is_test_open: bool
    shows_answers: bool
    marks: tuple[MarkRow, ...]

    @property
    def answered_count(self) -> int:
        return sum(not row.is_blank for row in self.marks)

    @property
    def lessons_to_review(self) -> tuple[tuple[str, str], ...]:
        """(key, title) of the lessons whose questions were not right, each once."""
        return tuple(
            dict.fromkeys((row.lesson_key, row.lesson_title) for row in self.marks if row.is_right is False)
        )


_later = aliased(Score)
_ATTEMPT = own_attempt(
    Attempt.course_id,
    Attempt.version_id,
    Attempt.rules,
    Attempt.receipt,
    IS_TEST_OPEN.label("is_test_open"),
    COURSE_OUTLINE.label("outline"),
    Score.right_count,
    Score.total,
    Score.percent,
    Score.is_passed,
    Score.marks,
).outerjoin(
    Score,
    and_(
        Score.attempt_id == Attempt.id,
        Score.id
        == select(func.max(_later.id))
        .where(_later.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery(),
    ),
)
_QUESTIONS = (
    questions(
        ItemVersion.right,
        ItemVersion.section,
        AttemptQuestion.is_must_pass,
        Lesson.key.label("lesson_key"),
    )
    .join(Item, Item.id == ItemVersion.item_id)
    .join(Lesson, Lesson.id == Item.lesson_id)
)


def result_page(connection: Connection, *, attempt_id: UUID, person_id: int, language: str) -> ResultPage:
    """A closed attempt, for the person whose it is. Two statements.

    Source: docs/rules.md, Q6 (review policy), R-03, R-18.
    Raises:
        AttemptNotFound: no such attempt, or somebody else's.
        AttemptStillOpen: not handed in yet.
    """
    values = {"attempt_id": attempt_id, "person_id": person_id, "language": language}
    row = connection.execute(_ATTEMPT, values).mappings().first()
    if row is None:
        raise AttemptNotFound
    if row["submitted_at"] is None:
        raise AttemptStillOpen
    rows = connection.execute(_QUESTIONS, values).mappings().all()
    rule = AttemptRule.from_json(row["rules"])
    result = _grade(row, rows, rule)
    policy = shown(rule.review, is_passed=result.is_passed, is_test_open=row["is_test_open"])
    return ResultPage(
        attempt_id=attempt_id,
        kind=row["kind"],
        quiz_key=row["quiz_key"],
        course_id=row["course_id"],
        course_key=row["course_key"],
        course_title=row["course_title"],
        version_id=row["version_id"],
        language=row["language"],
        percent=result.percent,
        right_needed=rule.right_needed(result.total),
        right_count=result.right_count,
        total=result.total,
        is_passed=result.is_passed,
        receipt=row["receipt"],
        submitted_at=row["submitted_at"],
        is_test_open=row["is_test_open"],
        shows_answers=policy.right_answers,
        marks=tuple(
            _mark_row(question, mark, policy, row) for question, mark in zip(rows, result.marks, strict=True)
        ),
    )


def _grade(row: RowMapping, questions: Sequence[RowMapping], rule: AttemptRule) -> Grade:
    """The score in force; counted now for practice, which keeps none."""
    if row["marks"] is None:
        return grade(
            {q["number"]: tuple(q["answer"]) for q in questions if q["answer"]},
            {q["number"]: Asked(q["type"], q["right"]) for q in questions},
            pass_percent=rule.pass_percent,
        )
    return Grade(
        right_count=row["right_count"],
        total=row["total"],
        percent=row["percent"],
        is_passed=row["is_passed"],
        marks=tuple(row["marks"]),
    )


def _mark_row(row: RowMapping, is_right: bool, policy: Shown, attempt: RowMapping) -> MarkRow:
    type_name, options, answer = row["type"], row["options"], tuple(row["answer"] or ())
    titles = {key: title for key, title, _minutes in attempt["outline"]}
    right: tuple[str, ...] = ()
    if policy.right_answers:
        right = right_in_words(type_name, options, row["right"], attempt["language"])
    return MarkRow(
        number=row["number"],
        prompt=row["prompt"],
        is_order=type_name == "order",
        chosen=in_words(type_name, options, answer),
        is_blank=not answer,
        is_unknown=is_unknown(answer),
        is_right=is_right if policy.marks else None,
        right=right,
        feedback=feedback_of(type_name, options, answer) if policy.feedback else (),
        explanation=row["explanation_html"] if policy.right_answers else "",
        lesson_key=row["lesson_key"],
        lesson_title=titles.get(row["lesson_key"], ""),
        section=row["section"],
    )
