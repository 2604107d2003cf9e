"""How far a person and a home have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, select

from learnhub.accounts.models import Person
from learnhub.certificates.models import Certificate, Revocation
from learnhub.households.models import Household, Membership
from learnhub.kit.errors import NotFound
from learnhub.kit.prepared import prepared
from learnhub.learning.queries.catalogue import CourseRow, GoOn, landing_page
from learnhub.progress.models import HouseholdProgress, MemberProgress
from learnhub.units.models import Unit

BAND = 16


@dataclass(frozen=True, slots=True)
class CertificateRow:
    code: str
    title: str
    issued_at: datetime
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class MyLearningPage:
    """Courses in progress, completed ones, and what can be printed."""

    courses: tuple[CourseRow, ...]
    go_on: GoOn | None
    certificates: tuple[CertificateRow, ...]

    @property
    def started(self) -> tuple[CourseRow, ...]:
        return tuple(row for row in self.courses if row.finished and not row.is_completed)

    @property
    def completed(self) -> tuple[CourseRow, ...]:
        return tuple(row for row in self.courses if row.is_completed)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What the home sees of a member: lessons and courses, never scores."""

    name: str
    avatar: str
    finished: int
    completed_courses: int


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """`band` has at most 16 diamonds; beyond, each stands for `group` lessons."""

    nickname: str
    unit_name: str
    finished: int
    members: tuple[MemberRow, ...]
    go_on: GoOn | None

    @property
    def group(self) -> int:
        return -(-max(self.finished, BAND) // BAND)


_CERTIFICATES = (
    select(Certificate.code, Certificate.facts, Certificate.issued_at, Revocation.revoked_at)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
)
_HOUSEHOLD = prepared(
    select(
        Household.nickname,
        Unit.name.label("unit_name"),
        HouseholdProgress.finished_lessons.label("home_finished"),
        Person.name,
        Person.avatar,
        MemberProgress.finished_lessons,
        MemberProgress.completed_courses,
    )
    .join(Unit, Unit.id == Household.unit_id)
    .outerjoin(HouseholdProgress, HouseholdProgress.household_id == Household.id)
    .outerjoin(
        Membership,
        and_(Membership.household_id == Household.id, Membership.until_at.is_(None)),
    )
    .outerjoin(Person, and_(Person.id == Membership.person_id, Person.hidden_at.is_(None)))
    .outerjoin(MemberProgress, MemberProgress.person_id == Person.id)
    .where(Household.id == bindparam("household_id"))
    .order_by(Membership.since_at, Membership.id)
)


def my_learning_page(connection: Connection, *, language: str, person_id: int) -> MyLearningPage:
    """Two statements."""
    landing = landing_page(connection, language=language, person_id=person_id)
    rows = connection.execute(_CERTIFICATES, {"person_id": person_id}).mappings()
    return MyLearningPage(
        courses=landing.courses,
        go_on=landing.go_on,
        certificates=tuple(
            CertificateRow(
                code=row["code"],
                title=row["facts"]["titles"].get(language) or next(iter(row["facts"]["titles"].values())),
                issued_at=row["issued_at"],
                is_revoked=row["revoked_at"] is not None,
            )
            for row in rows
        ),
    )


def household_page(
    connection: Connection, *, household_id: int, language: str, person_id: int | None
) -> HouseholdPage:
    """Two statements, however many members and facts. Raises NotFound."""
    rows = connection.execute(_HOUSEHOLD, {"household_id": household_id}).mappings().all()
    if not rows:
        raise NotFound
    return HouseholdPage(
        nickname=rows[0]["nickname"],
        unit_name=rows[0]["unit_name"],
        finished=rows[0]["home_finished"] or 0,
        members=_members(rows),
        go_on=landing_page(connection, language=language, person_id=person_id).go_on,
    )


def _members(rows: Sequence[RowMapping]) -> tuple[MemberRow, ...]:
    return tuple(
        MemberRow(row["name"], row["avatar"], row["finished_lessons"] or 0, row["completed_courses"] or 0)
        for row in rows
        if row["name"] is not None
    )
