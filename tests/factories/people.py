"""People, homes and open sessions.

Cast: Amina learns, Ben is a stranger, Dung is an official, Lan runs the site.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from learnhub.accounts.models import Account, Person, PhoneSession, Position
from learnhub.accounts.queries import token_hash
from learnhub.households.models import Household, Membership
from learnhub.units.models import Unit
from tests.conftest import NOW

_numbers = count(1)


def make_unit(session: Session, name: str = "Phường Tương Mai", help_phone: str = "0900 000 000") -> Unit:
    unit = Unit(
        code=f"unit-{next(_numbers)}", kind="commune", name=name, help_phone=help_phone, parent_id=None
    )
    session.add(unit)
    session.flush()
    return unit


def make_person(session: Session, name: str = "Amina", unit: Unit | None = None) -> Person:
    person = Person(
        code=f"person-{next(_numbers)}",
        name=name,
        avatar="rice",
        address_as="",
        unit_id=unit.id if unit else None,
        created_at=NOW,
    )
    session.add(person)
    session.flush()
    return person


def make_household(session: Session, *members: Person, unit: Unit | None = None) -> Household:
    household = Household(
        code=f"home-{next(_numbers)}",
        nickname="Bà Ba",
        unit_id=(unit or make_unit(session)).id,
        created_at=NOW,
    )
    session.add(household)
    session.flush()
    for member in members:
        session.add(
            Membership(household_id=household.id, person_id=member.id, since_at=NOW - timedelta(days=1))
        )
    session.flush()
    return household


def make_official(session: Session, name: str = "Dung", role: str = "official") -> Person:
    unit = make_unit(session)
    person = make_person(session, name, unit)
    session.add(
        Account(
            person_id=person.id,
            login=f"login-{person.id}",
            password_hash="-",
            is_active=True,
            created_at=NOW,
        )
    )
    session.add(Position(person_id=person.id, unit_id=unit.id, role=role, since_on=NOW.date()))
    session.flush()
    return person


@dataclass(frozen=True)
class Phone:
    """A browser's session; `token` goes into the cookie."""

    token: str
    session_id: int


def make_phone(
    session: Session,
    person: Person | None = None,
    household: Household | None = None,
    *,
    expires_at: datetime = NOW + timedelta(days=30),
) -> Phone:
    """With an account when the person has one, as the chosen member of a home otherwise."""
    account = session.query(Account).filter_by(person_id=person.id).one_or_none() if person else None
    token = f"token-{next(_numbers)}"
    row = PhoneSession(
        token_hash=token_hash(token),
        phone=f"phone-{token}",
        household_id=household.id if household else None,
        person_id=person.id if person else None,
        account_id=account.id if account else None,
        created_at=NOW,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return Phone(token, row.id)
