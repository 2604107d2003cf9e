"""Who belongs to a home."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, true

from learnhub.accounts.models import Person
from learnhub.households.models import Household, HouseholdGoal, Membership
from learnhub.households.rules import HOME_SIZE


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One tile of the chooser. `code` is what the form sends."""

    code: str
    name: str
    avatar: str


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """An unknown phone has no home: an empty nickname and no members."""

    onward: Mapping[str, str]
    key: str
    nickname: str = ""
    members: tuple[MemberCard, ...] = ()

    @property
    def is_full(self) -> bool:
        return len(self.members) >= HOME_SIZE


@dataclass(frozen=True, slots=True)
class PresentMember:
    """Somebody who belongs to the home today."""

    person_id: int
    code: str
    name: str
    avatar: str


@dataclass(frozen=True, slots=True)
class FoundMember:
    household_id: int
    person_id: int
    is_open: bool


# Who counts as an adult of a home. Nobody is known to be a child yet.
IS_ADULT: ColumnElement[bool] = true()

_MEMBERS = (
    select(Household.nickname, Person.code, Person.name, Person.avatar)
    .select_from(Household)
    .outerjoin(Membership, and_(Membership.household_id == Household.id, Membership.until_at.is_(None)))
    .outerjoin(Person, Person.id == Membership.person_id)
    .where(Household.id == bindparam("household_id"))
    .order_by(Membership.id)
)
_PRESENT = (
    select(Person.id, Person.code, Person.name, Person.avatar)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.household_id == bindparam("household_id"), Membership.until_at.is_(None))
    .order_by(Membership.id)
)
_BY_CODE = (
    select(Membership.household_id, Membership.person_id, Membership.until_at.is_(None))
    .join(Person, Person.id == Membership.person_id)
    .where(Person.code == bindparam("code"))
    .order_by(Membership.id.desc())
    .limit(1)
)


def chooser_page(
    connection: Connection, *, household_id: int | None, onward: Mapping[str, str], key: str
) -> ChooserPage:
    """The people of the phone's home, in the order in which they joined.

    One statement; none for a phone without a home.
    """
    if household_id is None:
        return ChooserPage(onward, key)
    rows = connection.execute(_MEMBERS, {"household_id": household_id}).all()
    members = tuple(MemberCard(code, name, avatar) for _, code, name, avatar in rows if code)
    return ChooserPage(onward, key, rows[0].nickname, members)


def list_present(connection: Connection, *, household_id: int) -> tuple[PresentMember, ...]:
    """In the order in which they joined. One statement."""
    rows = connection.execute(_PRESENT, {"household_id": household_id})
    return tuple(PresentMember(*row) for row in rows)


def find_goal(connection: Connection, *, household_id: int) -> int | None:
    """Lessons a month. One statement."""
    return connection.scalar(
        select(HouseholdGoal.lessons).where(HouseholdGoal.household_id == bindparam("household_id")),
        {"household_id": household_id},
    )


def find_member(connection: Connection, *, code: str) -> FoundMember | None:
    """The home in which the person of this code is, or was last. One statement."""
    row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
    return FoundMember(*row) if row else None
