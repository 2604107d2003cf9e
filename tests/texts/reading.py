"""What somebody reads of a lesson, word by word, and which terms are explained to them by then."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from learnhub.courses.content import LOUDSPEAKER, MESSAGE_CARD, LessonText, Section
from learnhub.kit.markdown import plain_text
from learnhub.studio.content import CourseDraft
from learnhub.studio.rules import Passage
from tests.factories.content import catalogue

# What is sent or read aloud as a whole carries no link.
SENT_WHOLE = frozenset({LOUDSPEAKER, MESSAGE_CARD})

_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]+|\d[A-Z])(?!\w)")
_ADDRESS = re.compile(r"\S*\w[./@]\w\S*|(?<!\S)\.\w\S*")
_LINKED = re.compile(r'<a (?:class="term" |href="lesson:)[^>]*>.*?</a>', re.DOTALL)
_TERM_LINK = re.compile(r"\]\(term:([a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Reading:
    """The main text of a lesson in one language.

    `headings` (with the title and the outcome) carry no link, `passages` may. `terms` are those that
    are linked in this lesson or in one before it.
    """

    headings: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    terms: frozenset[str]


def shipped() -> tuple[CourseDraft, ...]:
    folder, _ = catalogue()
    return folder.courses


def readings(draft: CourseDraft, language: str) -> Iterator[Reading]:
    """The lessons of a course in their order."""
    terms: set[str] = set()
    for lesson in draft.course.lessons:
        if text := lesson.texts.get(language):
            terms |= set(_TERM_LINK.findall(draft.course.files[text.path].decode()))
            sections = [section for section in text.sections if section.key not in SENT_WHOLE]
            yield Reading(
                tuple(_headings(text, sections, language)),
                tuple(_passages(text, sections, language)),
                frozenset(terms),
            )


def words(text: str) -> list[str]:
    """The words of a text without addresses, numbers and single letters."""
    return [word for word in _WORD.findall(_ADDRESS.sub(" ", text)) if len(word) > 1]


def is_acronym(word: str) -> bool:
    """A word of several capitals (OTP, VNeID), or one with a digit (4G)."""
    return " " not in word and (sum(letter.isupper() for letter in word) > 1 or word[:1].isdigit())


def _headings(text: LessonText, sections: Iterable[Section], language: str) -> Iterator[Passage]:
    yield Passage(text.path, 1, language, text.title)
    yield Passage(text.path, text.outcome_line.line, language, text.outcome)
    for section in sections:
        yield Passage(text.path, section.line, language, section.heading)


def _passages(text: LessonText, sections: Iterable[Section], language: str) -> Iterator[Passage]:
    """Paragraphs and points without addresses, and without what leads to a term or a lesson already."""
    for section in sections:
        for block in section.text_blocks:
            for piece in block.passages:
                words = plain_text(_LINKED.sub("…", piece.html)).replace("\n", " ")
                yield Passage(text.path, piece.line, language, _ADDRESS.sub(" ", words))
