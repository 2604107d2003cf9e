from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

# Rows of these tables are issued: the database refuses to change or delete them.
PUBLISHED = ("certificates", "revocations")


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
