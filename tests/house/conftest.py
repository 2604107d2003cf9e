"""Guards change the shape of databases, so each has one of its own, thrown away afterwards."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from learnhub.kit.db import Database, open_database
from learnhub.wiring import REACTIONS
from tests.conftest import ENGINES, _command, _migrated, _named
from tests.house.twins import Twins, open_twins


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    _migrated(postgresql, "learnhub_template")
    return "learnhub_template"


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, workshop: Path) -> Iterator[str]:
    if request.param == "sqlite":
        path = workshop / f"{uuid4()}.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("postgresql_template")
    name = f"own_{uuid4().hex}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(server, name)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def twins(
    workshop: Path, sqlite_template: Path, postgresql: str, postgresql_template: str
) -> Iterator[Twins]:
    """For guards that only ask: nobody undoes what their questions leave behind, but for the next file."""
    name = f"twin_{uuid4().hex}"
    shutil.copy(sqlite_template, workshop / f"{name}.db")
    _command(postgresql, f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    urls = {"sqlite": f"sqlite:///{workshop / name}.db", "postgresql": _named(postgresql, name)}
    with open_twins(urls, workshop / name) as opened:
        yield opened
    _command(postgresql, f"DROP DATABASE {name} WITH (FORCE)")
