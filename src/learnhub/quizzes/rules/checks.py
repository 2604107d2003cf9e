"""Check-yourself questions as everybody may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class CheckFace:
    """The public side of a check-yourself question in one language: no right answer, no feedback.

    `options` are the options of a choice, the steps of an order, or the right-hand column of a match,
    whose left-hand column is `rows`; both are HTML. Nothing but the prompt for a typed answer.
    """

    key: str
    type: str
    prompt: str
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "options": list(self.options), "rows": list(self.rows)}

    @classmethod
    def from_json(cls, face: Mapping[str, Any]) -> "CheckFace":
        return cls(
            key=face["key"],
            type=face["type"],
            prompt=face["prompt"],
            options=tuple(face["options"]),
            rows=tuple(face["rows"]),
        )


def check_face(*, key: str, type_name: str, prompt: str, options: Sequence[Mapping[str, str]]) -> CheckFace:
    """`options` in authored order, as in quizzes.models.ItemText."""
    if type_name == "match":
        shown = [options[number]["right"] for number in check_order(key, type_name, len(options))]
        return CheckFace(key, type_name, prompt, tuple(shown), tuple(row["left"] for row in options))
    shown = [options[number]["html"] for number in check_order(key, type_name, len(options))]
    return CheckFace(key, type_name, prompt, tuple(shown))


def check_order(key: str, type_name: str, count: int) -> tuple[int, ...]:
    """The authored number at each place: the same for everybody, since the page is the same.

    Steps and matches are turned by one place or more, so that they never stand in the right order.
    """
    if type_name not in {"order", "match"} or count < 2:
        return tuple(range(count))
    turn = 1 + sha256(key.encode()).digest()[0] % (count - 1)
    return tuple((place + turn) % count for place in range(count))
