"""Turns taken by name, where no row exists yet that could be locked."""

from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def hold(session: Session, name: str) -> None:
    """Wait for everybody else who holds `name`; keep it until this transaction ends.

    SQLite lets one writer in at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))
