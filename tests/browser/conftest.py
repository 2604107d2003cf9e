"""One server and one Chromium for all browser tests; a phone for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from sqlalchemy import text
from sqlalchemy.engine import make_url

from learnhub.kit.db import make_engine
from tests.browser.cast import Cast
from tests.browser.phones import TIMEOUT, Phones, launch
from tests.browser.recorded import recorded_files
from tests.browser.screens import Window
from tests.browser.server import Server, demo_server
from tests.browser.ward import Ward
from tests.factories.content import write_files


@pytest.fixture(scope="session")
def server(workshop: Path) -> Iterator[Server]:
    with demo_server(workshop / "demo") as started:
        yield started


@pytest.fixture(scope="session")
def postgresql_server(workshop: Path, postgresql: str) -> Iterator[Server]:
    url = _new_database(postgresql, "learnhub_demo")
    with demo_server(workshop / "demo-postgresql", url) as started:
        yield started


@pytest.fixture(scope="session")
def recorded_course(workshop: Path) -> Path:
    return write_files(workshop / "recorded-course", recorded_files())


@pytest.fixture(scope="session")
def recorded_server(workshop: Path, recorded_course: Path) -> Iterator[Server]:
    """Teaches one short course with a recording."""
    with demo_server(workshop / "recorded", content=recorded_course) as started:
        yield started


@pytest.fixture(scope="session")
def recorded_postgresql_server(workshop: Path, recorded_course: Path, postgresql: str) -> Iterator[Server]:
    url = _new_database(postgresql, "learnhub_recorded")
    with demo_server(workshop / "recorded-postgresql", url, content=recorded_course) as started:
        yield started


def _new_database(postgresql: str, name: str) -> str:
    engine = make_engine(postgresql, write=False)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(postgresql).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def phones(browser: Browser, server: Server) -> Phones:
    return Phones(browser, server)


@pytest.fixture
def phone(phones: Phones, has_scripts: bool) -> Iterator[BrowserContext]:
    """One of these phones, with scripts or without."""
    with phones.open(scripts=has_scripts) as opened:
        yield opened


@pytest.fixture(scope="session")
def ward(server: Server) -> Iterator[Ward]:
    with Ward.on(server) as opened:
        yield opened


@pytest.fixture(scope="session")
def cast(ward: Ward) -> Cast:
    return Cast(ward)


@pytest.fixture(scope="module")
def window(phones: Phones, cast: Cast) -> Iterator[Window]:
    with Window.on(phones, cast) as opened:
        yield opened
