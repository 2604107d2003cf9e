"""Who belongs to a home today, and what it means to learn in a month."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, select

from learnhub.accounts.models import Person
from learnhub.households.models import Household, HouseholdGoal, Membership
from learnhub.units.models import Unit

# Who counts as an adult of a home.
IS_ADULT: ColumnElement[bool] = Person.is_child.is_(False)


@dataclass(frozen=True, slots=True)
class PresentMember:
    """Somebody who belongs to the home today. Of whom nothing is kept, `is_kept` is false."""

    person_id: int
    code: str
    name: str
    avatar: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class HomeDetails:
    """What a home says of itself. `ward` is the code of its unit; without a phone number `phone` is empty."""

    nickname: str
    ward: str
    phone: str


_IS_KEPT = Person.withdrawn_at.is_(None) & Person.hidden_at.is_(None)
_PRESENT = (
    select(Person.id, Person.code, Person.name, Person.avatar, _IS_KEPT)
    .join(Membership, Membership.person_id == Person.id)
    .where(
        Membership.household_id == bindparam("household_id"),
        Membership.until_at.is_(None),
    )
    .order_by(Membership.id)
)


def list_present(connection: Connection, *, household_id: int) -> tuple[PresentMember, ...]:
    """In the order in which they joined, also who is to be erased: pages leave out who is not kept.

    One statement.
    """
    rows = connection.execute(_PRESENT, {"household_id": household_id})
    return tuple(PresentMember(*row) for row in rows)


def get_details(connection: Connection, *, household_id: int) -> HomeDetails:
    """One statement."""
    found = select(Household.nickname, Unit.code, Household.phone).join(Unit, Unit.id == Household.unit_id)
    return HomeDetails(*connection.execute(found.where(Household.id == household_id)).one())


def find_goal(connection: Connection, *, household_id: int) -> int | None:
    """Lessons a month. One statement."""
    return connection.scalar(
        select(HouseholdGoal.lessons).where(HouseholdGoal.household_id == bindparam("household_id")),
        {"household_id": household_id},
    )
