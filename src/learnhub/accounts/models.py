from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base

ROLES = ("official", "volunteer", "trainer", "admin")


class Person(Base):
    """A human. `code` is what addresses show; `print_name` is given once, for certificates.

    `withdrawn_at`: the agreement to a learning record was taken back, so nothing more is kept.
    `hidden_at`: to be erased, or erased already; then the name is empty. Nobody is shown this person.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    print_name: Mapped[str | None] = mapped_column(String(80))
    address_as: Mapped[str] = mapped_column(String(10), default="")
    avatar: Mapped[str] = mapped_column(String(20), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
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
    """One person's yes to one purpose, by the sentence of `text_version`."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class PhoneSession(Base):
    """One browser. Only the hash of its token is kept; a change of person makes a new row.

    `phone` stays the same from row to row: what must be counted for a phone is counted under it.
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
