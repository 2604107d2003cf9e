"""Guards change the shape of databases, so each has one of its own, thrown away afterwards."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from learnhub import schema
from tests.conftest import ENGINES, _command, _named


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    _command(postgresql, "CREATE DATABASE learnhub_template")
    schema.upgrade(_named(postgresql, "learnhub_template"))
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
