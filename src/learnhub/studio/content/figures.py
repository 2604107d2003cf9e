"""What a content folder holds, in numbers: printed by the check, so that a gap is seen at a glance."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from learnhub.courses.content import LOUDSPEAKER, LessonText, PictureBlock
from learnhub.studio.content.drafts import CourseDraft
from learnhub.studio.rules import count_words, sentences


@dataclass(frozen=True, slots=True)
class Figures:
    """Of all courses together.

    `complete` are the languages in which every lesson is written, `items` the questions of the banks by type.
    A recording is missing for each lesson and language that has none. `words` counts what lessons say
    without questions (syllables in Vietnamese); `sentences` holds the mean and the longest of them.
    """

    courses: int
    lessons: int
    complete: tuple[str, ...]
    items: Counter[str]
    checks: int
    pictures: int
    scripts: Counter[str]
    missing_recordings: int
    words: Counter[str]
    sentences: dict[str, tuple[float, int]]


def figures(drafts: Sequence[CourseDraft]) -> Figures:
    texts = list(_texts(drafts))
    languages = sorted({language for language, _ in texts})
    lessons = sum(len(draft.course.lessons) for draft in drafts)
    lengths = {language: list(_lengths(texts, language)) for language in languages}
    recordings = sum(len(lesson.audio) for draft in drafts for lesson in draft.course.lessons)
    return Figures(
        courses=len(drafts),
        lessons=lessons,
        complete=tuple(name for name in languages if sum(name == other for other, _ in texts) == lessons),
        items=Counter(
            question.type for draft in drafts for bank in draft.banks.values() for question in bank
        ),
        checks=sum(len(checks) for draft in drafts for checks in draft.checks.values()),
        pictures=len({picture for draft in drafts for picture in _pictures(draft)}),
        scripts=Counter(
            language for language, text in texts for section in text.sections if section.key == LOUDSPEAKER
        ),
        missing_recordings=len(texts) - recordings,
        words=Counter({language: sum(found) for language, found in lengths.items()}),
        sentences={
            language: (sum(found) / len(found), max(found)) for language, found in lengths.items() if found
        },
    )


def _texts(drafts: Sequence[CourseDraft]) -> Iterator[tuple[str, LessonText]]:
    for draft in drafts:
        for lesson in draft.course.lessons:
            yield from lesson.texts.items()


def _pictures(draft: CourseDraft) -> Iterator[tuple[str, str, str]]:
    """Every picture once, whatever the number of languages that show it."""
    for lesson in draft.course.lessons:
        for text in lesson.texts.values():
            for section in text.sections:
                for block in section.blocks:
                    if isinstance(block, PictureBlock):
                        yield draft.course.key, lesson.key, block.file


def _lengths(texts: Sequence[tuple[str, LessonText]], language: str) -> Iterator[int]:
    """The words of each sentence."""
    for name, text in texts:
        if name == language:
            for section in text.sections:
                for block in section.text_blocks:
                    for passage in block.passages:
                        yield from map(count_words, sentences(passage.text))
