"""One server and one Chromium for all browser tests; a phone for each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import text
from sqlalchemy.engine import make_url

from learnhub.kit.db import make_engine
from tests.browser.cast import Cast
from tests.browser.phones import TIMEOUT, Phones, launch
from tests.browser.screens import Window
from tests.browser.server import Server, demo_server
from tests.browser.ward import Ward


@pytest.fixture(scope="session")
def server(workshop: Path) -> Iterator[Server]:
    with demo_server(workshop / "demo") as started:
        yield started


@pytest.fixture(scope="session")
def postgresql_server(workshop: Path, postgresql: str) -> Iterator[Server]:
    engine = make_engine(postgresql, write=False)
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE learnhub_demo"))
    engine.dispose()
    url = make_url(postgresql).set(database="learnhub_demo").render_as_string(hide_password=False)
    with demo_server(workshop / "demo-postgresql", url) as started:
        yield started


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
