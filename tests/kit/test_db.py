"""Promises of the two engines: durable commits, real transactions, aware moments."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, exc, null, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from learnhub.accounts.models import LoginTry, Person
from learnhub.kit.db import (
    BUSY_SECONDS,
    Database,
    PublishedJson,
    is_deadlock,
    is_overload,
    open_database,
    reads,
    to_json,
    transaction,
)
from tests.conftest import NOW
from tests.factories.people import make_person

SETTINGS = {
    "sqlite": {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": BUSY_SECONDS * 1000,
    },
    "postgresql": {
        "statement_timeout": "10s",
        "lock_timeout": "4s",
        "idle_in_transaction_session_timeout": "15s",
        "fsync": "on",
        "synchronous_commit": "on",
    },
}


def _settings(connection: Connection) -> dict[str, object]:
    dialect = connection.dialect.name
    ask = "PRAGMA {}" if dialect == "sqlite" else "SHOW {}"
    return {name: connection.exec_driver_sql(ask.format(name)).scalar_one() for name in SETTINGS[dialect]}


def _write_and_fail(session: Session) -> None:
    make_person(session, "Ben")
    raise ArithmeticError


def test_every_connection_keeps_its_promises(database: Database):
    """docs/rules.md, R-06 (a commit reached the disk), R-70, R-71 (nothing waits without end)."""
    for engine in (database.read_engine, database.write_engine):
        for _ in range(2):
            with engine.connect() as connection:
                assert _settings(connection) == SETTINGS[engine.dialect.name]
            engine.dispose()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_writer_takes_its_turn_before_it_reads(database: Database):
    """BEGIN IMMEDIATE: what was read inside a transaction is still true when it writes."""
    other = open_database(str(database.write_engine.url))
    with transaction(database) as session:
        session.execute(text("SELECT 1"))
        with other.write_engine.connect() as connection:
            connection.connection.execute("PRAGMA busy_timeout=0")
            with pytest.raises(OperationalError, match="locked"):
                connection.execute(text("SELECT 1"))
    other.dispose()


def test_reading_goes_on_while_somebody_writes(database: Database):
    with transaction(database) as session:
        make_person(session)
        with reads(database) as connection:
            assert connection.scalar(text("SELECT count(*) FROM people")) == 0


def test_a_reader_sees_what_was_committed_a_moment_ago(database: Database):
    with reads(database) as connection:
        with transaction(database) as session:
            make_person(session)
        assert connection.scalar(text("SELECT count(*) FROM people")) == 1


def test_an_exception_undoes_everything(database: Database):
    with pytest.raises(ArithmeticError), transaction(database) as session:
        _write_and_fail(session)
    with reads(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM people")) == 0


def test_a_row_that_belongs_to_nothing_is_refused(database: Database):
    with pytest.raises(IntegrityError), transaction(database) as session:
        session.add(Person(code="x", name="x", unit_id=99, created_at=NOW))


def test_a_moment_without_a_time_zone_is_refused(database: Database):
    with pytest.raises(StatementError, match="without a time zone"), transaction(database) as session:
        session.add(LoginTry(login="x", tried_at=datetime(2026, 11, 21)))  # noqa: DTZ001


def test_a_moment_comes_back_as_utc_whatever_its_zone_was(database: Database):
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    with transaction(database) as session:
        session.add(LoginTry(login="x", tried_at=hanoi))
    with transaction(database) as session:
        kept = session.query(LoginTry).one().tried_at
    assert kept == NOW
    assert kept.utcoffset() == UTC.utcoffset(None)


def test_moments_of_different_zones_compare_as_moments(database: Database, session: Session):
    hanoi = NOW.astimezone(timezone(timedelta(hours=7)))
    session.add(LoginTry(login="x", tried_at=NOW - timedelta(hours=1)))
    session.flush()
    assert session.query(LoginTry).where(LoginTry.tried_at > hanoi).count() == 0
    assert session.query(LoginTry).where(LoginTry.tried_at < hanoi).count() == 1


def test_a_savepoint_gives_back_only_its_own_part(database: Database):
    with transaction(database) as session:
        make_person(session, "Amina")
        with pytest.raises(ArithmeticError), session.begin_nested():
            _write_and_fail(session)
    with transaction(database) as session:
        assert [person.name for person in session.query(Person)] == ["Amina"]


def test_an_error_never_repeats_what_was_typed(database: Database):
    """R-68: what an exception says may end up in a log."""
    with pytest.raises(DBAPIError) as failed, transaction(database) as session:
        session.add(Person(code="x", name="canary-name", unit_id=99, created_at=NOW))
    assert "canary-name" not in str(failed.value)


def test_two_writers_wait_for_each_other(database: Database):
    """Nobody is sent away while the other needs less than the busy time."""
    began = threading.Event()

    def slow() -> None:
        with transaction(database) as session:
            make_person(session, "Amina")
            began.set()
            time.sleep(0.3)

    thread = threading.Thread(target=slow)
    thread.start()
    began.wait()
    with transaction(database) as session:
        make_person(session, "Ben")
    thread.join()
    with reads(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM people")) == 2


class _Deadlock(Exception):
    sqlstate = "40P01"


class _StaleSnapshot(Exception):
    sqlstate = "40001"


class _LockTimeout(Exception):
    sqlstate = "55P03"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(OperationalError("", {}, Exception("database is locked")), True, id="locked"),
        pytest.param(OperationalError("", {}, Exception("disk is full")), True, id="full"),
        pytest.param(exc.TimeoutError(), True, id="no connection left"),
        pytest.param(TimeoutError(), True, id="nobody's turn for too long"),
        pytest.param(OperationalError("", {}, Exception("no such table: x")), False, id="our fault"),
        pytest.param(IntegrityError("", {}, Exception("UNIQUE")), False, id="a constraint"),
        pytest.param(ArithmeticError(), False, id="a bug"),
    ],
)
def test_overload_is_told_from_faults(error: Exception, expected: bool):
    assert is_overload(error) is expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(DBAPIError("", {}, _Deadlock()), True, id="deadlock"),
        pytest.param(DBAPIError("", {}, _StaleSnapshot()), True, id="a snapshot that is no longer true"),
        pytest.param(DBAPIError("", {}, _LockTimeout()), False, id="somebody else is slow"),
        pytest.param(DBAPIError("", {}, Exception()), False, id="another error"),
        pytest.param(_Deadlock(), False, id="not from the database"),
    ],
)
def test_only_a_lost_deadlock_is_tried_again(error: Exception, expected: bool):
    """docs/rules.md, R-71."""
    assert is_deadlock(error) is expected


def test_json_is_stored_short_and_with_its_letters():
    assert to_json({"tên": ["Ánh", 1]}) == '{"tên":["Ánh",1]}'


def test_published_json_is_what_was_stored_and_is_read_once(database: Database):
    facts = [{"key": "mở-đầu", "blocks": [1, None]}]
    table = Table("kept_facts", MetaData(), Column("id", Integer), Column("facts", PublishedJson))
    with database.write_engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"id": 1, "facts": facts}, {"id": 2, "facts": facts}])
        first, second = connection.scalars(select(table.c.facts))
        assert first == second == facts
        assert first is second
        connection.execute(table.update().values(facts=null()))
        assert connection.scalars(select(table.c.facts)).all() == [None, None]
        table.drop(connection)
