"""Accounts: making them, signing in, a new password.

Signing in takes two short transactions with the slow look at the password between them, so that no
lock is held while it is hashed: `take_try` counts a try before anybody knows whether it is right,
`is_right` looks, `sign_in` takes the try back. Parallel guesses therefore never get more tries.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import rules
from learnhub.accounts.errors import AccountExists, AccountForChild, AccountNotFound, LoginTaken
from learnhub.accounts.models import Account, LoginTry, Person
from learnhub.accounts.service.sessions import open_session, release_phones
from learnhub.kit.ids import grouped, new_code
from learnhub.kit.locks import hold
from learnhub.kit.passwords import hash_password, verify_password
from learnhub.kit.upsert import insert_into


@dataclass(frozen=True, slots=True)
class Try:
    """One counted look at a password. Without an account there is nothing that it could match."""

    id: int
    account_id: int | None = None
    person_id: int | None = None
    password_hash: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Limited:
    """Too many wrong passwords: before this moment not even the right one is looked at."""

    until: datetime


def create_account(session: Session, *, person_id: int, login: str, password: str, now: datetime) -> int:
    """Give a person a way to sign in. Returns the account's id.

    Source: docs/rules.md, H48 (a member who gets an account stays one person).
    Raises:
        AccountExists: there is one already, which stays as it is.
        AccountForChild: under 16.
        LoginUnusable, LoginTaken, PasswordTooShort, PasswordTooLong, PasswordTooCommon.
    """
    _check_may_sign_in(session, person_id)
    row = {
        "person_id": person_id,
        "login": rules.new_login(login),
        "password_hash": hash_password(rules.new_password(password)),
        "is_active": True,
        "created_at": now,
    }
    insert = insert_into(session, Account).values(row).on_conflict_do_nothing()
    account_id: int | None = session.scalars(insert.returning(Account.id)).one_or_none()
    if account_id is None:
        raise LoginTaken
    return account_id


def take_try(session: Session, *, login: str, now: datetime) -> Try | Limited:
    """Count one try for this name, whether or not an account has it.

    Source: docs/rules.md, A2 (10 in 5 minutes, 50 a day), A5 (nothing tells whether a name exists).
    Raises UnreadableText, TextTooLong.
    """
    name = rules.canonical_login(login)
    hold(session, f"sign-in {name}")
    until = rules.limited_until(_recent_tries(session, name, now), now)
    if until is not None:
        return Limited(until)
    counted = LoginTry(login=name, tried_at=now)
    session.add(counted)
    session.flush()
    account = session.execute(
        select(Account.id, Account.person_id, Account.password_hash).where(
            Account.login == name, Account.is_active
        )
    ).one_or_none()
    return Try(counted.id, *account) if account else Try(counted.id)


def is_right(taken: Try, password: str) -> bool:
    """Takes as long for a name that nobody has. Call it while no transaction is open."""
    possible = taken.password_hash if rules.could_be_password(password) else None
    return verify_password(password, possible)


def sign_in(
    session: Session, taken: Try, *, household_id: int | None, replaces: int | None, now: datetime
) -> str | None:
    """Open the account's session after its password proved right; the try no longer counts.

    Returns the new token, None when the password was changed in the meantime.
    """
    account = session.scalars(
        select(Account.id).where(
            Account.id == taken.account_id,
            Account.password_hash == taken.password_hash,
            Account.is_active,
            Account.person_id.in_(select(Person.id).where(Person.hidden_at.is_(None))),
        )
    ).one_or_none()
    if account is None:
        return None
    session.execute(delete(LoginTry).where(LoginTry.id == taken.id))
    session.execute(delete(LoginTry).where(LoginTry.tried_at <= now - rules.TRY_MEMORY))
    return open_session(
        session,
        household_id=household_id,
        person_id=taken.person_id,
        account_id=account,
        now=now,
        replaces=replaces,
    )


def reset_password(session: Session, *, login: str, now: datetime) -> str:
    """Replace a password by a random one; sessions end and wrong tries are forgotten.

    Returns the new password, to be said once.
    Raises AccountNotFound.
    """
    name = rules.canonical_login(login)
    password = random_password()
    person_id = session.scalars(
        update(Account)
        .where(Account.login == name)
        .values(password_hash=hash_password(password))
        .returning(Account.person_id)
    ).one_or_none()
    if person_id is None:
        raise AccountNotFound({"login": name})
    session.execute(delete(LoginTry).where(LoginTry.login == name))
    release_phones(session, person_id=person_id, now=now)
    return password


def random_password() -> str:
    """Four groups of four, easy to read aloud: 74 random bits."""
    return grouped(new_code(15))


def _check_may_sign_in(session: Session, person_id: int) -> None:
    has_account = exists().where(Account.person_id == Person.id)
    person = select(Person.is_child, has_account).where(Person.id == person_id).with_for_update()
    is_child, is_known = session.execute(person).one()
    if is_child:
        raise AccountForChild
    if is_known:
        raise AccountExists


def _recent_tries(session: Session, login: str, now: datetime) -> Sequence[datetime]:
    return session.scalars(
        select(LoginTry.tried_at)
        .where(LoginTry.login == login, LoginTry.tried_at > now - rules.TRY_MEMORY)
        .order_by(LoginTry.tried_at.desc())
        .limit(rules.TRY_COUNT)
    ).all()
