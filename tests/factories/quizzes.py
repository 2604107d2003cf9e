"""Questions of every type, tests that draw them, and people who answer."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from learnhub.quizzes import service
from learnhub.quizzes.models import AttemptQuestion, ItemVersion, Response
from learnhub.quizzes.rules import PRACTICE_KEY, DrawLine, Given, QuizRules, places_of
from learnhub.quizzes.service import PublishedItem, PublishedQuiz, PublishedText
from tests.conftest import NOW
from tests.factories.courses import LANGUAGES, MadeCourse

TYPES = ("single", "multiple", "true-false", "order", "match", "text")
RIGHT: Mapping[str, Any] = {
    "single": [1],
    "multiple": [0, 2],
    "true-false": [0],
    "order": {"rows": 3},
    "match": {"rows": 3},
    "text": {
        "accepted": {"vi": ["156", "so156"], "id": ["156"], "en": ["156", "number156"]},
        "written": {"vi": "156", "id": "156", "en": "156"},
    },
}
TEST = QuizRules(
    draw=(DrawLine("one", {"household": 4, "official": 4}), DrawLine("two", {"household": 2, "official": 4})),
    pass_percent={"household": 60, "official": 80},
    attempts_per_day={"official": 3},
)


def make_item(
    key: str,
    type_name: str = "single",
    *,
    lesson: str = "one",
    kind: Any = "bank",
    right: Any = None,
    difficulty: int = 1,
    languages: Sequence[str] = LANGUAGES,
) -> PublishedItem:
    return PublishedItem(
        lesson=lesson,
        kind=kind,
        key=key,
        type=type_name,
        section="first",
        difficulty=difficulty,
        right=RIGHT[type_name] if right is None else right,
        texts={language: make_text(key, type_name, language) for language in languages},
    )


def make_text(key: str, type_name: str, language: str) -> PublishedText:
    def words(what: str, number: int) -> str:
        return f"{what} <strong>{number}</strong> of {key} ({language})"

    options: list[dict[str, str]]
    if type_name == "match":
        options = [{"left": words("left", n), "right": words("right", n)} for n in range(3)]
    elif type_name == "order":
        options = [{"html": words("step", n)} for n in range(3)]
    else:
        count = {"text": 0, "true-false": 2}.get(type_name, 4)
        options = [
            {"html": words("option", n), "feedback": f"<p>{words('feedback', n)}</p>"} for n in range(count)
        ]
    return PublishedText(f"What is {key} ({language})?", options, f"<p>Because of {key} ({language}).</p>")


def make_bank(*lessons: str) -> list[PublishedItem]:
    """One question of each type for each lesson, named by its type."""
    return [make_item(type_name, type_name, lesson=lesson) for lesson in lessons for type_name in TYPES]


def publish(
    session: Session,
    course: MadeCourse,
    items: Sequence[PublishedItem] | None = None,
    rules: QuizRules = TEST,
    *,
    quiz_key: str = "final",
) -> None:
    """The test `final` and the practice of a course version."""
    service.publish_questions(
        session,
        version_id=course.version_id,
        lesson_ids=course.lessons,
        items=make_bank("one", "two") if items is None else items,
        quizzes=[
            PublishedQuiz(quiz_key, "test", rules),
            PublishedQuiz(PRACTICE_KEY, "practice", rules.as_practice()),
        ],
    )


def start(
    session: Session,
    person_id: int,
    course: MadeCourse,
    quiz_key: str = "final",
    *,
    audience: str = "household",
    now: Any = NOW,
    seed: int = 7,
) -> UUID:
    return service.start_attempt(
        session,
        person_id=person_id,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key=quiz_key,
        audience=audience,
        now=now,
        seed=seed,
    )


def save(
    session: Session,
    attempt_id: UUID,
    person_id: int,
    number: int,
    *answer: str,
    seen: int = 0,
    key: UUID | None = None,
    now: Any = NOW,
) -> service.Saved:
    return service.save_answer(
        session,
        attempt_id=attempt_id,
        person_id=person_id,
        number=number,
        answer=answer,
        seen=seen,
        key=key or uuid4(),
        now=now,
    )


def submit(
    session: Session, attempt_id: UUID, person_id: int, *, now: Any = NOW, is_confirmed: bool = True
) -> service.Receipt:
    return service.submit_attempt(
        session, attempt_id=attempt_id, person_id=person_id, now=now, is_confirmed=is_confirmed
    )


def right_answer(session: Session, attempt_id: UUID, number: int) -> Given:
    """What a form sends for the right answer of a question of an attempt."""
    question = session.get_one(AttemptQuestion, (attempt_id, number))
    item = session.get_one(ItemVersion, question.item_version_id)
    if item.type == "text":
        return (next(iter(item.right["written"].values())),)
    numbers = item.right if isinstance(item.right, list) else range(item.right["rows"])
    return places_of(tuple(numbers), question.option_order)


def answer_all(session: Session, attempt_id: UUID, person_id: int, *, wrong: int = 0) -> None:
    """Right answers to all questions but the first `wrong`, which get "I don't know yet"."""
    numbers = session.query(AttemptQuestion.number).filter_by(attempt_id=attempt_id).all()
    for (number,) in sorted(numbers):
        answer = ("unknown",) if number <= wrong else right_answer(session, attempt_id, number)
        save(session, attempt_id, person_id, number, *answer)


def stored_answers(session: Session, attempt_id: UUID, number: int) -> list[list[Any]]:
    rows = session.query(Response).filter_by(attempt_id=attempt_id, number=number)
    return [row.answer for row in rows.order_by(Response.sequence)]
