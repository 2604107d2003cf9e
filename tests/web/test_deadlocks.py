"""docs/rules.md, R-71: who loses a race in the database does the work again; the phone hears nothing."""

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import update
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from learnhub.app import create_app
from learnhub.kit.db import Database, transaction
from learnhub.settings import Settings
from learnhub.units.models import Unit
from learnhub.web import deps
from learnhub.web.routing import TRIES, RoomRouter
from tests.conftest import Clock, empty
from tests.factories.people import make_unit
from tests.parallel import at_once
from tests.web.conftest import BASE


class Crossing(RoomRouter):
    """Two forms that cannot both succeed at once: each first takes what the other wants next."""

    def __init__(self) -> None:
        super().__init__("crossing")
        self.together = Barrier(2)
        self.tries = 0


@pytest.fixture
def database(postgresql_site: Database) -> Iterator[Database]:
    """SQLite has one writer at a time and knows no such races."""
    yield postgresql_site
    empty(postgresql_site)


@pytest.fixture
def crossing() -> Crossing:
    router = Crossing()

    def meet() -> None:
        router.tries += 1
        if router.tries <= 2:
            router.together.wait(timeout=10)

    @router.write("/locks/{first:int}/{second:int}", allow="anybody")
    def take_two(request: Request, first: int, second: int) -> Response:
        with deps.transaction(request) as session:
            session.execute(update(Unit).where(Unit.id == first).values(name=Unit.name + "1"))
            meet()
            session.execute(update(Unit).where(Unit.id == second).values(name=Unit.name + "2"))
        return PlainTextResponse("done")

    @router.write("/snapshots/{first:int}/{second:int}", allow="anybody")
    def change_what_was_read(request: Request, first: int, second: int) -> Response:
        with deps.transaction(request) as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            name = session.get_one(Unit, min(first, second)).name
            meet()
            session.execute(update(Unit).where(Unit.id == min(first, second)).values(name=f"{name}3"))
        return PlainTextResponse("done")

    return router


@pytest.fixture
def client(database: Database, clock: Clock, tmp_path: Path, crossing: Crossing) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path, base_url=BASE)
    app = create_app(settings, database, clock=clock, extra_routers=(crossing,))
    with TestClient(app, base_url=BASE, headers={"sec-fetch-site": "same-origin"}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("door", "names"),
    [
        pytest.param("locks", {"A12", "B12", "A21", "B21"}, id="40P01, a deadlock"),
        pytest.param("snapshots", {"A33", "B"}, id="40001, a snapshot that is no longer true"),
    ],
)
def test_two_that_cross_both_succeed(
    client: TestClient, database: Database, crossing: Crossing, door: str, names: set[str]
):
    with transaction(database) as session:
        one, other = make_unit(session, "A").id, make_unit(session, "B").id
    paths = [f"/vi/{door}/{one}/{other}", f"/vi/{door}/{other}/{one}"]
    answers = at_once(2, lambda number: client.post(paths[number]).status_code)
    assert answers == [200, 200]
    assert 3 <= crossing.tries <= 2 * TRIES
    with transaction(database) as session:
        kept = {unit.name for unit in session.query(Unit)}
    assert kept <= names
    assert len(kept) == 2
