"""The register of requests, and what an erasure would do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from learnhub.accounts.models import Person
from learnhub.certificates.models import Certificate
from learnhub.households.models import Household, Membership
from learnhub.kit.errors import NotFound
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.rules.register import Entry
from learnhub.progress.models import MemberProgress
from learnhub.quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom an erasure is about: a person, or a home when `household_id` is given."""

    request_id: int
    kind: str
    person_id: int
    household_id: int | None


@dataclass(frozen=True, slots=True)
class ErasePage:
    """What goes and what stays. `name` is the person's, or the home's."""

    name: str
    lessons: int
    attempts: int
    certificates: int
    others: int
    due_at: datetime


_COUNTS = (
    select(func.count()).select_from(Attempt).where(Attempt.person_id == Person.id).scalar_subquery(),
    select(func.count()).select_from(Certificate).where(Certificate.person_id == Person.id).scalar_subquery(),
)
_ME = (
    select(Person.name, MemberProgress.finished_lessons, *_COUNTS)
    .outerjoin(MemberProgress, MemberProgress.person_id == Person.id)
    .where(Person.id == bindparam("person_id"))
)
_OTHERS = (
    select(func.count())
    .select_from(Membership)
    .where(
        Membership.household_id == bindparam("household_id"),
        Membership.person_id != bindparam("person_id"),
        Membership.until_at.is_(None),
    )
)
_HOME = select(Household.nickname, _OTHERS.scalar_subquery()).where(Household.id == bindparam("household_id"))
# A person's erasure may be undone by the home in which they still are.
_REVERSIBLE = (
    select(
        PrivacyRequest.id,
        PrivacyRequest.kind,
        PrivacyRequest.person_id,
        PrivacyRequest.household_id,
    )
    .outerjoin(
        Membership, and_(Membership.person_id == PrivacyRequest.person_id, Membership.until_at.is_(None))
    )
    .where(
        PrivacyRequest.code == bindparam("code"),
        or_(
            and_(PrivacyRequest.kind == "home", PrivacyRequest.household_id == bindparam("household_id")),
            and_(PrivacyRequest.kind == "person", Membership.household_id == bindparam("household_id")),
        ),
    )
)
_REGISTER = (
    select(
        PrivacyRequest.code,
        PrivacyRequest.kind,
        Person.code,
        func.coalesce(Household.code, ""),
        PrivacyRequest.asked_at,
        PrivacyRequest.due_at,
        PrivacyRequest.undone_at,
        PrivacyRequest.done_at,
    )
    .join(Person, Person.id == PrivacyRequest.person_id)
    .outerjoin(Household, Household.id == PrivacyRequest.household_id)
    .order_by(PrivacyRequest.asked_at, PrivacyRequest.id)
)


def erase_me_page(connection: Connection, *, person_id: int, due_at: datetime) -> ErasePage:
    """One statement."""
    row = connection.execute(_ME, {"person_id": person_id}).one()
    return ErasePage(row[0], row[1] or 0, row[2], row[3], 0, due_at)


def erase_home_page(
    connection: Connection, *, household_id: int, person_id: int, due_at: datetime
) -> ErasePage:
    """One statement. Raises NotFound."""
    row = connection.execute(_HOME, {"household_id": household_id, "person_id": person_id}).one_or_none()
    if row is None:
        raise NotFound
    return ErasePage(row[0], 0, 0, 0, row[1], due_at)


def find_reversible(connection: Connection, *, code: str, household_id: int) -> Subject | None:
    """The erasure of this very home, or of somebody who is in it. One statement."""
    values = {"code": code, "household_id": household_id}
    row = connection.execute(_REVERSIBLE, values).first()
    return Subject(*row) if row else None


def find_person(connection: Connection, *, code: str) -> int | None:
    """One statement."""
    return _id_of(connection, select(Person.id).where(Person.code == code))


def find_household(connection: Connection, *, code: str) -> int | None:
    """One statement."""
    return _id_of(connection, select(Household.id).where(Household.code == code))


def has_people(connection: Connection) -> bool:
    """Somebody is stored at all. One statement."""
    return connection.scalars(select(Person.id).limit(1)).first() is not None


def list_requests(connection: Connection) -> tuple[Entry, ...]:
    """The register, the oldest first. One statement."""
    return tuple(Entry(*row) for row in connection.execute(_REGISTER))


def _id_of(connection: Connection, statement: Select[int]) -> int | None:
    return connection.scalars(statement).one_or_none()
