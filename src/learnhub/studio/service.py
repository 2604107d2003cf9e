"""Publishing a whole content folder: courses with their questions, and what stands beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses import service as courses
from learnhub.courses.content import CONTACT_FILES, PROGRAMME_FILES
from learnhub.quizzes import service as quizzes
from learnhub.quizzes.content import QuestionSource, QuestionText, TestSource
from learnhub.quizzes.rules import PRACTICE_KEY, DrawLine, QuizRules, Review
from learnhub.quizzes.service import PublishedItem, PublishedQuiz, PublishedText
from learnhub.studio.content import CourseDraft, FolderDraft
from learnhub.studio.models import PublishedFolder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a course, the programmes or the contacts. Not new: nothing in its files had changed."""

    key: str
    number: int
    is_new: bool


def publish(session: Session, *, draft: FolderDraft, now: datetime) -> Iterator[Outcome]:
    """Publish a checked folder, its courses one after the other, so that a command can show how far it is.

    Source: docs/rules.md, P1 (all or nothing: the caller's transaction), P2 (unchanged writes nothing).
    """
    outcomes = []
    for outcome in _publish_parts(session, draft, now):
        outcomes.append(outcome)
        yield outcome
    if find_unchanged(session, files=draft.files) is None:
        session.add(
            PublishedFolder(
                digest=courses.digest_of_files(draft.files),
                parts=[[outcome.key, outcome.number] for outcome in outcomes],
                published_at=now,
            )
        )
        session.flush()


def find_unchanged(session: Session, *, files: Mapping[str, bytes]) -> tuple[Outcome, ...] | None:
    """What became of these very files when they were published last; None when others came after them.

    Spares reading and checking a folder of which the site holds everything. One statement.
    Source: docs/rules.md, P2 (unchanged writes nothing).
    """
    latest = session.scalars(
        select(PublishedFolder).order_by(PublishedFolder.id.desc()).limit(1)
    ).one_or_none()
    if latest is None or latest.digest != courses.digest_of_files(files):
        return None
    return tuple(Outcome(key, number, is_new=False) for key, number in latest.parts)


def _publish_parts(session: Session, draft: FolderDraft, now: datetime) -> Iterator[Outcome]:
    beside = {path: content for path, content in draft.files.items() if "/" not in path}
    programme_files = _taken(beside, PROGRAMME_FILES)
    contact_files = _taken(beside, CONTACT_FILES)
    courses.publish_glossary(session, glossary=draft.glossary, files=beside, now=now)
    for course in draft.courses:
        yield _publish_course(session, course, now)
    if draft.programmes is not None:
        programmes = courses.publish_programmes(
            session, programmes=draft.programmes, files=programme_files, now=now
        )
        yield Outcome("programmes", programmes.number, programmes.is_new)
    if draft.contacts is not None:
        contacts = courses.publish_contacts(session, card=draft.contacts, files=contact_files, now=now)
        yield Outcome("contacts", contacts.number, contacts.is_new)


def _taken(files: dict[str, bytes], names: frozenset[str]) -> dict[str, bytes]:
    """The files of these names, which are taken out."""
    return {path: files.pop(path) for path in sorted(names & files.keys())}


def _publish_course(session: Session, draft: CourseDraft, now: datetime) -> Outcome:
    items = _items(draft)
    published = courses.publish_version(
        session, course=draft.course, glossary=draft.glossary, faces=_faces(items), now=now
    )
    if published.is_new:
        quizzes.publish_questions(
            session,
            version_id=published.version_id,
            lesson_ids=published.lesson_ids,
            items=items,
            quizzes=_quizzes(draft.tests),
        )
    return Outcome(draft.course.key, published.number, published.is_new)


def _faces(items: Iterable[PublishedItem]) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    """What a lesson page shows of each check, by lesson, language and key."""
    return {
        (item.lesson, language, item.key): item.face(language).to_json()
        for item in items
        if item.kind == "check"
        for language in item.texts
    }


def _items(draft: CourseDraft) -> list[PublishedItem]:
    kinds: tuple[tuple[Literal["check", "bank"], Mapping[str, tuple[QuestionSource, ...]]], ...] = (
        ("check", draft.checks),
        ("bank", draft.banks),
    )
    return [
        _item(lesson, kind, question)
        for kind, lessons in kinds
        for lesson, questions in lessons.items()
        for question in questions
    ]


def _item(lesson: str, kind: Literal["check", "bank"], question: QuestionSource) -> PublishedItem:
    return PublishedItem(
        lesson=lesson,
        kind=kind,
        key=question.key,
        type=question.type,
        section=question.section,
        difficulty=question.difficulty,
        right=question.right,
        texts={language: _text(text) for language, text in question.texts.items()},
        misconceptions=question.misconceptions,
    )


def _text(text: QuestionText) -> PublishedText:
    options: list[dict[str, str]] = [
        {"html": option.html, "feedback": option.feedback_html} for option in text.options
    ]
    rows = [{"left": row.left_html, "right": row.right_html} for row in text.rows]
    return PublishedText(text.prompt_html, options or rows, text.explanation_html)


def _quizzes(tests: Sequence[TestSource]) -> list[PublishedQuiz]:
    """Every test, and one practice that draws like the first of them."""
    published = [PublishedQuiz(test.key, "test", _rules(test)) for test in tests]
    if published:
        practice = PublishedQuiz(PRACTICE_KEY, "practice", published[0].rules.as_practice())
        published.insert(0, practice)
    return published


def _rules(test: TestSource) -> QuizRules:
    return QuizRules(
        draw=tuple(DrawLine(line.lesson, line.items, line.difficulty) for line in test.draw),
        pass_percent=test.pass_percent,
        attempts_per_day=test.attempts_per_day,
        wait_minutes=test.wait_minutes,
        review=cast(Review, test.review),  # the reader let no other through
        must_pass=test.must_pass,
    )
