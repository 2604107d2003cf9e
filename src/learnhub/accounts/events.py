"""Facts that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GuestClaimed:
    """What was kept under `guest_id` belongs to `person_id` from now on. Nothing of it may stay behind."""

    guest_id: int
    person_id: int
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class GuestForgotten:
    """Nobody claimed it in time: all that was kept under `guest_id` must go."""

    guest_id: int
