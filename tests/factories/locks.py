"""Locks of members, and wrong tries of them."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts.models import Lock, LockTry, Person
from learnhub.accounts.service import locks
from tests.conftest import NOW

PICTURES = "sun moon boat"
PIN = "7352"


def make_lock(
    session: Session, person: Person, key: bytes, kind: str = "pictures", secret: str = PICTURES
) -> None:
    """With the real, slow hash, under the site's key."""
    hashed = locks.hash_secret(person_id=person.id, kind=kind, secret=secret, key=key)
    session.add(Lock(person_id=person.id, kind=kind, secret_hash=hashed, set_at=NOW))
    session.flush()


def make_tries(session: Session, person_id: int, count: int, *, phone: str = "", at: datetime = NOW) -> None:
    """Wrong ones."""
    session.add_all(LockTry(person_id=person_id, phone=phone, tried_at=at) for _ in range(count))
    session.flush()
