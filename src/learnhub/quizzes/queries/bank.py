"""What a test may draw, and what an attempt was asked."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, select

from learnhub.courses.models import CourseVersion, Lesson
from learnhub.quizzes.models import AttemptQuestion, Item, ItemText, ItemVersion, Response
from learnhub.quizzes.queries.parts import IN_FORCE
from learnhub.quizzes.rules import Answer, Asked, BankItem

_BANK = (
    select(
        ItemVersion.id,
        Lesson.key.label("lesson"),
        Item.key,
        ItemVersion.type,
        ItemVersion.difficulty,
        ItemText.options,
    )
    .join(Item, Item.id == ItemVersion.item_id)
    .join(Lesson, Lesson.id == Item.lesson_id)
    .join(CourseVersion, CourseVersion.id == ItemVersion.version_id)
    .join(
        ItemText,
        and_(
            ItemText.item_version_id == ItemVersion.id,
            ItemText.language == CourseVersion.source_language,
        ),
    )
    .where(ItemVersion.version_id == bindparam("version_id"), Item.kind == "bank")
)
_ASKED = (
    select(
        AttemptQuestion.number,
        ItemVersion.type,
        ItemVersion.right,
        AttemptQuestion.is_must_pass,
        Response.answer,
    )
    .join(ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id)
    .outerjoin(Response, IN_FORCE)
    .where(AttemptQuestion.attempt_id == bindparam("attempt_id"))
    .order_by(AttemptQuestion.number)
)


def list_bank(connection: Connection, version_id: int) -> tuple[BankItem, ...]:
    """The questions of a version that a test may draw. One statement."""
    return tuple(
        BankItem(
            item_version_id=row.id,
            lesson=row.lesson,
            key=row.key,
            type=row.type,
            difficulty=row.difficulty,
            option_count=len(row.options),
        )
        for row in connection.execute(_BANK, {"version_id": version_id})
    )


def get_asked(connection: Connection, attempt_id: UUID) -> tuple[dict[int, Asked], dict[int, Answer]]:
    """The questions of an attempt, and the answers in force, both by number. One statement."""
    rows = connection.execute(_ASKED, {"attempt_id": attempt_id}).all()
    asked = {row.number: Asked(row.type, row.right, row.is_must_pass) for row in rows}
    return asked, {row.number: stored(row.answer) for row in rows if row.answer is not None}


def stored(answer: list[Any]) -> Answer:
    return tuple(answer)
