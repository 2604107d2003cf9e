"""A home is hidden, shown again, or erased; and a person who is erased leaves their home."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households.models import Household, HouseholdLook, Membership


def hide_home(session: Session, *, household_id: int, now: datetime) -> None:
    """Those who help are shown this home no more. Its own people go on as before."""
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=now))


def show_home(session: Session, *, household_id: int) -> None:
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=None))


def erase_home(session: Session, *, household_id: int, now: datetime) -> None:
    """The nickname, the phones and who looked. The people are free, and what they learned is theirs.

    The row and the dates of its memberships stay for the counts of the ward.
    Source: docs/rules.md, H65, R-32.
    """
    session.execute(
        update(Membership)
        .where(Membership.household_id == household_id, Membership.until_at.is_(None))
        .values(until_at=now)
    )
    session.execute(delete(HouseholdLook).where(HouseholdLook.household_id == household_id))
    session.execute(update(Household).where(Household.id == household_id).values(nickname="", hidden_at=now))
    accounts.forget_home(session, household_id=household_id, now=now)


def erase_person(session: Session, *, person_id: int, now: datetime) -> None:
    """The dates of a membership stay without a name: without them the home's count would change."""
    session.execute(
        update(Membership)
        .where(Membership.person_id == person_id, Membership.until_at.is_(None))
        .values(until_at=now)
    )
