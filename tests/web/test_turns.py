"""Writers wait for their turn before they take a thread; who hashes a password keeps nobody waiting."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Lock
from time import sleep

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from learnhub.app import create_app
from learnhub.kit.db import Database
from learnhub.settings import Settings
from learnhub.web import routing
from learnhub.web.routing import RoomRouter
from tests.conftest import Clock
from tests.parallel import at_once
from tests.web.conftest import BASE


class Turns(RoomRouter):
    """Counts who is inside; `hold` keeps the slow door from ending."""

    def __init__(self) -> None:
        super().__init__("turns")
        self.lock = Lock()
        self.inside = self.most = 0
        self.hold = Event()


@pytest.fixture
def turns() -> Turns:
    router = Turns()

    @router.write("/turns", allow="anybody")
    def take_turn(_request: Request) -> Response:
        with router.lock:
            router.inside += 1
            router.most = max(router.most, router.inside)
        sleep(0.02)
        with router.lock:
            router.inside -= 1
        return PlainTextResponse("done")

    @router.write("/turns/long", allow="anybody")
    def keep_turn(_request: Request) -> Response:
        router.hold.wait(timeout=10)
        return PlainTextResponse("done")

    @router.write("/turns/slow", allow="anybody", is_slow=True)
    def take_time(_request: Request) -> Response:
        router.hold.wait(timeout=10)
        return PlainTextResponse("done")

    return router


@pytest.fixture
def client(database: Database, clock: Clock, tmp_path: Path, turns: Turns) -> Iterator[TestClient]:
    app = create_app(Settings(data=tmp_path, base_url=BASE), database, clock=clock, extra_routers=(turns,))
    with TestClient(app, base_url=BASE, headers={"sec-fetch-site": "same-origin"}) as opened:
        yield opened


def test_one_writes_at_a_time(client: TestClient, turns: Turns):
    answers = at_once(6, lambda _number: client.post("/vi/turns").status_code)
    assert answers == [200] * 6
    assert turns.most == 1


def test_a_slow_door_takes_no_turn(client: TestClient, turns: Turns):
    def visit(number: int) -> int:
        if number == 0:
            return client.post("/vi/turns/slow").status_code
        try:
            return client.post("/vi/turns").status_code
        finally:
            turns.hold.set()

    assert at_once(2, visit) == [200, 200]


def test_whoever_waits_too_long_is_asked_to_come_back(
    client: TestClient, turns: Turns, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(routing, "BUSY_SECONDS", 0.2)

    def visit(_number: int) -> tuple[int, str]:
        answer = client.post("/vi/turns/long")
        turns.hold.set()
        return answer.status_code, answer.headers.get("retry-after", "")

    assert sorted(at_once(2, visit)) == [(200, ""), (503, "5")]
    assert client.post("/vi/turns").status_code == 200
