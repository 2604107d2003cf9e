from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text, true
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.households.rules import NICKNAME_LETTERS
from learnhub.kit.db import Base, name_column

OPEN = text("until_at IS NULL")
IN_FORCE = text("ended_at IS NULL")


class Household(Base):
    """One home. It needs no e-mail and no number of an identity card; a phone number only if it likes.

    `closed_at`: it became one with another home, or was erased; nobody belongs to it any more.
    `hidden_at`: to be erased, or erased already; then the nickname is empty. Helpers are not shown it.
    """

    __tablename__ = "households"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    nickname: Mapped[str] = mapped_column(name_column(NICKNAME_LETTERS))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    phone: Mapped[str] = mapped_column(String(20), server_default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
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

    `what` is "page" (its people), "phone_seen" (that a phone asks), "phone" (let it in), "lock_seen" (who
    stands before a shut lock), "lock" (opened it) or "lock_off" (took it off).
    """

    __tablename__ = "household_looks"
    __table_args__ = (
        CheckConstraint("what in ('page', 'phone', 'phone_seen', 'lock', 'lock_seen', 'lock_off')", "what"),
        Index("ix_household_looks_home_looked", "household_id", "looked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    looked_at: Mapped[datetime]


class HouseholdCard(Base):
    """The card with which a phone joins a home; in force while `ended_at` is empty.

    Only the hash of its token is kept, to look it up; the token is made from the id and the site's key.
    """

    __tablename__ = "household_cards"
    __table_args__ = (
        Index(
            "uq_household_cards_one_in_force",
            "household_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index(
            "uq_household_cards_code_in_force",
            "code",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PersonCard(Base):
    """The card that puts one person in front of a phone. It is theirs, whichever home they live in."""

    __tablename__ = "person_cards"
    __table_args__ = (
        Index(
            "uq_person_cards_one_in_force",
            "person_id",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class JoinRequest(Base):
    """A phone that typed a home's code and waits for a yes. `phone` is the phone's own name.

    `decided_by` is empty when nobody was chosen on the phone that answered. `used_at`: it joined.
    """

    __tablename__ = "join_requests"
    __table_args__ = (
        CheckConstraint("decision in ('let_in', 'refused')", "decision"),
        Index("ix_join_requests_home_asked", "household_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    phone: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(10))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    used_at: Mapped[datetime | None]


class Guardianship(Base):
    """The adult who cares for a child, while `until_at` is empty: always a member of the child's home."""

    __tablename__ = "guardianships"
    __table_args__ = (
        Index(
            "uq_guardianships_one_open",
            "child_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since_at: Mapped[datetime]
    until_at: Mapped[datetime | None]


class MovingCode(Base):
    """Typed on a phone of another home it brings a member there, or with nobody named the whole home."""

    __tablename__ = "moving_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
