"""What forms say. Meaning is judged below: here are only names and shapes."""

from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

from learnhub.quizzes.errors import AnswerUnreadable, AttemptNotFound, QuestionNotFound
from learnhub.quizzes.rules import UNKNOWN, Given
from learnhub.web.deps import Fields

# Where a person wants to be after saving. "stay" is a step moved up or down.
Go: TypeAlias = Literal["next", "previous", "review", "stay"]

MOST_QUESTIONS = 1000
MOST_ROWS = 100
MOST_ANSWERS = 1_000_000


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """A question form as it came in. `seen` is the sequence of the answer that it showed."""

    answer: Given
    seen: int
    key: UUID
    go: Go

    @property
    def is_blank(self) -> bool:
        return not any(self.answer)


def read_attempt_id(text: str) -> UUID:
    """An attempt's id in its one spelling. Raises AttemptNotFound."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise AttemptNotFound from error
    if str(found) != text:
        raise AttemptNotFound
    return found


def read_number(text: str) -> int:
    """A question's number. Raises QuestionNotFound."""
    number = _whole(text, MOST_QUESTIONS)
    if not number:
        raise QuestionNotFound
    return number


def read_question(form: Fields) -> QuestionForm:
    """Raises AnswerUnreadable: not a form of ours."""
    seen = _whole(form["seen"], MOST_ANSWERS)
    try:
        key = UUID(form["key"])
    except ValueError as error:
        raise AnswerUnreadable from error
    if seen is None:
        raise AnswerUnreadable
    return QuestionForm(read_answer(form), seen, key, _go(form))


def read_answer(form: Fields) -> Given:
    """The fields of `answer_fields` in quizzes/macros.html, for every type of question.

    A choice, a text and the steps of an order are called `answer`; the rows of a match `answer-0`,
    `answer-1` …; a button `move` moves a step. Steps are always sent, so beside them "I don't know
    yet" has a field of its own.
    """
    if form["unknown"] and not form["move"]:
        return (UNKNOWN,)
    rows = _rows(form)
    if rows:
        return (*rows, *form.all("answer"))
    return _moved(tuple(form.all("answer")), form["move"])


def _rows(form: Fields) -> Given:
    names = [f"answer-{row}" for row in range(MOST_ROWS)]
    return tuple(form[name] for name in names if name in form)


def _moved(steps: Given, move: str) -> Given:
    """ "up-3" changes the third step with the one above it; what cannot be moved stays."""
    way, _, place_text = move.partition("-")
    place = _whole(place_text, len(steps))
    first = (place or 0) - (2 if way == "up" else 1)
    if way not in {"up", "down"} or not 0 <= first < len(steps) - 1:
        return steps
    return (*steps[:first], steps[first + 1], steps[first], *steps[first + 2 :])


def _go(form: Fields) -> Go:
    if form["move"]:
        return "stay"
    go = form["go"]
    return go if go in {"previous", "review"} else "next"  # type: ignore[return-value]


def _whole(text: str, most: int) -> int | None:
    """A number as our forms and addresses write it; None for everything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    return int(text) if int(text) <= most else None
