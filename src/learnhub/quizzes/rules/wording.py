"""Questions and answers as people read them, in the words of one language.

`options` are those of quizzes.models.ItemText: {"html", "feedback"} for choices, {"html"} for the
steps of an order, {"left", "right"} for a match. Whatever is returned is HTML.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, TypeAlias

from learnhub.quizzes.rules.answers import UNKNOWN, Answer

Options: TypeAlias = Sequence[Mapping[str, str]]


def shown_options(type_name: str, options: Options, order: Sequence[int]) -> tuple[str, ...]:
    """What stands at each place: options, steps, or the right-hand column of a match."""
    column = "right" if type_name == "match" else "html"
    return tuple(options[number][column] for number in order)


def shown_rows(type_name: str, options: Options) -> tuple[str, ...]:
    """The left-hand column of a match, in authored order."""
    return tuple(row["left"] for row in options) if type_name == "match" else ()


def in_words(type_name: str, options: Options, answer: Answer) -> tuple[str, ...]:
    """A stored answer as a list of texts. Nothing for a blank one and for "I don't know yet"."""
    if is_unknown(answer):
        return ()
    if type_name == "text":
        return tuple(escape(str(text)) for text in answer)
    if type_name == "match":
        return tuple(
            f"{row['left']} → {options[number]['right']}"
            for row, number in zip(options, answer, strict=False)
            if isinstance(number, int)
        )
    return tuple(options[number]["html"] for number in answer if isinstance(number, int))


def right_in_words(type_name: str, options: Options, right: Any, language: str) -> tuple[str, ...]:
    """The right answer. Of a typed one, the first accepted, as it was written."""
    if type_name == "text":
        written = right["written"]
        return (escape(written.get(language) or next(iter(written.values()))),)
    numbers = right if isinstance(right, list) else range(right["rows"])
    return in_words(type_name, options, tuple(numbers))


def feedback_of(type_name: str, options: Options, answer: Answer) -> tuple[str, ...]:
    """What the chosen options say back. Only choices do."""
    if type_name in {"order", "match", "text"}:
        return ()
    return tuple(options[number]["feedback"] for number in answer if isinstance(number, int))


def is_unknown(answer: Answer) -> bool:
    """ "I don't know yet" was answered."""
    return answer == (UNKNOWN,)
