"""Certificates: made once from what is true, ended only by a revocation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts.errors import NameMissing
from learnhub.certificates import queries
from learnhub.certificates.errors import CertificateNotFound, NotOfThisHome
from learnhub.certificates.models import (
    Certificate,
    HouseholdCertificate,
    HouseholdRevocation,
    Revocation,
)
from learnhub.certificates.rules import CODE_LETTERS, Issuer, read_address
from learnhub.households.queries import list_present
from learnhub.kit.db import Base
from learnhub.kit.ids import new_code, new_token
from learnhub.kit.upsert import insert_new


def issue(session: Session, *, person_id: int, course_id: int, issuer: Issuer, now: datetime) -> str:
    """The code of the person's certificate for the version they completed; made when missing.

    Source: docs/rules.md, C1 (only for a completion), C2 (one), C3 (embeds its facts), C8.
    Raises:
        CourseNotCompleted: nothing is decided, so nothing is certified.
        NameMissing: nobody said yet what to print.
    """
    earned = queries.get_earned(session.connection(), person_id=person_id, course_id=course_id)
    if earned.print_name is None:
        raise NameMissing
    insert_new(
        session,
        Certificate,
        code=new_code(CODE_LETTERS),
        token=new_token(),
        person_id=person_id,
        course_id=course_id,
        version_id=earned.version_id,
        facts={
            "name": earned.print_name,
            "titles": dict(earned.titles),
            "completed_on": issuer.day_of(earned.completed_at).isoformat(),
            "issuer": issuer.name,
            "version": earned.number,
            "lessons": earned.lessons,
            "minutes": earned.minutes,
            **({"is_child": True} if earned.is_child else {}),
        },
        issued_at=now,
    )
    return session.scalars(
        select(Certificate.code).where(
            Certificate.person_id == person_id,
            Certificate.course_id == course_id,
            Certificate.version_id == earned.version_id,
        )
    ).one()


def issue_for_home(session: Session, *, household_id: int, by_id: int, issuer: Issuer, now: datetime) -> str:
    """The code of the home's certificate for the programme in force; made when missing.

    Source: docs/rules.md, H57 (every adult by own answers), H58 (one a home and programme version).
    Raises NotOfThisHome, ProgrammeNotCovered.
    """
    if by_id not in {one.person_id for one in list_present(session.connection(), household_id=household_id)}:
        raise NotOfThisHome
    earned = queries.get_earned_at_home(session.connection(), household_id=household_id)
    insert_new(
        session,
        HouseholdCertificate,
        code=new_code(CODE_LETTERS),
        token=new_token(),
        household_id=household_id,
        programme_id=earned.programme_id,
        facts={
            "name": earned.nickname,
            "titles": dict(earned.titles),
            "completed_on": issuer.day_of(now).isoformat(),
            "issuer": issuer.name,
            "version": earned.number,
            "lessons": earned.lessons,
            "minutes": earned.minutes,
        },
        issued_at=now,
    )
    return session.scalars(
        select(HouseholdCertificate.code).where(
            HouseholdCertificate.household_id == household_id,
            HouseholdCertificate.programme_id == earned.programme_id,
        )
    ).one()


def revoke(session: Session, *, code: str, reason: str, now: datetime) -> bool:
    """End a person's or a home's certificate; False when it had ended before. Raises CertificateNotFound."""
    wanted = read_address(code).code
    kinds: tuple[tuple[type[Certificate | HouseholdCertificate], type[Base]], ...] = (
        (Certificate, Revocation),
        (HouseholdCertificate, HouseholdRevocation),
    )
    for table, revocations in kinds:
        certificate_id = session.scalars(select(table.id).where(table.code == wanted)).one_or_none()
        if certificate_id is not None:
            return insert_new(
                session, revocations, certificate_id=certificate_id, reason=reason, revoked_at=now
            )
    raise CertificateNotFound
