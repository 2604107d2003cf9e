"""Both database engines behind one door: SQLite embedded, PostgreSQL when one machine is not enough."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import ModuleType
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    SQLColumnExpression,
    String,
    Text,
    TypeDecorator,
    cast,
    create_engine,
    event,
    func,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeEngine

from learnhub.kit.prepared import with_prepared
from learnhub.kit.text import PIECES

POOL_SIZE = 8
CONNECTIONS = 2 * POOL_SIZE  # of one process: a pool to read with and a pool to write with
BUSY_SECONDS = 5
SAFE_SQLITE = (3, 51, 3)  # older releases can corrupt a WAL with two checkpointers at once

Reactions = dict[type[Any], list[Callable[[Session, Any], None]]]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC. A naive one is a programming error and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def name_column(limit: int) -> String:
    """For what `canonical_name` lets through. SQLite counts nothing, so its tables stay as they were made."""
    return String(limit).with_variant(String(PIECES * limit), "postgresql")


Json = JSON().with_variant(JSONB(), "postgresql")


class PublishedJson(TypeDecorator[list[Any]]):
    """JSON in a row that never changes. What was read is kept and shared: nobody may change it."""

    impl = JSON
    cache_ok = True
    KEPT = 100  # of each column; a long lesson takes 50 KB

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(JSONB() if dialect.name == "postgresql" else JSON())

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """As text: the driver of PostgreSQL would read JSON anew each time."""
        return type_coerce(cast(column, Text), self)

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        return lru_cache(self.KEPT)(_read_json)


def _read_json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
    }


@dataclass(frozen=True, slots=True)
class Database:
    """A read engine that never opens a transaction, and a session maker for writing."""

    read_engine: Engine
    write_engine: Engine
    sessions: sessionmaker[Session]

    @property
    def is_sqlite(self) -> bool:
        return self.write_engine.dialect.name == "sqlite"

    @property
    def writers(self) -> int:
        """How many may write at once in one process."""
        return 1 if self.is_sqlite else POOL_SIZE

    def dispose(self) -> None:
        self.read_engine.dispose()
        self.write_engine.dispose()


def open_database(url: str, reactions: Reactions | None = None, **facts: object) -> Database:
    """`facts` are what handlers of events may need to know of the site; they stand in `session.info`."""
    write_engine = with_prepared(make_engine(url, write=True))
    return Database(
        read_engine=with_prepared(make_engine(url, write=False)),
        write_engine=write_engine,
        sessions=sessionmaker(write_engine, info={"reactions": reactions or {}, **facts}),
    )


@contextmanager
def reads(database: Database) -> Iterator[Connection]:
    """A connection that only reads: autocommit, so that PostgreSQL is asked once a statement."""
    with database.read_engine.connect() as connection:
        yield connection


@contextmanager
def transaction(database: Database) -> Iterator[Session]:
    """All or nothing, committed and synced when the block ends."""
    with database.sessions.begin() as session:
        yield session


def make_engine(url: str, *, write: bool) -> Engine:
    options: dict[str, Any] = {
        "pool_size": POOL_SIZE,
        "max_overflow": 0,
        "pool_timeout": BUSY_SECONDS,
        "hide_parameters": True,  # an error message must not carry what people wrote
    }
    if not write:
        options |= {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
    if not url.startswith("sqlite"):
        timeouts = (
            "-c statement_timeout=10000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=15000"
        )
        return create_engine(
            url,
            connect_args={"options": timeouts},
            json_serializer=to_json,
            pool_pre_ping=write,
            **options,
        )
    if write:
        # SQLite has one writer at a time; it would itself sleep and try again.
        options["pool_size"] = 1
    engine = create_engine(
        url,
        module=sqlite_module(),
        connect_args={"check_same_thread": False},
        json_serializer=to_json,
        **options,
    )
    _make_sqlite_honest(engine, write=write)
    return engine


def _make_sqlite_honest(engine: Engine, *, write: bool) -> None:
    """Durable commits, real transactions and foreign keys: the driver offers none unasked."""

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        if write:
            connection.isolation_level = None  # the driver must not begin by itself
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    if write:

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def sqlite_module() -> ModuleType:
    """The bundled SQLite where a wheel exists, else the interpreter's own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3

        return sqlite3
    module: ModuleType = dbapi2
    return module


def json_list(dialect: str, element: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """All values of a group as one JSON list, in no order; NULL or empty when there is none."""
    if dialect == "sqlite":
        return func.json_group_array(element, type_=Json)
    return func.json_agg(element, type_=Json)


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_overload(error: BaseException) -> bool:
    """The database is busy, locked, full or gone: asking again later may succeed."""
    if isinstance(error, PoolTimeout | TimeoutError):
        return True
    return isinstance(error, OperationalError) and "no such" not in str(error.orig)


def is_deadlock(error: BaseException) -> bool:
    """PostgreSQL chose this transaction to give way (40001, 40P01): the same work may be done again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in {
        "40001",
        "40P01",
    }
