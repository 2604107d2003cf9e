"""Locks: setting one, trying it, opening it, taking it off.

Trying takes two short transactions with the slow look at the secret between them, as signing in does:
`take_try` counts a wrong try before anybody knows what it is, `is_right` looks, `unlock` takes it back.
Parallel guesses therefore get no more. Nobody counts network addresses: a class shares one.

What is hashed is the secret under a key of the site, which no database holds: whoever steals the database
alone cannot try the ten thousand numbers on it.
"""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learnhub.accounts.errors import LockMissing
from learnhub.accounts.models import Lock, LockTry, PhoneSession
from learnhub.accounts.queries import lock_standing
from learnhub.accounts.rules import locks as rules
from learnhub.accounts.service.sessions import open_session
from learnhub.kit.locks import hold
from learnhub.kit.passwords import hash_password, verify_password
from learnhub.kit.upsert import insert_or_change, rows_changed


@dataclass(frozen=True, slots=True)
class Try:
    """One counted look at a lock."""

    id: int
    person_id: int
    kind: str
    secret_hash: str = field(repr=False)


def hash_secret(*, person_id: int, kind: str, secret: str, key: bytes) -> str:
    """Slow. Call it while no transaction is open. Source: docs/rules.md, H12."""
    return hash_password(_peppered(person_id, kind, secret, key))


def set_lock(session: Session, *, person_id: int, kind: str, secret_hash: str, now: datetime) -> None:
    """Put a lock before a person's tile, or another one in its place. Their open sessions stay.

    From now on they are asked again after 30 idle minutes.
    """
    insert_or_change(
        session, Lock, _new_lock, person_id=person_id, kind=kind, secret_hash=secret_hash, set_at=now
    )
    session.execute(_sessions_of(person_id).values(locks_at=now + rules.IDLE))


def remove_lock(session: Session, *, person_id: int) -> bool:
    """The wrong tries stay counted: a new lock gives nobody more of them. Returns whether there was one."""
    had_one = rows_changed(session, delete(Lock).where(Lock.person_id == person_id)) > 0
    session.execute(_sessions_of(person_id).values(locks_at=None))
    return had_one


def take_off(session: Session, *, person_id: int) -> bool:
    """Somebody who helps the person says that they forgot their secret: the lock and its wrong tries go.

    Returns whether there was a lock.
    """
    open_lock(session, person_id=person_id)
    return remove_lock(session, person_id=person_id)


def take_try(session: Session, *, person_id: int, phone: str, now: datetime) -> Try | rules.Standing:
    """Count one wrong try of a lock that this phone may try; else say how the lock stands.

    Whoever calls has made sure that the phone belongs to the member's home.
    Source: docs/rules.md, H11.
    Raises LockMissing.
    """
    hold(session, f"lock tries of the phone {phone}")
    hold(session, f"lock of {person_id}")
    standing = lock_standing(session.connection(), person_id=person_id, phone=phone, now=now)
    if not standing.is_open:
        return standing
    lock = session.scalars(select(Lock).where(Lock.person_id == person_id)).one_or_none()
    if lock is None:
        raise LockMissing
    session.execute(
        delete(LockTry).where(LockTry.person_id == person_id, LockTry.tried_at <= now - rules.DAY)
    )
    counted = LockTry(person_id=person_id, phone=phone, tried_at=now, is_settled=False)
    session.add(counted)
    session.flush()
    return Try(counted.id, person_id, lock.kind, lock.secret_hash)


def is_right(taken: Try, secret: str, *, key: bytes) -> bool:
    """Slow. Call it while no transaction is open."""
    return verify_password(_peppered(taken.person_id, taken.kind, secret, key), taken.secret_hash)


def unlock(
    session: Session, taken: Try, *, household_id: int, replaces: int | None, now: datetime
) -> str | None:
    """Put the member in front of the phone after their secret proved right; the try no longer counts.

    Earlier wrong tries still count for their day, so that nobody gets more of them by waiting for the
    member to come by.
    Returns the new session's token, None when the lock was changed in the meantime.
    """
    same = select(Lock.person_id).where(
        Lock.person_id == taken.person_id, Lock.secret_hash == taken.secret_hash
    )
    if session.scalars(same).one_or_none() is None:
        return None
    session.execute(delete(LockTry).where(LockTry.id == taken.id))
    session.execute(update(LockTry).where(LockTry.person_id == taken.person_id).values(is_settled=True))
    return open_session(
        session,
        household_id=household_id,
        person_id=taken.person_id,
        account_id=None,
        now=now,
        replaces=replaces,
    )


def open_lock(session: Session, *, person_id: int) -> bool:
    """Forget a member's wrong tries: their card or a helper says so. The lock itself stays.

    Returns whether there were any.
    """
    return rows_changed(session, delete(LockTry).where(LockTry.person_id == person_id)) > 0


def _peppered(person_id: int, kind: str, secret: str, key: bytes) -> str:
    own_key = hmac.digest(key, b"locks", sha256)
    return hmac.new(own_key, f"{person_id}|{kind}|{secret}".encode(), sha256).hexdigest()


def _sessions_of(person_id: int) -> Any:
    return update(PhoneSession).where(
        PhoneSession.person_id == person_id,
        PhoneSession.account_id.is_(None),
        PhoneSession.ended_at.is_(None),
    )


def _new_lock(new: Any) -> dict[str, Any]:
    return {"kind": new.kind, "secret_hash": new.secret_hash, "set_at": new.set_at}
