"""A site with a few doors that behave badly on purpose. One engine is enough for what HTTP does."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from psycopg.errors import DeadlockDetected
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from learnhub.app import create_app
from learnhub.kit.db import Database, open_database
from learnhub.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unrecognised
from learnhub.settings import Settings
from learnhub.web.deps import Form, transaction
from learnhub.web.routing import RoomRouter
from learnhub.wiring import REACTIONS
from tests.conftest import Clock

BASE = "https://testserver"
REFUSALS = {
    "404": NotFound(),
    "403": Forbidden(),
    "409": Conflict(),
    "422": Invalid(),
    "429": TooMany(90),
    "who": Unrecognised("households.show_chooser"),
    "500": ArithmeticError("canary-of-the-program"),
    "503": OperationalError("SELECT 1", {}, Exception("database is locked")),
}


class Sample(RoomRouter):
    """`deadlocks` is how often the next POST loses one before it succeeds."""

    def __init__(self) -> None:
        super().__init__("sample")
        self.deadlocks = 0
        self.tries = 0


@pytest.fixture
def sample() -> Sample:
    router = Sample()

    @router.read("/sample", allow="anybody")
    def show_sample(request: Request) -> Response:
        return PlainTextResponse("sample")

    @router.read("/sample/thread", allow="anybody")
    def tell_thread(request: Request) -> Response:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return PlainTextResponse("its own")
        return PlainTextResponse("the loop's")

    @router.write("/sample", allow="anybody")
    def send_sample(_request: Request, form: Form) -> Response:
        return PlainTextResponse(f"{len(form)} fields")

    @router.read("/sample/refusals/{kind}", allow="anybody")
    def refuse(request: Request, kind: str) -> Response:
        raise REFUSALS[kind]

    @router.write("/sample/refusals/{kind}", allow="anybody")
    def refuse_form(_request: Request, kind: str) -> Response:
        raise REFUSALS[kind]

    @router.write("/sample/deadlock", allow="anybody")
    def lose_deadlocks(_request: Request) -> Response:
        router.tries += 1
        if router.tries <= router.deadlocks:
            raise OperationalError("UPDATE", {}, DeadlockDetected())
        return PlainTextResponse("done")

    @router.write("/sample/storage", allow="anybody")
    def write_nothing(request: Request) -> Response:
        with transaction(request) as session:
            session.connection()
            return PlainTextResponse("written")

    return router


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "learnhub.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url, REACTIONS)
    yield opened
    opened.dispose()


@pytest.fixture
def app(database: Database, clock: Clock, tmp_path: Path, sample: Sample) -> FastAPI:
    settings = Settings(data=tmp_path, base_url=BASE, help_phone="0900 111 222", operator_name="Test")
    return create_app(settings, database, clock=clock, extra_routers=(sample,))


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A browser on our own page."""
    own = {"sec-fetch-site": "same-origin"}
    with TestClient(app, base_url=BASE, headers=own, follow_redirects=False) as opened:
        yield opened


@pytest.fixture
def bare(app: FastAPI) -> Iterator[TestClient]:
    """A client that says nothing of where a request comes from."""
    with TestClient(app, base_url=BASE, follow_redirects=False) as opened:
        yield opened
