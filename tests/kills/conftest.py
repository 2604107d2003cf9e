"""A site of its own for each test: its own database, data folder and port."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from learnhub.kit.db import Database, open_database
from learnhub.wiring import REACTIONS
from tests.conftest import ENGINES, _command, _migrated


@pytest.fixture(params=ENGINES)
def site_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Not the tests' common database: servers are killed over this one, and constraints dropped."""
    if request.param == "sqlite":
        path = tmp_path / "site.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server, name = request.getfixturevalue("postgresql"), f"kills_{uuid4().hex}"
    yield _migrated(server, name)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site_database(site_url: str) -> Iterator[Database]:
    opened = open_database(site_url, REACTIONS)
    yield opened
    opened.dispose()
