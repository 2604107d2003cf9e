"""A home is hidden, shown again, or erased; and a person who is erased leaves their home."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households.errors import ChildrenStay, MemberNotFound
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
from learnhub.households.queries import find_home_without_care
from learnhub.households.service.homes import end_membership
from learnhub.households.service.members import lock_homes, take_care


def check_cares_for_nobody(session: Session, *, person_id: int) -> None:
    """Their home is locked until the transaction ends: nobody gives them a child meanwhile.

    Raises ChildrenStay: another adult must care for the children before this one goes.
    """
    home = select(Household.id).join(Membership, Membership.household_id == Household.id)
    theirs = home.where(Membership.person_id == person_id, Membership.until_at.is_(None))
    session.execute(theirs.with_for_update(of=Household))
    cared = select(Guardianship.id).where(
        Guardianship.guardian_id == person_id, Guardianship.until_at.is_(None)
    )
    if session.scalars(cared).first() is not None:
        raise ChildrenStay


def care_again(
    session: Session, *, household_id: int, person_id: int, by_id: int | None, now: datetime
) -> None:
    """A child who stays after all is cared for by the adult who keeps them, with that adult's own yes.

    Source: docs/rules.md, H40, H64.
    Raises MemberNotFound, AdultNeeded.
    """
    (home,) = lock_homes(session, household_id)
    person = home.find(person_id)
    if person is None:
        raise MemberNotFound
    if person.is_child:
        take_care(session, person_id, home.adult(by_id).id, now)


def let_child_go(session: Session, *, person_id: int, now: datetime) -> None:
    """A child for whom nobody cares belongs to no home; an adult of the last one may take them back."""
    household_id = find_home_without_care(session.connection(), person_id=person_id)
    if household_id is not None:
        end_membership(session, household_id=household_id, person_id=person_id, now=now)


def hide_home(session: Session, *, household_id: int, now: datetime) -> None:
    """Those who help are shown this home no more. Its own people go on as before."""
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=now))


def show_home(session: Session, *, household_id: int) -> None:
    session.execute(update(Household).where(Household.id == household_id).values(hidden_at=None))


def erase_home(session: Session, *, household_id: int, now: datetime) -> None:
    """The nickname, the phones, the card and who looked. The people are free; what they learned is theirs.

    From its first statement on nobody joins it. Whoever cared for a child there does so no more. The row
    and the dates of its memberships stay for the counts of the ward.
    Source: docs/rules.md, H40, H65, R-32.
    """
    emptied = update(Household).where(Household.id == household_id)
    session.execute(emptied.values(nickname="", phone="", hidden_at=now, closed_at=now))
    stays = (Membership.household_id == household_id, Membership.until_at.is_(None))
    cared = Guardianship.child_id.in_(select(Membership.person_id).where(*stays))
    care = update(Guardianship).where(cared, Guardianship.until_at.is_(None))
    session.execute(care.values(until_at=now))
    session.execute(update(Membership).where(*stays).values(until_at=now))
    for model in (HouseholdLook, HouseholdCard, JoinRequest, MovingCode, HouseholdGoal):
        session.execute(delete(model).where(model.household_id == household_id))
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
