"""The database's shape is checked before a server starts, and copied while it runs."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from learnhub import schema
from learnhub.kit import db
from learnhub.kit.db import Database, make_engine, open_database, reads, transaction
from learnhub.schema import WrongSchema
from tests.factories.people import make_person


@pytest.fixture
def empty_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'empty.db'}"


def _set_revision(database: Database, revision: str) -> None:
    with transaction(database) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_database_at_the_newest_revision_is_taken(database_url: str):
    schema.refuse_wrong(database_url)
    assert schema.current_revision(database_url) == schema.head_revision()


def test_an_empty_database_is_refused(empty_url: str):
    with pytest.raises(WrongSchema, match="learnhub migrate"):
        schema.refuse_wrong(empty_url)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite:////nowhere/at/all/learnhub.db", id="no such folder"),
        pytest.param("postgresql://nobody@127.0.0.1:1/none", id="no such server"),
    ],
)
def test_a_database_that_cannot_be_reached_is_refused(url: str):
    with pytest.raises(WrongSchema, match="cannot be reached"):
        schema.refuse_wrong(url)


def test_an_older_database_is_refused_and_the_command_is_named(database: Database, database_url: str):
    _set_revision(database, "0001")
    with pytest.raises(WrongSchema, match=r"revision 0001, .* Run: learnhub migrate"):
        schema.refuse_wrong(database_url)


def test_a_newer_database_is_refused_and_not_migrated(database: Database, database_url: str):
    _set_revision(database, "9999")
    with pytest.raises(WrongSchema, match="does not know"):
        schema.refuse_wrong(database_url)


# What SQLite promises. R-70.


def test_postgresql_needs_no_such_promise():
    assert schema.refuse_unsafe_sqlite("postgresql://anywhere/x") == []


def test_sqlite_on_a_local_disk_is_safe(empty_url: str):
    assert schema.refuse_unsafe_sqlite(empty_url) == []


def test_sqlite_that_does_not_keep_its_settings_is_refused(empty_url: str, monkeypatch: pytest.MonkeyPatch):
    """A disk on which the write-ahead log cannot be shared answers with the older journal."""
    monkeypatch.setattr(schema, "make_engine", lambda url, **_: create_engine(url))
    with pytest.raises(WrongSchema, match="local disk"):
        schema.refuse_unsafe_sqlite(empty_url)


def test_an_old_sqlite_is_warned_of(empty_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "SAFE_SQLITE", (99, 0, 0))
    (warning,) = schema.refuse_unsafe_sqlite(empty_url)
    assert "pysqlite3" in warning


def test_the_bundled_sqlite_is_a_safe_one():
    assert db.sqlite_module().sqlite_version_info >= db.SAFE_SQLITE


# Backups.


@pytest.fixture
def busy(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[str, list[int]]]:
    """A database that somebody writes to all the time, and how many rows are surely in."""
    path = tmp_path / "busy.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    database = open_database(url)
    written, stop = [0], threading.Event()

    def write() -> None:
        while not stop.is_set():
            with transaction(database) as session:
                make_person(session)
            written[0] += 1

    thread = threading.Thread(target=write)
    thread.start()
    while written[0] < 5:
        pass
    yield url, written
    stop.set()
    thread.join()
    database.dispose()


def test_a_copy_holds_everything_that_was_written_before_it(busy: tuple[str, list[int]], tmp_path: Path):
    url, written = busy
    for number in range(5):
        before = written[0]
        target = tmp_path / f"copy-{number}.db"
        assert schema.back_up(url, target) == target.stat().st_size > 0
        with sqlite3.connect(target) as copy:
            assert copy.execute("SELECT count(*) FROM people").fetchone()[0] >= before
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        schema.refuse_wrong(f"sqlite:///{target}")


def test_a_copy_is_a_database_that_can_be_used(busy: tuple[str, list[int]], tmp_path: Path):
    schema.back_up(busy[0], tmp_path / "copy.db")
    copy = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    with transaction(copy) as session:
        make_person(session, "Ben")
    with reads(copy) as connection:
        assert connection.scalar(text("SELECT count(*) FROM people WHERE name = 'Ben'")) == 1
    copy.dispose()


def test_an_existing_file_is_never_written_over(empty_url: str, tmp_path: Path):
    make_engine(empty_url, write=True).connect().close()
    target = tmp_path / "precious.db"
    target.write_text("precious")
    with pytest.raises(WrongSchema, match="exists already"):
        schema.back_up(empty_url, target)
    assert target.read_text() == "precious"


def test_a_folder_that_does_not_exist_is_said_in_words(empty_url: str, tmp_path: Path):
    make_engine(empty_url, write=True).connect().close()
    with pytest.raises(WrongSchema, match="cannot be written"):
        schema.back_up(empty_url, tmp_path / "nowhere" / "copy.db")


def test_a_database_that_is_not_there_is_not_copied(tmp_path: Path):
    with pytest.raises(WrongSchema, match="cannot be read"):
        schema.back_up(f"sqlite:///{tmp_path / 'nowhere.db'}", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_has_its_own_command(tmp_path: Path):
    with pytest.raises(WrongSchema, match="pg_dump"):
        schema.back_up("postgresql://anywhere/x", tmp_path / "copy.db")
