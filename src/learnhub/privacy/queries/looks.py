"""Who looked at a home, or did something for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from learnhub.accounts.models import Person, Position
from learnhub.accounts.queries import ROLE_BY_RANK, role_rank
from learnhub.households.models import HouseholdLook, Membership
from learnhub.privacy.rules import LOOKS, LOOKS_A_PAGE, ROLES


@dataclass(frozen=True, slots=True)
class Look:
    """`name` is a first name, empty for somebody who was erased. `role` is a message id."""

    name: str
    role: str
    what: str
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class LooksPage:
    """`number` counts pages from 1."""

    looks: tuple[Look, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // LOOKS_A_PAGE))


# The role that somebody had on the day of the look.
_ROLE = (
    select(func.max(role_rank(Position.role)))
    .where(
        Position.person_id == HouseholdLook.person_id,
        Position.since_on <= func.date(HouseholdLook.looked_at),
        or_(Position.until_on.is_(None), Position.until_on >= func.date(HouseholdLook.looked_at)),
    )
    .correlate(HouseholdLook)
    .scalar_subquery()
)
_LOOKS = (
    select(Person.name, _ROLE.label("role_rank"), HouseholdLook.what, HouseholdLook.looked_at)
    .select_from(HouseholdLook)
    .join(Person, Person.id == HouseholdLook.person_id)
    .order_by(HouseholdLook.looked_at.desc(), HouseholdLook.id.desc())
)
_OF_HOME = (
    _LOOKS.where(HouseholdLook.household_id == bindparam("household_id"))
    .limit(LOOKS_A_PAGE)
    .offset(bindparam("offset"))
)
_COUNT = (
    select(func.count())
    .select_from(HouseholdLook)
    .where(HouseholdLook.household_id == bindparam("household_id"))
)
_AT_PERSON = _LOOKS.join(
    Membership,
    and_(
        Membership.household_id == HouseholdLook.household_id,
        Membership.since_at <= HouseholdLook.looked_at,
        or_(Membership.until_at.is_(None), Membership.until_at > HouseholdLook.looked_at),
    ),
).where(Membership.person_id == bindparam("person_id"), HouseholdLook.looked_at >= bindparam("since"))


def looks_page(connection: Connection, *, household_id: int, number: int) -> LooksPage:
    """The newest first, 50 a page. Two statements."""
    total = connection.execute(_COUNT, {"household_id": household_id}).scalar_one()
    number = min(max(number, 1), max(1, -(-total // LOOKS_A_PAGE)))
    values = {"household_id": household_id, "offset": (number - 1) * LOOKS_A_PAGE}
    return LooksPage(tuple(map(_look, connection.execute(_OF_HOME, values))), number, total)


def list_looks_at(connection: Connection, *, person_id: int, since: datetime) -> tuple[Look, ...]:
    """Everybody who looked at a home while this person belonged to it. One statement.

    Source: docs/rules.md, H68.
    """
    return tuple(map(_look, connection.execute(_AT_PERSON, {"person_id": person_id, "since": since})))


def _look(row: Row[tuple[str, int, str, datetime]]) -> Look:
    role = ROLES[ROLE_BY_RANK[row.role_rank]] if row.role_rank else ""
    return Look(row.name.split()[-1] if row.name else "", role, LOOKS[row.what], row.looked_at)
