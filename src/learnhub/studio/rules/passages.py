"""Everything that a course says, piece by piece, with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learnhub.courses.content import (
    LOUDSPEAKER,
    ContactCard,
    CourseSource,
    CourseText,
    Glossary,
    LessonText,
    PictureBlock,
    ProgrammeSource,
    TextBlock,
)
from learnhub.kit.markdown import plain_text
from learnhub.quizzes.content import QuestionSource, QuestionText


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, point, answer or the words of a picture.

    `is_question` marks what is asked and what may be answered: it need not be true.
    """

    path: str
    line: int
    language: str
    text: str
    is_spoken: bool = False
    is_picture: bool = False
    is_question: bool = False


def course_passages(course: CourseSource) -> Iterator[Passage]:
    """The course page and the lessons, without their questions."""
    for language, text in course.texts.items():
        yield from _front_page(text, language)
    for lesson in course.lessons:
        for language, words in lesson.texts.items():
            yield from _lesson(words, language)


def question_passages(questions: Iterable[QuestionSource]) -> Iterator[Passage]:
    for question in questions:
        for language, text in question.texts.items():
            for line, html in _asked(text):
                yield Passage(text.path, line, language, plain_text(html), is_question=True)
            for line, html in _replied(text):
                yield Passage(text.path, line, language, plain_text(html))


def glossary_passages(glossary: Glossary) -> Iterator[Passage]:
    for language, terms in glossary.texts.items():
        path = f"glossary.{language}.md"
        for term in terms.values():
            yield Passage(path, term.line, language, term.title)
            yield from _blocks(term.blocks, path, language)


def programme_passages(programme: ProgrammeSource) -> Iterator[Passage]:
    for language, text in programme.texts.items():
        yield Passage(text.path, text.line, language, text.title)
        yield from _blocks(text.blocks, text.path, language)
        for outcome in text.outcomes.values():
            yield Passage(text.path, outcome.line, language, outcome.reached)
            yield Passage(text.path, outcome.not_yet_line, language, outcome.not_yet)


def contact_passages(card: ContactCard) -> Iterator[Passage]:
    for language, text in card.texts.items():
        yield Passage(text.path, 1, language, text.title)
        yield Passage(text.path, text.intro.line, language, text.intro.text)
        for line in text.lines.values():
            yield Passage(text.path, line.line, language, line.name)
            yield from _blocks(line.blocks, text.path, language)


def _front_page(text: CourseText, language: str) -> Iterator[Passage]:
    yield Passage(text.path, 1, language, text.title)
    yield from _blocks(text.for_whom, text.path, language)
    for words in (text.summary_line, *text.outcome_lines):
        yield Passage(text.path, words.line, language, words.text)


def _lesson(text: LessonText, language: str) -> Iterator[Passage]:
    yield Passage(text.path, 1, language, text.title)
    yield Passage(text.path, text.outcome_line.line, language, text.outcome)
    for section in text.sections:
        yield Passage(text.path, section.line, language, section.heading)
        is_spoken = section.key == LOUDSPEAKER
        yield from _blocks(section.text_blocks, text.path, language, is_spoken=is_spoken)
        for block in section.blocks:
            if isinstance(block, PictureBlock):
                yield Passage(text.path, block.line, language, block.alt, is_picture=True)


def _blocks(
    blocks: Iterable[TextBlock], path: str, language: str, *, is_spoken: bool = False
) -> Iterator[Passage]:
    for block in blocks:
        for words in block.passages:
            yield Passage(path, words.line, language, words.text, is_spoken=is_spoken)


def _asked(text: QuestionText) -> Iterator[tuple[int, str]]:
    yield text.line, text.prompt_html
    for option in text.options:
        yield option.line, option.html
    for row in text.rows:
        yield row.line, row.left_html
        yield row.line, row.right_html


def _replied(text: QuestionText) -> Iterator[tuple[int, str]]:
    for option in text.options:
        yield option.line, option.feedback_html
    yield text.line, text.explanation_html
