"""Sites with a fault in them, to see that a run finds it. Each makes the real application, with one thing
of it done differently; a server process is started with it in place of the real one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Timer
from typing import Any

from fastapi import FastAPI
from sqlalchemy import bindparam, text, update
from sqlalchemy.orm import Session

from learnhub.app import from_environment
from learnhub.kit import db
from learnhub.kit.db import Database
from learnhub.quizzes.models import Attempt
from learnhub.quizzes.service import answers, attempts

MOMENT, LONG_MOMENT = 0.02, 0.5
_transaction = db.transaction
_announce = attempts._announce
_kept_answers = answers._kept_answers


def acknowledges_early() -> FastAPI:
    """The reply is made first, the commit follows a moment later."""
    db.transaction = _committed_later
    return from_environment()


def commits_twice() -> FastAPI:
    """Handing in is one commit, the score and what follows from it a second one."""
    attempts._announce = _announced_later
    db.transaction = _in_two_commits
    return from_environment()


def hands_in_again() -> FastAPI:
    """Whether the attempt is still open is not asked in the statement that closes it."""
    attempts._CLOSE = (
        update(Attempt)
        .where(*attempts._OWN)
        .values(submitted_at=bindparam("at"), receipt=bindparam("number"))
        .returning(*Attempt.__table__.columns)
    )
    return from_environment()


def lets_old_tabs_win() -> FastAPI:
    """Whatever arrives last is in force, whatever its page had shown."""
    answers._Kept.has_changed_since = lambda _kept, _seen: False
    return from_environment()


def forgets_keys() -> FastAPI:
    """An answer gets an id of the server's own, so no repeat can be recognised."""
    answers._kept_answers = lambda *where: replace(_kept_answers(*where), mine=None, is_key_used=True)
    return from_environment()


def drop_constraints(database: Database, table: str = "learning_events") -> None:
    """The same table without its keys: what says that a fact is there already."""
    with database.write_engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_before"))
        connection.execute(text(f"CREATE TABLE {table} AS SELECT * FROM {table}_before"))


@contextmanager
def _committed_later(database: Database) -> Iterator[Session]:
    session = database.sessions()
    try:
        yield session
        session.flush()
    except BaseException:
        session.close()
        raise

    def commit() -> None:
        session.commit()
        session.close()

    Timer(MOMENT, commit).start()


@contextmanager
def _in_two_commits(database: Database) -> Iterator[Session]:
    with _transaction(database) as session:
        yield session
    for what in session.info.pop("later", ()):
        time.sleep(LONG_MOMENT)
        with _transaction(database) as second:
            _announce(second, *what)


def _announced_later(session: Session, *what: Any) -> None:
    session.info["later"] = [what]
