"""Phones that ask to join a home: what the phone itself sees, its home, and who helps there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, exists, func, select

from learnhub.accounts.queries import helped_units
from learnhub.households import rules
from learnhub.households.errors import AskNotFound
from learnhub.households.models import Household, HouseholdLook, JoinRequest
from learnhub.kit.errors import Forbidden
from learnhub.units.models import Unit


@dataclass(frozen=True, slots=True)
class AskingPhone:
    """A phone that waits. `number` stands on its screen too; `nickname` is empty before a helper looked."""

    ask: str
    number: str
    asked_at: datetime
    unit_name: str = ""
    nickname: str = ""
    phone: str = ""
    household_id: int | None = None


@dataclass(frozen=True, slots=True)
class AskedPhone:
    """What the asking phone may know: nothing of the home before it is let in."""

    ask: str
    number: str
    state: Literal["waiting", "let_in", "refused", "over"]
    nickname: str = ""
    household_id: int | None = None


_WAITING = (JoinRequest.decided_at.is_(None), JoinRequest.asked_at > bindparam("since"))
# For a page that only says how many there are: a part of a statement about `Household`, as of `since`.
WAITING_PHONES = (
    select(func.count())
    .select_from(JoinRequest)
    .where(JoinRequest.household_id == Household.id, *_WAITING)
    .correlate(Household)
    .scalar_subquery()
)
_OF_HOME = (
    select(JoinRequest.id, JoinRequest.number, JoinRequest.asked_at)
    .where(JoinRequest.household_id == bindparam("household_id"), *_WAITING)
    .order_by(JoinRequest.asked_at)
)
_WITH_HOME = (
    select(
        JoinRequest.id,
        JoinRequest.number,
        JoinRequest.asked_at,
        Unit.name,
        Household.nickname,
        Household.phone,
        Household.id,
    )
    .join(Household, Household.id == JoinRequest.household_id)
    .join(Unit, Unit.id == Household.unit_id)
    .where(
        Household.unit_id.in_(bindparam("units", expanding=True)), Household.hidden_at.is_(None), *_WAITING
    )
    .order_by(JoinRequest.asked_at)
)
_LOOKED_AT = _WITH_HOME.where(
    JoinRequest.id == bindparam("ask"),
    exists().where(
        HouseholdLook.household_id == JoinRequest.household_id,
        HouseholdLook.person_id == bindparam("person_id"),
        HouseholdLook.what == "phone_seen",
        HouseholdLook.looked_at > bindparam("since"),
    ),
)
_ASKED = (
    select(
        JoinRequest.id,
        JoinRequest.number,
        JoinRequest.asked_at,
        JoinRequest.decision,
        JoinRequest.decided_at,
        JoinRequest.used_at,
        JoinRequest.household_id,
        Household.nickname,
    )
    .join(Household, Household.id == JoinRequest.household_id)
    .where(JoinRequest.id == bindparam("ask"), JoinRequest.phone == bindparam("phone"))
)


def list_asking(
    connection: Connection, *, household_id: int | None, now: datetime
) -> tuple[AskingPhone, ...]:
    """The phones that wait for this home's answer. One statement; none without a home."""
    if household_id is None:
        return ()
    values = {"household_id": household_id, "since": now - rules.ASK_LIFE}
    rows = connection.execute(_OF_HOME, values)
    return tuple(AskingPhone(str(ask), number, at) for ask, number, at in rows)


def list_asking_in(connection: Connection, *, person_id: int, now: datetime) -> tuple[AskingPhone, ...]:
    """The phones that wait in the units whose homes this person helps; which homes they are is not said.

    Three statements.
    Source: docs/rules.md, H6.
    Raises Forbidden: helps nowhere.
    """
    values = {"units": _helped(connection, person_id, now), "since": now - rules.ASK_LIFE}
    rows = connection.execute(_WITH_HOME, values)
    return tuple(AskingPhone(str(ask), number, at, unit) for ask, number, at, unit, _, _, _ in rows)


def helper_page(connection: Connection, *, ask: str, person_id: int, now: datetime) -> AskingPhone:
    """One phone that waits, with its home, for a helper who has just said that they look. Three statements.

    Raises AskNotFound: not of their units, answered, too old, or not looked at; Forbidden: helps nowhere.
    """
    values = {
        "units": _helped(connection, person_id, now),
        "since": now - rules.ASK_LIFE,
        "ask": rules.ask_id(ask),
        "person_id": person_id,
    }
    row = connection.execute(_LOOKED_AT, values).one_or_none()
    if row is None:
        raise AskNotFound
    found, number, asked_at, unit, nickname, phone, household_id = row
    return AskingPhone(str(found), number, asked_at, unit, nickname, phone, household_id)


def find_asked(connection: Connection, *, ask: str, phone: str, now: datetime) -> AskedPhone:
    """How the asking phone's own wish stands. One statement.

    Raises AskNotFound: nobody asked so, or another phone.
    """
    row = connection.execute(_ASKED, {"ask": rules.ask_id(ask), "phone": phone}).one_or_none()
    if row is None or not phone:
        raise AskNotFound
    since = now - rules.ASK_LIFE
    if row.decision == "let_in" and row.used_at is None and row.decided_at > since:
        return AskedPhone(str(row.id), row.number, "let_in", row.nickname, row.household_id)
    if row.decision == "refused":
        return AskedPhone(str(row.id), row.number, "refused")
    is_open = row.decided_at is None and row.asked_at > since
    return AskedPhone(str(row.id), row.number, "waiting" if is_open else "over")


def has_entered(connection: Connection, *, ask: str, phone: str, household_id: int | None) -> bool:
    """This very phone came into this home by its question: its form is sent again. One statement; none for
    a phone without a home.

    Raises AskNotFound: no question could be called so.
    """
    if household_id is None:
        return False
    theirs = select(JoinRequest.id).where(JoinRequest.id == rules.ask_id(ask), JoinRequest.phone == phone)
    used = theirs.where(JoinRequest.household_id == household_id, JoinRequest.used_at.is_not(None))
    return connection.execute(used).first() is not None


def _helped(connection: Connection, person_id: int, now: datetime) -> Collection[int]:
    units = helped_units(connection, person_id=person_id, now=now)
    if not units:
        raise Forbidden
    return sorted(units)
