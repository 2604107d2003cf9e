"""The people of a home, with who cares for whom, as verbs and forms ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from learnhub.accounts.models import Person
from learnhub.accounts.rules import could_be_code
from learnhub.households.errors import AdultNeeded, GuardianMissing, MemberNotFound
from learnhub.households.models import Guardianship, Household, Membership
from learnhub.households.rules import TAKE_BACK


@dataclass(frozen=True, slots=True)
class HomePerson:
    """Somebody who belongs to a home today. `guardian_id`: who cares for this child.

    `is_waiting`: to be erased.
    """

    id: int
    code: str
    name: str
    address_as: str
    avatar: str
    is_child: bool
    since_at: datetime
    guardian_id: int | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who may come into a home: `household_id` is the one to which they belong."""

    id: int
    name: str
    avatar: str
    is_child: bool
    unit_id: int | None
    household_id: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """A home and everybody in it, in the order in which they joined.

    `waiting` are to be erased: nobody is shown them, and they have their place until that day.
    """

    id: int
    nickname: str
    unit_id: int
    people: tuple[HomePerson, ...]
    waiting: tuple[HomePerson, ...]

    @property
    def size(self) -> int:
        return len(self.people) + len(self.waiting)

    @property
    def adults(self) -> tuple[HomePerson, ...]:
        return tuple(person for person in self.people if not person.is_child)

    def find(self, person_id: int | None) -> HomePerson | None:
        return next((person for person in self.people if person.id == person_id), None)

    def get(self, code: str) -> HomePerson:
        """Raises MemberNotFound."""
        for person in self.people:
            if person.code == code:
                return person
        raise MemberNotFound

    def adult(self, person_id: int | None) -> HomePerson:
        """Raises AdultNeeded: a child, or nobody of this home."""
        person = self.find(person_id)
        if person is None or person.is_child:
            raise AdultNeeded
        return person

    def guardian(self, code: str) -> HomePerson:
        """The adult of this home who was chosen to care for a child. Raises GuardianMissing."""
        for person in self.adults:
            if person.code == code:
                return person
        raise GuardianMissing

    def children_of(self, person_id: int) -> tuple[HomePerson, ...]:
        return tuple(person for person in self.people if person.guardian_id == person_id)


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody who left a home and joined no other."""

    id: int
    code: str
    name: str
    avatar: str
    is_child: bool
    left_at: datetime


_HOME = (
    select(
        Household.id.label("household_id"),
        Household.nickname,
        Household.unit_id,
        Person.id,
        Person.code,
        Person.name,
        Person.address_as,
        Person.avatar,
        Person.is_child,
        Membership.since_at,
        Guardianship.guardian_id,
        Person.hidden_at.is_not(None),
    )
    .select_from(Household)
    .outerjoin(Membership, and_(Membership.household_id == Household.id, Membership.until_at.is_(None)))
    .outerjoin(Person, Person.id == Membership.person_id)
    .outerjoin(Guardianship, and_(Guardianship.child_id == Person.id, Guardianship.until_at.is_(None)))
    .where(Household.id == bindparam("household_id"))
    .order_by(Membership.id)
)
_NEWCOMER = (
    select(Person.id, Person.name, Person.avatar, Person.is_child, Person.unit_id, Membership.household_id)
    .outerjoin(Membership, and_(Membership.person_id == Person.id, Membership.until_at.is_(None)))
    .where(Person.id == bindparam("person_id"))
)
_Later = aliased(Membership)
_LATEST = (
    select(func.max(_Later.id))
    .where(_Later.person_id == Membership.person_id)
    .correlate(Membership)
    .scalar_subquery()
)
_FORMER = (
    select(
        Person.id,
        Person.code,
        Person.name,
        Person.avatar,
        Person.is_child,
        Membership.until_at.label("left_at"),
    )
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.household_id == bindparam("household_id"),
        Membership.until_at > bindparam("since"),
        Membership.id == _LATEST,
        Person.hidden_at.is_(None),
    )
    .order_by(Membership.until_at.desc(), Membership.id.desc())
)


_CARE = (
    select(Person.is_child, Guardianship.guardian_id)
    .outerjoin(Guardianship, and_(Guardianship.child_id == Person.id, Guardianship.until_at.is_(None)))
    .where(Person.id == bindparam("person_id"))
)


def get_home(connection: Connection, *, household_id: int) -> Home:
    """Everybody who belongs to a home. One statement, however many there are."""
    rows: Sequence[Any] = connection.execute(_HOME, {"household_id": household_id}).all()
    everybody = [HomePerson(*row[3:]) for row in rows if row.code]
    people = tuple(person for person in everybody if not person.is_waiting)
    waiting = tuple(person for person in everybody if person.is_waiting)
    return Home(rows[0].household_id, rows[0].nickname, rows[0].unit_id, people, waiting)


def list_former(connection: Connection, *, household_id: int, now: datetime) -> tuple[Former, ...]:
    """Whom the home can still take back, the last one first. One statement."""
    rows = connection.execute(_FORMER, {"household_id": household_id, "since": now - TAKE_BACK})
    return tuple(Former(**row) for row in rows.mappings())


def find_home_without_care(connection: Connection, *, person_id: int) -> int | None:
    """Where a child belongs for whom nobody cares; None for everybody else. One statement."""
    stay = select(Membership.household_id).join(Person, Person.id == Membership.person_id)
    cared = exists().where(Guardianship.child_id == Person.id, Guardianship.until_at.is_(None))
    here = stay.where(Person.id == person_id, Person.is_child, ~cared, Membership.until_at.is_(None))
    return connection.scalar(here)


def find_newcomer(connection: Connection, *, person_id: int) -> Newcomer:
    """Somebody in front of a phone, and the home to which they belong, if any. One statement."""
    return Newcomer(*connection.execute(_NEWCOMER, {"person_id": person_id}).one())


def was_member(connection: Connection, *, household_id: int, code: str) -> bool:
    """Belonged to this home at any time. One statement; none for what is nobody's code."""
    stays = select(Membership.id).join(Person, Person.id == Membership.person_id)
    here = stays.where(Membership.household_id == household_id, Person.code == code)
    return could_be_code(code) and connection.execute(here).first() is not None


def guardian_of(connection: Connection, *, person_id: int) -> int | None:
    """Who agrees for this person: nobody for an adult. One statement.

    Raises AdultNeeded: a child for whom nobody cares.
    """
    is_child, guardian_id = connection.execute(_CARE, {"person_id": person_id}).one()
    if is_child and guardian_id is None:
        raise AdultNeeded
    return guardian_id if is_child else None
