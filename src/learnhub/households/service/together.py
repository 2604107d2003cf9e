"""What a home wants to reach together, and what each member lets it see."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from learnhub.households.errors import MemberNotFound
from learnhub.households.models import Household, HouseholdGoal, Membership
from learnhub.kit.upsert import insert_or_change, rows_changed


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
