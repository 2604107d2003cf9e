"""What somebody answered, and whether it is right.

A person sees options at places from 0, in an order made by the seed; `order[place]` is the authored
number of what stands there. Forms send places, so that nothing on a page tells the authored order,
which is the answer key of an order or a match. Stored are authored numbers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from learnhub.kit.text import canonical, fold
from learnhub.quizzes.errors import AnswerUnreadable

# What a form says: places as digits; a place or nothing for each row of a match; one typed text.
Given: TypeAlias = tuple[str, ...]
# What is stored: authored numbers; a number or None for each row of a match; one typed text.
Answer: TypeAlias = tuple[int | str | None, ...]

UNKNOWN = "unknown"
LONGEST_TEXT = 200
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as grading sees it: its type, its answer key, and whether it must be right."""

    type: str
    right: Any
    is_must_pass: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """`percent` is whole, 0 to 100, rounded down. `marks` stand in the order of the questions."""

    right_count: int
    total: int
    percent: int
    is_passed: bool
    marks: tuple[bool, ...]


def answer_of(given: Given, type_name: str, order: Sequence[int]) -> Answer | None:
    """What is to be stored; None when nothing was answered.

    "I don't know yet" counts where nothing else was given.
    Raises:
        AnswerUnreadable: a place that the question does not have, twice the same, too few or too many.
        UnreadableText, TextTooLong: a typed answer that cannot be kept.
    """
    values = tuple(value for value in given if value != UNKNOWN)
    if not any(values):
        return (UNKNOWN,) if UNKNOWN in given else None
    if type_name == "text":
        return (canonical(" ".join(values), limit=LONGEST_TEXT),)
    if type_name == "match":
        return tuple(None if value == "" else _authored(value, order) for value in _rows(values, order))
    chosen = [_authored(value, order) for value in values]
    if len(set(chosen)) < len(chosen):
        raise AnswerUnreadable
    if type_name == "multiple":
        return tuple(sorted(chosen))
    if len(chosen) != (len(order) if type_name == "order" else 1):
        raise AnswerUnreadable
    return tuple(chosen)


def places_of(answer: Answer, order: Sequence[int]) -> Given:
    """How a form shows a stored answer: the other way of `answer_of`."""
    return tuple(_place(value, order) for value in answer)


def is_right(type_name: str, right: Any, answer: Answer) -> bool:
    """Exactly right, or not: there are no part marks.

    A typed answer is right when it equals one that is accepted in any language of the course.
    Source: docs/rules.md, Q1.
    """
    if answer == (UNKNOWN,):
        return False
    if type_name == "text":
        accepted = {text for texts in right["accepted"].values() for text in texts}
        return folded(str(answer[0])) in accepted
    if type_name in {"order", "match"}:
        return answer == tuple(range(right["rows"]))
    return set(answer) == set(right)


def grade(answers: Mapping[int, Answer], questions: Mapping[int, Asked], *, pass_percent: int) -> Grade:
    """`answers` and `questions` go by number; a question without an answer is not right.

    Units: whole percent, rounded down.
    Source: docs/rules.md, Q1 (no part marks), Q2 (must-pass questions).
    """
    marks = {
        number: number in answers and is_right(asked.type, asked.right, answers[number])
        for number, asked in sorted(questions.items())
    }
    right_count = sum(marks.values())
    percent = 100 * right_count // len(marks) if marks else 0
    has_musts = all(marks[number] for number, asked in questions.items() if asked.is_must_pass)
    return Grade(
        right_count=right_count,
        total=len(marks),
        percent=percent,
        is_passed=bool(marks) and percent >= pass_percent and has_musts,
        marks=tuple(marks.values()),
    )


def folded(text: str) -> str:
    """How typed answers are compared: no capitals, tone marks, spaces or full stops."""
    return re.sub(r"[\s.]", "", fold(text))


def pack(given: Given) -> str:
    """What a form said, to be carried in an address."""
    return _BETWEEN.join(given)


def unpack(packed: str) -> Given:
    return tuple(packed.split(_BETWEEN)) if packed else ()


def _rows(values: Given, order: Sequence[int]) -> Given:
    if len(values) != len(order):
        raise AnswerUnreadable
    return values


def _authored(value: str, order: Sequence[int]) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 4 and int(value) < len(order)):
        raise AnswerUnreadable
    return order[int(value)]


def _place(value: int | str | None, order: Sequence[int]) -> str:
    if isinstance(value, int):
        return str(order.index(value))
    return value or ""
