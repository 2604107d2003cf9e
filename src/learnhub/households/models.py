from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

OPEN = text("until_at IS NULL")


class Household(Base):
    """One home. It needs no e-mail, no number of an identity card and no phone number."""

    __tablename__ = "households"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    nickname: Mapped[str] = mapped_column(String(60))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    created_at: Mapped[datetime]
    # Since then a home of one person is no longer asked to add a second.
    invitation_closed_at: Mapped[datetime | None]


class HouseholdGoal(Base):
    """How many lessons a home means to finish in a month, all together. No row: it has no goal."""

    __tablename__ = "household_goals"
    __table_args__ = (CheckConstraint("lessons > 0", "lessons"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    lessons: Mapped[int]


class Membership(Base):
    """A person in a home, while `until_at` is empty. What they learned stays theirs.

    What they let this home see of it ends with the membership.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_one_open",
            "person_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    shows_lessons: Mapped[bool] = mapped_column(default=True, server_default=true())
    shows_certificates: Mapped[bool] = mapped_column(default=True, server_default=true())


class HouseholdLook(Base):
    """Somebody who helps looked at a home, or did something for it: the home can read who and when.

    `what` is "page" (its people), "phone" (let a phone in) or "lock" (opened a member's lock).
    """

    __tablename__ = "household_looks"
    __table_args__ = (
        CheckConstraint("what in ('page', 'phone', 'lock')", "what"),
        Index("ix_household_looks_home_looked", "household_id", "looked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    looked_at: Mapped[datetime]
