"""Codes that bring somebody from one home to another, and whom they bring."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, or_, select

from learnhub.households.errors import MovingCodeUnknown
from learnhub.households.models import Membership, MovingCode
from learnhub.households.queries.members import Home, HomePerson, get_home
from learnhub.households.rules import MOVING_LETTERS, MOVING_LIFE
from learnhub.kit.ids import read_code


@dataclass(frozen=True, slots=True)
class Moving:
    """Who comes with a code: one person, or with none named everybody of the home."""

    id: int
    home: Home
    person: HomePerson | None


_MOVING = select(MovingCode.id, MovingCode.household_id, MovingCode.person_id).where(
    MovingCode.code_hash == bindparam("code_hash"),
    MovingCode.used_at.is_(None),
    MovingCode.made_at > bindparam("since"),
)


_CAME_IN = (
    select(MovingCode.id)
    .join(Membership, Membership.since_at == MovingCode.used_at)
    .where(
        MovingCode.code_hash == bindparam("code_hash"),
        Membership.household_id == bindparam("household_id"),
        or_(MovingCode.person_id.is_(None), MovingCode.person_id == Membership.person_id),
    )
    .limit(1)
)


def find_moving(connection: Connection, *, typed: str, now: datetime) -> Moving:
    """What a typed code brings. Two statements.

    Raises MovingCodeUnknown, also when the person left the home in which the code was made.
    """
    code = read_code(typed, MOVING_LETTERS)
    values = {"code_hash": code_hash(code or ""), "since": now - MOVING_LIFE}
    row = connection.execute(_MOVING, values).one_or_none()
    if row is None:
        raise MovingCodeUnknown
    home = get_home(connection, household_id=row.household_id)
    person = home.find(row.person_id)
    if not home.people or (person is None and row.person_id is not None):
        raise MovingCodeUnknown
    return Moving(row.id, home, person)


def came_in(connection: Connection, *, typed: str, household_id: int) -> bool:
    """This code has brought somebody into this very home: its form is sent again. One statement."""
    code = read_code(typed, MOVING_LETTERS)
    values = {"code_hash": code_hash(code or ""), "household_id": household_id}
    return connection.execute(_CAME_IN, values).first() is not None


def code_hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
