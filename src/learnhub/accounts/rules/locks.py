"""Locks: which pictures and numbers there are, how often one may try, when one is asked again.

Source: docs/rules.md, H10-H14.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise

from learnhub.accounts.errors import PicturesUnusable, PinTooCommon, PinUnusable

# In the order in which every page shows them. None of them is an avatar.
PICTURES = (
    *("hat", "stilt-house", "sun", "moon", "boat", "drum"),
    *("teapot", "lamp", "key", "bicycle", "fan", "mountain"),
)
PICKS, PIN_DIGITS = 3, 4

DAY = timedelta(days=1)
WAIT_EVERY, WAIT = 5, timedelta(minutes=15)
MOST_A_MEMBER, MOST_A_PHONE = 10, 20

IDLE = timedelta(minutes=30)
RENEWED_AFTER = timedelta(minutes=5)  # somebody who sends form after form is written down this seldom

_BIRTH_YEARS = range(1900, 2030)


@dataclass(frozen=True, slots=True)
class WrongTry:
    """`is_settled`: the member has opened the lock since."""

    tried_at: datetime
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a lock may be tried now.

    `left` wrong tries until it may not; `until` when the next try is allowed; `is_closed` until the
    member's card or a helper opens it; `is_phone` when it is this phone that has tried too often.
    """

    left: int = 0
    until: datetime | None = None
    is_closed: bool = False
    is_phone: bool = False

    @property
    def is_open(self) -> bool:
        return self.until is None and not self.is_closed


def picks(chosen: Sequence[str]) -> tuple[str, ...]:
    """Up to three different pictures of ours, in the order in which they were pressed.

    Raises PicturesUnusable.
    """
    if len(chosen) > PICKS or len(set(chosen)) < len(chosen) or not set(chosen) <= set(PICTURES):
        raise PicturesUnusable
    return tuple(chosen)


def pin(typed: str) -> str:
    """Exactly four digits; those of full width are the same digits. Raises PinUnusable."""
    digits = unicodedata.normalize("NFKC", typed).strip()
    if len(digits) != PIN_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise PinUnusable
    return digits


def new_pin(typed: str) -> str:
    """A number that is not among the first guesses of a stranger or of the family.

    Raises PinUnusable, PinTooCommon.
    """
    digits = pin(typed)
    steps = {int(after) - int(before) for before, after in pairwise(digits)}
    if steps in ({0}, {1}, {-1}) or int(digits) in _BIRTH_YEARS or digits in _common_pins():
        raise PinTooCommon
    return digits


def standing(own: Sequence[WrongTry], of_phone: Sequence[datetime], now: datetime) -> Standing:
    """Whether this phone may try this member's lock now.

    `own` are the member's wrong tries, `of_phone` those made on this phone for anybody; newest first.
    Source: docs/rules.md, H11.
    """
    if is_closed(own):
        return Standing(is_closed=True)
    today = [wrong for wrong in own if wrong.tried_at > now - DAY]
    in_a_row = [wrong for wrong in today if not wrong.is_settled]
    on_phone = [moment for moment in of_phone if moment > now - DAY]
    if len(on_phone) >= MOST_A_PHONE:
        return Standing(until=on_phone[MOST_A_PHONE - 1] + DAY, is_phone=True)
    if in_a_row and len(in_a_row) % WAIT_EVERY == 0 and in_a_row[0].tried_at + WAIT > now:
        return Standing(until=in_a_row[0].tried_at + WAIT)
    ways = (WAIT_EVERY - len(in_a_row) % WAIT_EVERY, MOST_A_MEMBER - len(today), MOST_A_PHONE - len(on_phone))
    return Standing(left=min(ways))


def is_closed(own: Sequence[WrongTry]) -> bool:
    """Ten wrong tries within a day. The day may be long over: time alone opens nothing."""
    return len(own) >= MOST_A_MEMBER and own[0].tried_at - own[MOST_A_MEMBER - 1].tried_at < DAY


@cache
def _common_pins() -> frozenset[str]:
    """The hundred commonest of 3.4 million that leaked, as SecLists counts them."""
    file = resources.files("learnhub.accounts") / "common-pins.txt"
    return frozenset(file.read_text(encoding="utf-8").split())
