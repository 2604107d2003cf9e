"""Erasures of a home that can still be taken back, as every page of the home tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from learnhub.accounts.rules import UNDO


@dataclass(frozen=True, slots=True)
class Waiting:
    """When the home itself is erased, how many of its people are, and when the first of them."""

    home_at: datetime | None = None
    people: int = 0
    first_at: datetime | None = None


def waiting(home_hidden_at: datetime | None, people_hidden_at: Iterable[datetime | None]) -> Waiting:
    """From the moments of hiding. Names nobody: who is hidden is shown to nobody (docs/rules.md, H64)."""
    hidden = [moment for moment in people_hidden_at if moment is not None]
    return Waiting(
        home_hidden_at + UNDO if home_hidden_at else None,
        len(hidden),
        min(hidden) + UNDO if hidden else None,
    )
