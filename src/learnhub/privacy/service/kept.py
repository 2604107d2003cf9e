"""The register is kept a second time, in a file: a restored database is older than what people asked for.

`session.info["register"]` says where; a session that does not know it, that of a test, keeps none.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from sqlalchemy.orm import Session

from learnhub.kit.db import Database, reads, transaction
from learnhub.privacy.queries import find_household, find_person, has_people, list_requests
from learnhub.privacy.rules.register import Entry, newest, read_entry, write_entry


@contextmanager
def registering(database: Database) -> Iterator[Session]:
    """A transaction after which the file says what the register says, before anybody is answered."""
    with transaction(database) as session:
        yield session
    keep_all(database)


def keep_all(database: Database) -> None:
    """What a process that was killed did not come to keep is kept by the next one."""
    if register_file(database) is not None:
        with reads(database) as connection:
            entries = list_requests(connection)
        keep(database, entries)


def keep(database: Database, entries: Iterable[Entry]) -> None:
    """Add what the file does not say yet; made where there is none. It is on the disk when this returns.

    A last line that is not whole is what a crash left, and is written anew.
    """
    path = register_file(database)
    if path is None:
        return
    with path.open("a+b") as file:
        flock(file, LOCK_EX)
        file.seek(0)
        whole = file.read().rpartition(b"\n")
        known = newest(map(read_entry, whole[0].decode().splitlines()))
        new = [write_entry(entry) for entry in entries if entry.goes_beyond(known.get(entry.code))]
        file.truncate(len(whole[0]) + len(whole[1]))
        file.write("".join(new).encode())
        file.flush()
        os.fsync(file.fileno())


def read_register(path: Path) -> tuple[Entry, ...]:
    """The last word on each request. Raises ValueError: the file is no register."""
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return tuple(newest(map(read_entry, whole.splitlines())).values())


def forgotten(database: Database) -> tuple[Entry, ...]:
    """What the file says and the database does not, of people and homes that it knows.

    Source: docs/rules.md, H66.
    """
    path = register_file(database)
    if path is None or not path.exists():
        return ()
    with reads(database) as connection:
        known = newest(list_requests(connection))
        return tuple(
            entry
            for entry in read_register(path)
            if entry.goes_beyond(known.get(entry.code))
            and find_person(connection, code=entry.person) is not None
            and (not entry.home or find_household(connection, code=entry.home) is not None)
        )


def has_lost_register(database: Database) -> bool:
    """There are people, or even requests, and no file that ever knew of them: it stayed on another disk."""
    path = register_file(database)
    if path is None or (path.exists() and path.stat().st_size):
        return False
    with reads(database) as connection:
        if path.exists():
            return bool(list_requests(connection))
        return has_people(connection)


def register_file(database: Database) -> Path | None:
    found: Path | None = database.sessions.kw["info"].get("register")
    return found
