from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.accounts.rules import NAME_LETTERS
from learnhub.kit.db import Base, name_column

ROLES = ("official", "volunteer", "trainer", "admin")


class Person(Base):
    """A human. `code` is what addresses show; `print_name` is given once, for certificates.

    `is_child`: under 16. An adult agreed for them and cares for them.
    `prefs`: how pages are wanted, as web.prefs writes it; empty for somebody who never chose.
    `withdrawn_at`: the agreement to a learning record was taken back, so nothing more is kept.
    `hidden_at`: to be erased, or erased already; then the name is empty. Nobody is shown this person.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(name_column(NAME_LETTERS))
    print_name: Mapped[str | None] = mapped_column(name_column(NAME_LETTERS))
    address_as: Mapped[str] = mapped_column(String(10), default="")
    avatar: Mapped[str] = mapped_column(String(20), default="")
    is_child: Mapped[bool] = mapped_column(default=False, server_default=false())
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    prefs: Mapped[str] = mapped_column(String(100), default="", server_default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]


class Account(Base):
    """A way to sign in with a password."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class Position(Base):
    """A role in a unit, from a day until a day (open while `until_on` is empty)."""

    __tablename__ = "positions"
    __table_args__ = (CheckConstraint("role in ('official', 'volunteer', 'trainer', 'admin')", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    since_on: Mapped[date]
    until_on: Mapped[date | None]


class Consent(Base):
    """A yes to one purpose, by the sentence of `text_version`.

    `given_by_id` is the adult who agreed for a child; empty when the person did. `means` says how: "phone"
    is a box ticked on a phone of the home.
    """

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    means: Mapped[str] = mapped_column(String(20), default="phone", server_default="phone")
    purpose: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PhoneSession(Base):
    """One browser. Only the hash of its token is kept; a change of person makes a new row.

    `phone` stays the same from row to row: what must be counted for a phone is counted under it.
    From `locks_at` on a person with a lock must open it again, and who signed in must do so again; it is
    empty for everybody else.
    """

    __tablename__ = "phone_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    phone: Mapped[str] = mapped_column(String(40), server_default="")
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locks_at: Mapped[datetime | None]


class Guest(Base):
    """Learning that is kept without a name, from the first answer of a phone on which nobody is named.

    `person_id` is a person without name or home; it is empty once claimed: then all of it is
    somebody's. `phone` is the phone that goes on with it, and empty once that phone left it.
    """

    __tablename__ = "guests"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), unique=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    phone: Mapped[str | None] = mapped_column(String(40), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    claimed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )


class WrongCodes(Base):
    """Codes of one kind that nobody has, in one hour: counted for the whole site, never for an address."""

    __tablename__ = "wrong_codes"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


class LoginTry(Base):
    """A wrong password: counted per login name, so that a limit survives a restart."""

    __tablename__ = "login_tries"
    __table_args__ = (Index("ix_login_tries_login_tried_at", "login", "tried_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80))
    tried_at: Mapped[datetime]


class SetupCode(Base):
    """The one-time code, printed on the console, that makes the first administrator."""

    __tablename__ = "setup_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Lock(Base):
    """What a member presses or types before the phone is theirs. Only a slow hash of it is kept."""

    __tablename__ = "locks"
    __table_args__ = (CheckConstraint("kind in ('pictures', 'pin')", "kind"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    secret_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[datetime]


class LockTry(Base):
    """A wrong try of a member's lock, counted for the member and for the phone.

    `is_settled`: the lock was opened since. It still counts for its day.
    """

    __tablename__ = "lock_tries"
    __table_args__ = (
        Index("ix_lock_tries_person_tried", "person_id", "tried_at"),
        Index("ix_lock_tries_phone_tried", "phone", "tried_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    phone: Mapped[str] = mapped_column(String(40))
    tried_at: Mapped[datetime]
    is_settled: Mapped[bool] = mapped_column(default=False)
