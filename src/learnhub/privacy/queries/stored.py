"""What is stored of a home and of a person: counts, never contents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, bindparam, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from learnhub.accounts.models import Account, Consent, Person, PhoneSession
from learnhub.certificates.models import Certificate
from learnhub.households.models import Guardianship, Household, HouseholdGoal, HouseholdLook, Membership
from learnhub.kit.errors import NotFound
from learnhub.privacy.models import IS_WAITING, PrivacyRequest
from learnhub.privacy.rules import PURPOSES, SENTENCES
from learnhub.progress.models import LearningEvent, MemberProgress
from learnhub.quizzes.models import Attempt, Response
from learnhub.units.models import Unit


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """What the home sees of a member; figures are empty where they show none to it.

    `undo` is the code of an erasure that waits.
    """

    name: str
    avatar: str
    is_child: bool
    lessons: int | None
    certificates: int | None
    undo: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """`undo` is the code of the home's own erasure that waits."""

    nickname: str
    unit_name: str
    phone: str
    goal: int | None
    created_at: datetime
    members: tuple[MemberCounts, ...]
    phones: int
    looks: int
    undo: str
    due_at: datetime | None

    @property
    def waiting(self) -> tuple[MemberCounts, ...]:
        return tuple(member for member in self.members if member.undo)

    @property
    def shown(self) -> tuple[MemberCounts, ...]:
        return tuple(member for member in self.members if not member.undo)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`purpose` and `sentence` are message ids; each is empty when its words are not known."""

    purpose_key: str
    purpose: str
    sentence: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class MinePage:
    """`has_prefs`: how pages are wanted was chosen.

    `guardian` is the name of whoever cares for a child, and may agree for them.
    """

    name: str
    print_name: str
    avatar: str
    unit_name: str
    home: str
    since_at: datetime | None
    created_at: datetime
    login: str
    lessons: int
    checks: int
    attempts: int
    answers: int
    certificates: int
    phones: int
    has_prefs: bool
    is_kept: bool
    is_child: bool
    guardian: str
    agreements: tuple[Agreement, ...]


_HOME = (
    select(
        Household.nickname,
        Household.phone,
        HouseholdGoal.lessons,
        Household.created_at,
        Unit.name,
        PrivacyRequest.code,
        PrivacyRequest.due_at,
        select(func.count(PhoneSession.phone.distinct()))
        .where(
            PhoneSession.household_id == Household.id,
            PhoneSession.ended_at.is_(None),
            PhoneSession.expires_at > bindparam("now"),
        )
        .scalar_subquery(),
        select(func.count())
        .select_from(HouseholdLook)
        .where(HouseholdLook.household_id == Household.id)
        .scalar_subquery(),
    )
    .join(Unit, Unit.id == Household.unit_id)
    .outerjoin(HouseholdGoal, HouseholdGoal.household_id == Household.id)
    .outerjoin(
        PrivacyRequest,
        and_(PrivacyRequest.household_id == Household.id, PrivacyRequest.kind == "home", IS_WAITING),
    )
    .where(Household.id == bindparam("household_id"))
)
_CERTIFICATES = (
    select(func.count())
    .select_from(Certificate)
    .where(Certificate.person_id == Person.id)
    .correlate(Person)
    .scalar_subquery()
)
_MEMBERS = (
    select(
        Person.name,
        Person.avatar,
        Person.is_child,
        case((Membership.shows_lessons, func.coalesce(MemberProgress.finished_lessons, 0))),
        case((Membership.shows_certificates, _CERTIFICATES)),
        func.coalesce(PrivacyRequest.code, ""),
        PrivacyRequest.due_at,
    )
    .select_from(Membership)
    .join(Person, Person.id == Membership.person_id)
    .outerjoin(MemberProgress, MemberProgress.person_id == Person.id)
    .outerjoin(
        PrivacyRequest,
        and_(PrivacyRequest.person_id == Person.id, PrivacyRequest.kind == "person", IS_WAITING),
    )
    .where(Membership.household_id == bindparam("household_id"), Membership.until_at.is_(None))
    .order_by(Membership.id)
)


def _count(owner: InstrumentedAttribute[Any], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).where(owner == bindparam("person_id"), *where).scalar_subquery()


_GUARDIAN = aliased(Person)
_OPEN_HOME = and_(Membership.person_id == Person.id, Membership.until_at.is_(None))
_MINE = (
    select(
        Person.name,
        func.coalesce(Person.print_name, "").label("print_name"),
        Person.avatar,
        func.coalesce(Unit.name, "").label("unit_name"),
        func.coalesce(Household.nickname, "").label("home"),
        Membership.since_at,
        Person.created_at,
        func.coalesce(Account.login, "").label("login"),
        func.coalesce(MemberProgress.finished_lessons, 0).label("lessons"),
        _count(LearningEvent.person_id, LearningEvent.kind == "check_answered").label("checks"),
        _count(Attempt.person_id).label("attempts"),
        select(func.count())
        .select_from(Response)
        .join(Attempt, Attempt.id == Response.attempt_id)
        .where(Attempt.person_id == bindparam("person_id"))
        .scalar_subquery()
        .label("answers"),
        _count(Certificate.person_id).label("certificates"),
        _count(
            PhoneSession.person_id,
            PhoneSession.ended_at.is_(None),
            PhoneSession.expires_at > bindparam("now"),
        ).label("phones"),
        (Person.prefs != "").label("has_prefs"),
        Person.withdrawn_at.is_(None).label("is_kept"),
        Person.is_child,
        func.coalesce(_GUARDIAN.name, "").label("guardian"),
    )
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(Membership, _OPEN_HOME)
    .outerjoin(Household, Household.id == Membership.household_id)
    .outerjoin(Account, Account.person_id == Person.id)
    .outerjoin(MemberProgress, MemberProgress.person_id == Person.id)
    .outerjoin(Guardianship, and_(Guardianship.child_id == Person.id, Guardianship.until_at.is_(None)))
    .outerjoin(_GUARDIAN, _GUARDIAN.id == Guardianship.guardian_id)
    .where(Person.id == bindparam("person_id"))
)
_AGREEMENTS = (
    select(Consent.purpose, Consent.text_version, Consent.given_at, Consent.withdrawn_at)
    .where(Consent.person_id == bindparam("person_id"))
    .order_by(Consent.given_at.desc(), Consent.id.desc())
)


def home_page(connection: Connection, *, household_id: int, now: datetime) -> HomePage:
    """Two statements, however many members and facts. Source: docs/rules.md, H54, H62. Raises NotFound."""
    values = {"household_id": household_id, "now": now}
    home = connection.execute(_HOME, values).one_or_none()
    if home is None:
        raise NotFound
    nickname, phone, goal, created_at, unit_name, undo, due_at, phones, looks = home
    members = connection.execute(_MEMBERS, {"household_id": household_id})
    return HomePage(
        nickname=nickname,
        unit_name=unit_name,
        phone=phone,
        goal=goal,
        created_at=created_at,
        members=tuple(MemberCounts(*row) for row in members),
        phones=phones,
        looks=looks,
        undo=undo or "",
        due_at=due_at,
    )


def mine_page(connection: Connection, *, person_id: int, now: datetime) -> MinePage:
    """Two statements."""
    person = connection.execute(_MINE, {"person_id": person_id, "now": now}).mappings().one()
    rows = connection.execute(_AGREEMENTS, {"person_id": person_id})
    return MinePage(**person, agreements=tuple(_agreement(*row) for row in rows))


def _agreement(
    purpose: str, text_version: str, given_at: datetime, withdrawn_at: datetime | None
) -> Agreement:
    sentence = SENTENCES.get((purpose, text_version), "")
    return Agreement(purpose, PURPOSES.get(purpose, ""), sentence, given_at, withdrawn_at)
