"""Members before their lock, and those whom only a card or a helper lets in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select

from learnhub.accounts.models import Lock, LockTry, Person
from learnhub.accounts.queries import lock_standing
from learnhub.accounts.rules import could_be_code
from learnhub.accounts.rules.locks import DAY, MOST_A_MEMBER, WAIT_EVERY, Standing
from learnhub.households.errors import MemberNotFound
from learnhub.households.models import Household, HouseholdLook, Membership
from learnhub.households.rules import LOOK_LIFE
from learnhub.units.models import Unit


@dataclass(frozen=True, slots=True)
class LockedMember:
    """A member of the phone's home before their lock. Without a lock `lock` is empty."""

    code: str
    name: str
    address_as: str
    avatar: str
    help_phone: str
    lock: str
    standing: Standing

    @property
    def opens_at(self) -> datetime | None:
        """Pages show whole minutes, so this is the first one in which a try is open."""
        return self.standing.until + timedelta(minutes=1) if self.standing.until else None


@dataclass(frozen=True, slots=True)
class ClosedLock:
    """Somebody before whom a lock stays shut, and since when; whose it is only says a look that is kept.

    With `is_closed` only a card or a helper opens it; without, it waits after five wrong tries in a row.
    """

    code: str
    unit_name: str
    closed_at: datetime
    is_closed: bool
    name: str = ""
    nickname: str = ""
    phone: str = ""


_LOCKED_MEMBER = (
    select(
        *(Person.id, Person.code, Person.name, Person.address_as, Person.avatar, Unit.help_phone),
        Lock.kind.label("lock"),
    )
    .join(Membership, and_(Membership.person_id == Person.id, Membership.until_at.is_(None)))
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(Lock, Lock.person_id == Person.id)
    .where(
        Person.code == bindparam("code"),
        Person.hidden_at.is_(None),
        Membership.household_id == bindparam("household_id"),
    )
)
# Older tries are removed before a new one is counted, so that ten are always ten of one day.
_IN_A_ROW = func.count(LockTry.id).filter(
    LockTry.is_settled.is_(False), LockTry.tried_at > bindparam("since")
)
_CLOSED = (
    select(
        LockTry.person_id,
        func.max(LockTry.tried_at).label("closed_at"),
        (func.count(LockTry.id) >= MOST_A_MEMBER).label("is_closed"),
    )
    .group_by(LockTry.person_id)
    .having(or_(func.count(LockTry.id) >= MOST_A_MEMBER, _IN_A_ROW >= WAIT_EVERY))
    .subquery()
)
_CLOSED_LOCKS = (
    select(
        *(Person.code, Unit.name, _CLOSED.c.closed_at, _CLOSED.c.is_closed),
        *(Person.name, Household.nickname, Household.phone),
    )
    .join(_CLOSED, _CLOSED.c.person_id == Person.id)
    .join(Lock, Lock.person_id == Person.id)
    .join(Membership, and_(Membership.person_id == Person.id, Membership.until_at.is_(None)))
    .join(Household, Household.id == Membership.household_id)
    .join(Unit, Unit.id == Household.unit_id)
    .where(
        Household.unit_id.in_(bindparam("unit_ids", expanding=True)),
        Household.hidden_at.is_(None),
        Person.hidden_at.is_(None),
    )
    .order_by(_CLOSED.c.closed_at, Person.id)
)
_CLOSED_LOCK = _CLOSED_LOCKS.where(Person.code == bindparam("code"))
_LOOKED_AT = _CLOSED_LOCK.where(
    exists().where(
        HouseholdLook.household_id == Household.id,
        HouseholdLook.person_id == bindparam("helper_id"),
        HouseholdLook.what == "lock_seen",
        HouseholdLook.looked_at > bindparam("looked_since"),
    ),
)


def locked_member(
    connection: Connection, *, household_id: int, code: str, phone: str, now: datetime
) -> LockedMember:
    """A member of this very home, and whether this phone may try their lock now.

    Two statements.
    Raises MemberNotFound.
    """
    values = {"code": code, "household_id": household_id}
    row = connection.execute(_LOCKED_MEMBER, values).one_or_none() if could_be_code(code) else None
    if row is None:
        raise MemberNotFound
    standing = lock_standing(connection, person_id=row.id, phone=phone, now=now)
    return LockedMember(*row[1:5], help_phone=row.help_phone or "", lock=row.lock or "", standing=standing)


def closed_locks(
    connection: Connection, *, unit_ids: frozenset[int], now: datetime
) -> tuple[ClosedLock, ...]:
    """Members of homes in these units who tried in vain: whoever forgot a secret is among them.

    One statement. Who they are is not said.
    Source: docs/rules.md, H6.
    """
    rows = connection.execute(_CLOSED_LOCKS, {"unit_ids": list(unit_ids), "since": now - DAY})
    return tuple(
        ClosedLock(code, unit_name, closed_at, bool(is_closed))
        for code, unit_name, closed_at, is_closed, *_ in rows
    )


def is_lock_closed(connection: Connection, *, code: str, unit_id: int, now: datetime) -> bool:
    """Whether this member of a home in the unit is one of them. One statement."""
    values = {"unit_ids": [unit_id], "since": now - DAY, "code": code}
    return connection.execute(_CLOSED_LOCK, values).first() is not None


def looked_at_lock(
    connection: Connection, *, code: str, unit_ids: frozenset[int], helper_id: int, now: datetime
) -> ClosedLock:
    """One of them with their home, for a helper who has just said that they look. One statement.

    Raises MemberNotFound: not of these units, not shut, or not looked at.
    """
    values = {
        "unit_ids": list(unit_ids),
        "since": now - DAY,
        "code": code,
        "helper_id": helper_id,
        "looked_since": now - LOOK_LIFE,
    }
    row = connection.execute(_LOOKED_AT, values).one_or_none() if could_be_code(code) else None
    if row is None:
        raise MemberNotFound
    found, unit_name, closed_at, is_closed, name, nickname, phone = row
    return ClosedLock(found, unit_name, closed_at, bool(is_closed), name, nickname, phone)
