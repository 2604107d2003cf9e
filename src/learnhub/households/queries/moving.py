"""Codes that bring somebody from one home to another, and whom they bring."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, select

from learnhub.households.errors import MovingCodeUnknown
from learnhub.households.models import MovingCode
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


def code_hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
