"""Check-yourself questions: judged on reading, never stored here."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from learnhub.courses.models import CourseVersion
from learnhub.quizzes.errors import QuestionNotFound
from learnhub.quizzes.models import Item, ItemVersion
from learnhub.quizzes.queries.parts import item_words, joined_to_words
from learnhub.quizzes.rules import (
    CheckFace,
    Given,
    answer_of,
    check_face,
    check_order,
    feedback_of,
    is_right,
)


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """The reply to one try. `is_right` is None when nothing is answered yet: then there is no reply.

    `chosen` is what the form said, to show it again. Feedback and explanation are HTML.
    """

    face: CheckFace
    chosen: Given
    is_right: bool | None
    feedback: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class CheckCard:
    """The page of the fragment quizzes/_check.html. `action` is the address of the form."""

    check: CheckFace
    action: str
    key: str
    verdict: CheckVerdict | None


_CHECK = joined_to_words(
    select(ItemVersion.type, ItemVersion.right, *item_words())
    .join(Item, Item.id == ItemVersion.item_id)
    .join(CourseVersion, CourseVersion.id == ItemVersion.version_id)
).where(
    Item.lesson_id == bindparam("lesson_id"),
    Item.kind == "check",
    Item.key == bindparam("check_key"),
    ItemVersion.version_id == bindparam("version_id"),
)


def check_verdict(
    connection: Connection,
    *,
    lesson_id: int,
    version_id: int,
    check_key: str,
    language: str,
    answer: Given,
    is_draft: bool = False,
) -> CheckVerdict:
    """Whether this answer is right, and why. One statement.

    `answer` is `forms.read_answer(form)`, or `rules.unpack(…)` of what an address carries. In a draft a
    step of an order was moved: nothing is answered yet.
    Raises:
        QuestionNotFound: the lesson has no such check in this version.
        AnswerUnreadable: not an answer to this question.
    """
    values = {
        "lesson_id": lesson_id,
        "version_id": version_id,
        "check_key": check_key,
        "language": language,
    }
    row = connection.execute(_CHECK, values).mappings().first()
    if row is None:
        raise QuestionNotFound
    type_name, options = row["type"], row["options"]
    given = answer_of(answer, type_name, check_order(check_key, type_name, len(options)))
    return CheckVerdict(
        face=check_face(key=check_key, type_name=type_name, prompt=row["prompt"], options=options),
        chosen=answer,
        is_right=None if given is None or is_draft else is_right(type_name, row["right"], given),
        feedback=feedback_of(type_name, options, given or ()),
        explanation=row["explanation_html"],
    )
