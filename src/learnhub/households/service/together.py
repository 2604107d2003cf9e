"""What a home is called, what it wants to reach together, and what each member lets it see."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import MemberNotFound
from learnhub.households.models import Household, HouseholdGoal, Membership
from learnhub.households.service.members import lock_homes
from learnhub.kit.upsert import insert_or_change, rows_changed


def describe_home(
    session: Session, *, household_id: int, by_id: int | None, nickname: str, unit_id: int, phone: str
) -> None:
    """An adult says how the home is called, where it is and which phone number it has, or none.

    Who was kept under the former ward is kept under the new one, so that its helpers are theirs.
    Source: docs/rules.md, H71.
    Raises AdultNeeded, HomeEnded, NicknameMissing, PhoneUnreadable, UnreadableText, TextTooLong.
    """
    (home,) = lock_homes(session, household_id)
    home.adult(by_id)
    details = {"nickname": rules.nickname(nickname), "unit_id": unit_id, "phone": rules.phone_number(phone)}
    session.execute(update(Household).where(Household.id == household_id).values(details))
    for person in (*home.people, *home.waiting):
        accounts.change_unit(session, person_id=person.id, from_unit_id=home.unit_id, to_unit_id=unit_id)


def set_goal(session: Session, *, household_id: int, lessons: int | None) -> None:
    """Lessons a month, as rules.goal read them; none takes the goal away. Source: docs/rules.md, H53."""
    if lessons is None:
        session.execute(delete(HouseholdGoal).where(HouseholdGoal.household_id == household_id))
    else:
        insert_or_change(session, HouseholdGoal, _new_goal, household_id=household_id, lessons=lessons)


def close_invitation(session: Session, *, household_id: int, now: datetime) -> None:
    """A home of one person is not asked again to add a second."""
    session.execute(update(Household).where(Household.id == household_id).values(invitation_closed_at=now))


def choose_shown(session: Session, *, person_id: int, lessons: bool, certificates: bool) -> None:
    """What the home of today may see of a person.

    Source: docs/rules.md, H54.
    Raises MemberNotFound: they belong to no home.
    """
    mine = update(Membership).where(Membership.person_id == person_id, Membership.until_at.is_(None))
    if rows_changed(session, mine.values(shows_lessons=lessons, shows_certificates=certificates)) != 1:
        raise MemberNotFound


def _new_goal(new: HouseholdGoal) -> dict[str, object]:
    return {"lessons": new.lessons}
