"""A home is hidden, shown again, or erased; and a person who is erased leaves their home."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households.errors import ChildrenStay
from learnhub.households.models import (
    Guardianship,
    Household,
    HouseholdCard,
    HouseholdGoal,
    HouseholdLook,
    JoinRequest,
    Membership,
    MovingCode,
    PersonCard,
)


def check_cares_for_nobody(session: Session, *, person_id: int) -> None:
    """Raises ChildrenStay: another adult must care for the children before this one goes."""
    cared = select(Guardianship.id).where(
        Guardianship.guardian_id == person_id, Guardianship.until_at.is_(None)
    )
    if session.scalars(cared).first() is not None:
        raise ChildrenStay


def hide_home(session: Session, *, household_id: int, now: datetime) -> None:
    """Those who help are shown this home no more. Its own people go on as before."""
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=now))


def show_home(session: Session, *, household_id: int) -> None:
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=None))


def erase_home(session: Session, *, household_id: int, now: datetime) -> None:
    """The nickname, the phones, the card and who looked. The people are free; what they learned is theirs.

    The row and the dates of its memberships stay for the counts of the ward. Nobody cares for a child of
    no home, so whoever did may go too.
    Source: docs/rules.md, H65, R-32.
    """
    theirs = (Membership.household_id == household_id, Membership.until_at.is_(None))
    children = select(Membership.person_id).where(*theirs)
    session.execute(
        update(Guardianship)
        .where(Guardianship.child_id.in_(children), Guardianship.until_at.is_(None))
        .values(until_at=now)
    )
    session.execute(update(Membership).where(*theirs).values(until_at=now))
    for model in (HouseholdLook, HouseholdCard, JoinRequest, MovingCode, HouseholdGoal):
        session.execute(delete(model).where(model.household_id == household_id))
    emptied = update(Household).where(Household.id == household_id)
    session.execute(emptied.values(nickname="", phone="", hidden_at=now))
    accounts.forget_home(session, household_id=household_id, now=now)


def erase_person(session: Session, *, person_id: int, now: datetime) -> None:
    """The dates of a membership stay without a name: without them the home's count would change."""
    session.execute(
        update(Membership)
        .where(Membership.person_id == person_id, Membership.until_at.is_(None))
        .values(until_at=now)
    )
    session.execute(
        delete(Guardianship).where(
            or_(Guardianship.child_id == person_id, Guardianship.guardian_id == person_id)
        )
    )
    for model in (PersonCard, MovingCode):
        session.execute(delete(model).where(model.person_id == person_id))
    session.execute(update(JoinRequest).where(JoinRequest.decided_by == person_id).values(decided_by=None))
