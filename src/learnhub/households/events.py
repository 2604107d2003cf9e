"""Facts that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MemberJoined:
    household_id: int
    person_id: int
    joined_at: datetime
