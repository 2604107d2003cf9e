"""docs/rules.md, R-71: a process opens what its pools hold, and a site no more than there is to open."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, QueuePool, exc, text

from learnhub import cli, schema
from learnhub.app import create_app
from learnhub.kit.db import CONNECTIONS, POOL_SIZE, Database, make_engine, reads
from learnhub.schema import WrongSchema
from learnhub.settings import Settings
from learnhub.wiring import open_site

SITE = {
    "LEARNHUB_BASE_URL": "https://learn.example.vn",
    "LEARNHUB_OPERATOR_NAME": "Phường Hoa Gạo",
    "LEARNHUB_HELP_PHONE": "0900 000 000",
}


def most(engine: Engine) -> int:
    """How many connections the pool gives before somebody has to wait."""
    engine.pool._timeout = 0.01  # type: ignore[attr-defined]
    with ExitStack() as held:
        for count in range(10 * POOL_SIZE):
            try:
                held.enter_context(engine.connect())
            except exc.TimeoutError:
                return count
    return 10 * POOL_SIZE


def test_a_process_opens_no_more_than_its_pools_hold(database: Database):
    found = most(database.read_engine) + most(database.write_engine)
    assert found == (POOL_SIZE + 1 if database.is_sqlite else CONNECTIONS)


def allowed(url: str) -> int:
    """Workers for which PostgreSQL has connections."""
    engine = make_engine(url, write=False)
    with engine.connect() as connection:
        free = int(connection.exec_driver_sql("SHOW max_connections").scalar_one())
        free -= int(connection.exec_driver_sql("SHOW superuser_reserved_connections").scalar_one())
    engine.dispose()
    return free // CONNECTIONS


def test_more_workers_than_connections_are_refused(database_url: str):
    if database_url.startswith("sqlite"):
        schema.refuse_crowd(database_url, 1000)
        return
    schema.refuse_crowd(database_url, allowed(database_url))
    with pytest.raises(WrongSchema, match=r"open up to \d+ connections, PostgreSQL gives \d+"):
        schema.refuse_crowd(database_url, allowed(database_url) + 1)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_site_with_too_many_workers_does_not_start(
    database_url: str, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    started: list[int] = []
    monkeypatch.setattr(cli, "_become_server", lambda *_, workers, **__: started.append(workers))
    environment = SITE | {"LEARNHUB_DATABASE_URL": database_url, "LEARNHUB_DATA": str(tmp_path)}
    few, many = allowed(database_url), allowed(database_url) + 1
    for workers in (few, many):
        run = CliRunner().invoke(cli.group, ["serve", "--workers", str(workers)], env=environment)
    assert isinstance(run.exception, WrongSchema)
    assert started == [few]


def opened(engine: Engine) -> int:
    assert isinstance(engine.pool, QueuePool)
    return engine.pool.checkedin() + engine.pool.checkedout()


def test_a_site_opens_no_connection_before_its_workers_are_forked(database_url: str, tmp_path: Path):
    """Two processes on one connection would mix up their answers."""
    settings = Settings(data=tmp_path, database_url=database_url, base_url="https://learn.example.vn")
    database = open_site(settings)
    create_app(settings, database)
    assert [opened(database.read_engine), opened(database.write_engine)] == [0, 0]
    with reads(database) as connection:
        connection.execute(text("SELECT 1"))
    assert opened(database.read_engine) == 1
    database.dispose()
