from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

# Rows of these tables are issued: the database refuses to change or delete them.
PUBLISHED = ("certificates", "revocations", "household_certificates", "household_revocations")


class Certificate(Base):
    """What was true when it was issued. `facts` is everything that is printed:

    {"name", "titles": {language: title}, "completed_on", "issuer", "version", "lessons", "minutes"}.
    """

    __tablename__ = "certificates"
    __table_args__ = (UniqueConstraint("person_id", "course_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    facts: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]


class Revocation(Base):
    """A certificate withdrawn. `reason` is one of "mistake", "fraud", "holder_asked"."""

    __tablename__ = "revocations"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificates.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    revoked_at: Mapped[datetime]


class HouseholdCertificate(Base):
    """A home covered a programme: as a certificate, with the home's name and the programme's titles."""

    __tablename__ = "household_certificates"
    __table_args__ = (UniqueConstraint("household_id", "programme_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    facts: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]


class HouseholdRevocation(Base):
    """A home's certificate withdrawn, for one of the reasons of a revocation."""

    __tablename__ = "household_revocations"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("household_certificates.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    revoked_at: Mapped[datetime]
