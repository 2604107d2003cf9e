from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

OPEN = text("until_at IS NULL")


class Household(Base):
    """One home. It needs no e-mail, no number of an identity card and no phone number.

    `hidden_at`: to be erased, or erased already; then the nickname is empty. Helpers are not shown it.
    """

    __tablename__ = "households"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    nickname: Mapped[str] = mapped_column(String(60))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    created_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class Membership(Base):
    """A person in a home, while `until_at` is empty. What they learned stays theirs."""

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
