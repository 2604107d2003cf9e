"""A course as it is written: what the readers hand on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from learnhub.courses.content.facts import Facts
from learnhub.kit.markdown import Block, Paragraph

TextKind: TypeAlias = Literal["paragraph", "points", "steps"]

# Sections with their own place on the page and in print.
DO_IT, REMEMBER, MESSAGE_CARD, LOUDSPEAKER = "do-it", "remember", "message-card", "loudspeaker"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or a list. `passages` are its paragraph, or its points, one by one."""

    kind: TextKind
    html: str
    passages: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """`file` lies in the lesson's folder. Units: pixels, bytes."""

    line: int
    file: str
    alt: str
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class CalloutBlock:
    tone: str
    blocks: tuple[TextBlock, ...]

    @property
    def html(self) -> str:
        return "".join(block.html for block in self.blocks)


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """A check-yourself question, not yet understood: its parsed blocks are for quizzes to read."""

    line: int
    key: str
    prompt: str
    blocks: tuple[Block, ...]


SectionBlock: TypeAlias = TextBlock | PictureBlock | CalloutBlock | CheckBlock


@dataclass(frozen=True, slots=True)
class Section:
    line: int
    key: str
    heading: str
    blocks: tuple[SectionBlock, ...]

    @property
    def text_blocks(self) -> Iterator[TextBlock]:
        """Paragraphs and lists, also those inside call-outs."""
        for block in self.blocks:
            if isinstance(block, TextBlock):
                yield block
            elif isinstance(block, CalloutBlock):
                yield from block.blocks

    @property
    def plain_text(self) -> str:
        """The words without marks, a paragraph or point a line; no questions, no pictures."""
        return "\n".join(
            passage.text.replace("\n", " ") for block in self.text_blocks for passage in block.passages
        )


@dataclass(frozen=True, slots=True)
class LessonText:
    path: str
    title: str
    outcome_line: Paragraph
    sections: tuple[Section, ...]

    @property
    def outcome(self) -> str:
        return self.outcome_line.text


@dataclass(frozen=True, slots=True)
class AudioTrack:
    language: str
    file: str
    seconds: int


@dataclass(frozen=True, slots=True)
class LessonSource:
    """`item_tables` are the facts of the questions, by question, for quizzes to read."""

    key: str
    path: str
    minutes: int
    verified_on: date
    review_by: date
    owner: str
    sources: tuple[str, ...]
    competences: tuple[str, ...]
    general_knowledge: bool
    audio: tuple[AudioTrack, ...]
    item_tables: Mapping[str, Facts]
    texts: Mapping[str, LessonText]


@dataclass(frozen=True, slots=True)
class CourseText:
    path: str
    title: str
    summary_line: Paragraph
    for_whom: tuple[TextBlock, ...]
    outcome_lines: tuple[Paragraph, ...]

    @property
    def summary_html(self) -> str:
        return f"<p>{self.summary_line.html}</p>"

    @property
    def for_whom_html(self) -> str:
        return "".join(block.html for block in self.for_whom)

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.outcome_lines)


@dataclass(frozen=True, slots=True)
class CourseSource:
    """A course in all its languages. Paths in `files` count from the content folder.

    `test_tables` are the facts of the tests, for quizzes to read.
    """

    key: str
    source_language: str
    topic: str
    icon: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    texts: Mapping[str, CourseText]
    lessons: tuple[LessonSource, ...]
    test_tables: tuple[Facts, ...]
    files: Mapping[str, bytes]

    @property
    def lesson_keys(self) -> tuple[str, ...]:
        return tuple(lesson.key for lesson in self.lessons)


@dataclass(frozen=True, slots=True)
class ProgrammePart:
    """Lessons of one course, in this order; none stands for the whole course."""

    course: str
    lessons: tuple[str, ...]

    def taken(self, course: CourseSource) -> tuple[LessonSource, ...]:
        """What this part takes of its course."""
        wanted = self.lessons or course.lesson_keys
        return tuple(lesson for lesson in course.lessons if lesson.key in wanted)


@dataclass(frozen=True, slots=True)
class ProgrammeOutcome:
    """What a home can do when these lessons are learned, by "someone" in it or by "every-adult"."""

    key: str
    who: str
    course: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeText:
    """What is said of a home that reached an outcome, and of one that has not yet."""

    line: int
    reached: str
    not_yet_line: int
    not_yet: str


@dataclass(frozen=True, slots=True)
class ProgrammeText:
    """`outcomes` by their ids."""

    path: str
    line: int
    title: str
    blocks: tuple[TextBlock, ...]
    outcomes: Mapping[str, OutcomeText]

    @property
    def summary_html(self) -> str:
        return "".join(block.html for block in self.blocks)


@dataclass(frozen=True, slots=True)
class ProgrammeSource:
    """Lessons put together for one audience, with a text in every language."""

    key: str
    audience: str
    parts: tuple[ProgrammePart, ...]
    outcomes: tuple[ProgrammeOutcome, ...]
    texts: Mapping[str, ProgrammeText]


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address. `verified_on` is a day or, of an older check, a month: 2026-11-21, 2023-09.

    The kind "own" has an id only: its number is looked up and written in by everybody.
    """

    key: str
    kind: str
    value: str = ""
    message: str = ""
    verified_on: str = ""
    sources: tuple[str, ...] = ()
    general_knowledge: bool = False
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class ContactText:
    """Whose contact it is, and when to use it."""

    line: int
    name: str
    blocks: tuple[TextBlock, ...]

    @property
    def when_html(self) -> str:
        return "".join(block.html for block in self.blocks)


@dataclass(frozen=True, slots=True)
class CardText:
    """The card in one language; `lines` go by the id of the contact."""

    path: str
    title: str
    intro: Paragraph
    lines: Mapping[str, ContactText]


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Contacts in their order, with a text in every language."""

    contacts: tuple[Contact, ...]
    texts: Mapping[str, CardText]


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    title: str
    blocks: tuple[TextBlock, ...]
    line: int

    @property
    def html(self) -> str:
        return "".join(block.html for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of all courses: by language, then by id."""

    texts: Mapping[str, Mapping[str, Term]]

    def find(self, language: str, key: str) -> Term | None:
        return self.texts.get(language, {}).get(key)
