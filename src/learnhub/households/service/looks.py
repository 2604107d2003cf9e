"""Who helped a home, or looked at it: kept for the home to read."""

from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session

from learnhub.households.models import HouseholdLook

What: TypeAlias = Literal["page", "phone_seen", "phone", "lock", "lock_seen", "lock_off"]


def note_look(session: Session, *, household_id: int, person_id: int, what: What, now: datetime) -> None:
    """Source: docs/rules.md, H6."""
    session.add(HouseholdLook(household_id=household_id, person_id=person_id, what=what, looked_at=now))
