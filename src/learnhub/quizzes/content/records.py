"""Questions and tests as they are written: what the readers hand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Form: TypeAlias = Literal["options", "order", "match", "text"]

# How each type is written.
FORMS: Mapping[str, Form] = {
    "single": "options",
    "multiple": "options",
    "true-false": "options",
    "order": "order",
    "match": "match",
    "text": "text",
}

# JSON: [option numbers from 0] for options, {"rows": count} for order and match,
# {"accepted": {language: [folded answers]}, "written": {language: the first as written}} for text.
Right: TypeAlias = list[int] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class OptionText:
    """An option with its feedback, or a step of an order, whose feedback is empty."""

    line: int
    html: str
    feedback_html: str = ""


@dataclass(frozen=True, slots=True)
class RowText:
    line: int
    left_html: str
    right_html: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question in one language. Prompt, options and rows are inline HTML, the rest is blocks."""

    path: str
    line: int
    prompt_html: str
    options: tuple[OptionText, ...]
    rows: tuple[RowText, ...]
    accepted: tuple[str, ...]
    explanation_html: str


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A question in all its languages. A check-yourself question has difficulty 1."""

    key: str
    type: str
    section: str
    difficulty: int
    misconceptions: tuple[str, ...]
    right: Right
    texts: Mapping[str, QuestionText]


@dataclass(frozen=True, slots=True)
class DrawRule:
    """How many questions of a lesson each audience gets; no difficulty means any."""

    lesson: str
    items: Mapping[str, int]
    difficulty: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TestSource:
    """A test. No entry in `attempts_per_day` means no limit; `must_pass` names lesson/question."""

    key: str
    pass_percent: Mapping[str, int]
    attempts_per_day: Mapping[str, int]
    wait_minutes: int
    review: str
    draw: tuple[DrawRule, ...]
    must_pass: tuple[tuple[str, ...], ...]
