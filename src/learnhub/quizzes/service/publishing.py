"""The questions and tests of a course version, stored with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.quizzes.models import Item, ItemText, ItemVersion, Quiz
from learnhub.quizzes.rules import CheckFace, QuizRules, check_face

# A question as it is known across versions: lesson id, kind, key.
_Name: TypeAlias = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class PublishedText:
    """A question in one language, in the form of quizzes.models.ItemText."""

    prompt: str
    options: Sequence[Mapping[str, str]]
    explanation_html: str = ""


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """A question to publish. `lesson` is a lesson's key; `right` as in quizzes.models.ItemVersion.

    For a typed answer `right` may also hold {"written": {language: answer}}: what a result shows.
    """

    lesson: str
    kind: Literal["bank", "check"]
    key: str
    type: str
    section: str
    difficulty: int
    right: Any
    texts: Mapping[str, PublishedText]
    misconceptions: Sequence[str] = ()

    def face(self, language: str) -> CheckFace:
        """What a lesson page shows of a check-yourself question."""
        text = self.texts[language]
        return check_face(key=self.key, type_name=self.type, prompt=text.prompt, options=text.options)


@dataclass(frozen=True, slots=True)
class PublishedQuiz:
    """A test or practice to publish. Practice takes `test.rules.as_practice()`."""

    key: str
    kind: Literal["test", "practice"]
    rules: QuizRules


def publish_questions(
    session: Session,
    *,
    version_id: int,
    lesson_ids: Mapping[str, int],
    items: Sequence[PublishedItem],
    quizzes: Sequence[PublishedQuiz],
) -> None:
    """Store what a new course version asks, in the transaction that publishes it.

    `lesson_ids` maps a lesson's key to its lasting id. A question is the same across versions by its
    lesson, kind and key.
    Source: docs/rules.md, P3 (lasting ids).
    """
    names = [(lesson_ids[item.lesson], item.kind, item.key) for item in items]
    ids = _lasting_ids(session, names)
    versions = [
        ItemVersion(
            version_id=version_id,
            item_id=ids[name],
            type=item.type,
            section=item.section,
            difficulty=item.difficulty,
            right=item.right,
            misconceptions=list(item.misconceptions),
        )
        for name, item in zip(names, items, strict=True)
    ]
    session.add_all(versions)
    session.flush()
    for version, item in zip(versions, items, strict=True):
        session.add_all(_texts(version.id, item))
    session.add_all(
        Quiz(version_id=version_id, key=quiz.key, kind=quiz.kind, rules=quiz.rules.to_json())
        for quiz in quizzes
    )
    session.flush()


def _lasting_ids(session: Session, names: Sequence[_Name]) -> dict[_Name, int]:
    """The ids of the questions of these lessons; new questions get one."""
    lessons = {lesson_id for lesson_id, _kind, _key in names}
    known = select(Item).where(Item.lesson_id.in_(lessons))
    there = {_name(item): item.id for item in session.scalars(known)}
    new = [
        Item(lesson_id=lesson_id, kind=kind, key=key)
        for lesson_id, kind, key in names
        if (lesson_id, kind, key) not in there
    ]
    session.add_all(new)
    session.flush()
    return there | {_name(item): item.id for item in new}


def _name(item: Item) -> _Name:
    return item.lesson_id, item.kind, item.key


def _texts(item_version_id: int, item: PublishedItem) -> Iterator[ItemText]:
    for language, text in item.texts.items():
        yield ItemText(
            item_version_id=item_version_id,
            language=language,
            prompt=text.prompt,
            options=[dict(option) for option in text.options],
            explanation_html=text.explanation_html,
        )
