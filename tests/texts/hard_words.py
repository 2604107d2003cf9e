"""The hard words of the lessons: those that somebody who has just begun to read may not know."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from learnhub.courses.content import Glossary
from learnhub.studio.content import CourseDraft
from learnhub.studio.rules import Passage
from tests.texts.reading import is_acronym, readings, words
from tests.texts.stems import bases

HERE = Path(__file__).parent
WORDS, EVERYDAY = HERE / "words", HERE / "everyday"

_BRACKETS = re.compile(r"((?:[^\s()]+ ){1,4})\(([^()]{1,60})\)")
_QUOTED = re.compile("“[^”]*”")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


def hard_words(drafts: Iterable[CourseDraft], language: str) -> Iterator[tuple[str, int, str]]:
    """Path, line and word: every hard word that nothing explains, at its first use in each course.

    Hard is an acronym, and a word that is no form of one of the commonest words. It is explained by
    a linked term of the glossary that has it in its heading (in this lesson or in one before), by
    the words in brackets after it, or by those before the brackets in which it stands.
    """
    for draft in drafts:
        clear: set[str] = set()
        for reading in readings(draft, language):
            clear |= _in_headings(draft.glossary, reading.terms, language)
            for passage in sorted((*reading.headings, *reading.passages), key=_place):
                clear |= _explained(passage.text, language)
                for word in words(_without_screens(passage.text, language)):
                    if is_hard(word, language) and not clear & forms(word, language):
                        clear |= forms(word, language)
                        yield passage.path, passage.line, word


def _place(passage: Passage) -> int:
    return passage.line


def is_hard(word: str, language: str) -> bool:
    return not forms(word, language) & _known(language)


def forms(word: str, language: str) -> frozenset[str]:
    """An acronym stands for itself, another word for everything that it may be a form of."""
    if is_acronym(word):
        return frozenset({word.removesuffix("s")})
    return bases(word.lower(), language)


def commonest(language: str) -> list[str]:
    return (WORDS / f"{language}.txt").read_text(encoding="utf-8").split()


def everyday(name: str) -> Mapping[str, list[str]]:
    """What the lists of frequent words lack and everybody knows, by the reason why it may stand here."""
    groups: dict[str, list[str]] = {}
    reason = ""
    for line in (EVERYDAY / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        else:
            groups.setdefault(reason, []).extend(line.split())
    return groups


def common(language: str) -> frozenset[str]:
    """The commonest words, and everything that they may be forms of."""
    return frozenset(
        base for entry in commonest(language) for word in words(entry) for base in bases(word, language)
    )


@cache
def _known(language: str) -> frozenset[str]:
    groups = [*everyday("names").values(), *everyday(language).values()]
    return common(language) | {form for group in groups for word in group for form in forms(word, language)}


def _in_headings(glossary: Glossary, keys: Iterable[str], language: str) -> set[str]:
    terms = (glossary.find(language, key) for key in keys)
    return {form for term in terms if term for word in words(term.title) for form in forms(word, language)}


def _explained(text: str, language: str) -> set[str]:
    """The forms of the words before brackets and in them: one says what the other means."""
    return {
        form
        for before, inside in _BRACKETS.findall(text)
        for word in words(f"{before} {inside}")
        for form in forms(word, language)
    }


def _without_screens(text: str, language: str) -> str:
    """In the other languages Vietnamese words in quotation marks stand as on the screen."""
    if language == "vi":
        return text
    return _QUOTED.sub(lambda found: " " if _VIETNAMESE.search(found[0]) else found[0], text)
