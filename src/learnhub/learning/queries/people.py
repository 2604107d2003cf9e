"""How far a person has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from learnhub.certificates.models import Certificate, Revocation
from learnhub.households.models import Membership
from learnhub.learning.queries.catalogue import CourseRow, GoOn, landing_page
from learnhub.progress.queries import SharedRow, list_shared


@dataclass(frozen=True, slots=True)
class CertificateRow:
    code: str
    title: str
    issued_at: datetime
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person lets their home see."""

    lessons: bool
    certificates: bool

    @property
    def chosen(self) -> list[str]:
        return [name for name in ("lessons", "certificates") if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class MyLearningPage:
    """Courses in progress, completed ones, and what can be printed.

    `shown` is empty for somebody who belongs to no home. `told` are lessons that others told of.
    """

    courses: tuple[CourseRow, ...]
    go_on: GoOn | None
    certificates: tuple[CertificateRow, ...]
    shown: Shown | None
    told: tuple[SharedRow, ...]

    @property
    def together(self) -> tuple[SharedRow, ...]:
        return tuple(row for row in self.told if not row.waits)

    @property
    def waiting(self) -> int:
        return len(self.told) - len(self.together)

    @property
    def started(self) -> tuple[CourseRow, ...]:
        return tuple(row for row in self.courses if row.finished and not row.is_completed)

    @property
    def completed(self) -> tuple[CourseRow, ...]:
        return tuple(row for row in self.courses if row.is_completed)


_CERTIFICATES = (
    select(Certificate.code, Certificate.facts, Certificate.issued_at, Revocation.revoked_at)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .where(Certificate.person_id == bindparam("person_id"))
    .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
)
_SHOWN = select(Membership.shows_lessons, Membership.shows_certificates).where(
    Membership.person_id == bindparam("person_id"), Membership.until_at.is_(None)
)


def my_learning_page(connection: Connection, *, language: str, person_id: int) -> MyLearningPage:
    """Four statements."""
    landing = landing_page(connection, language=language, person_id=person_id)
    rows = connection.execute(_CERTIFICATES, {"person_id": person_id}).mappings()
    shown = connection.execute(_SHOWN, {"person_id": person_id}).one_or_none()
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
        shown=Shown(*shown) if shown else None,
        told=list_shared(connection, person_id=person_id, language=language),
    )
