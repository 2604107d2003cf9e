"""Certificates: made once from what is true, ended only by a revocation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts.errors import NameMissing
from learnhub.certificates import queries
from learnhub.certificates.errors import CertificateNotFound
from learnhub.certificates.models import Certificate, Revocation
from learnhub.certificates.rules import CODE_LETTERS, Issuer, read_address
from learnhub.kit.ids import new_code, new_token
from learnhub.kit.upsert import insert_new


def issue(session: Session, *, person_id: int, course_id: int, issuer: Issuer, now: datetime) -> str:
    """The code of the person's certificate for the version they completed; made when missing.

    Source: docs/rules.md, C1 (only for a completion), C2 (one), C3 (embeds its facts).
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


def revoke(session: Session, *, code: str, reason: str, now: datetime) -> bool:
    """End a certificate; False when it had ended before. Raises CertificateNotFound."""
    wanted = Certificate.code == read_address(code).code
    certificate_id = session.scalars(select(Certificate.id).where(wanted)).one_or_none()
    if certificate_id is None:
        raise CertificateNotFound
    return insert_new(session, Revocation, certificate_id=certificate_id, reason=reason, revoked_at=now)
