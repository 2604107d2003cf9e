"""How many statements a page sends, counted inside one process. Needs no load and no clock."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import structlog
from starlette.testclient import TestClient
from tests.statements import counted

from bench.http import Reply
from bench.load import Turn
from bench.targets import Target
from bench.world import World
from learnhub.app import create_app
from learnhub.kit.db import Database, open_database
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class InProcess:
    """The site without sockets, spoken to as over the wire; `cookie` says who speaks."""

    client: TestClient
    database: Database
    cookie: str = ""

    def get(self, address: str) -> Reply:
        return self._reply(self.client.get(address, headers=self._headers))

    def post(self, address: str, body: str) -> Reply:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self._reply(self.client.post(address, content=body, headers=self._headers | kind))

    @property
    def _headers(self) -> dict[str, str]:
        return {"cookie": self.cookie, "accept-encoding": "identity"}

    def _reply(self, answer: Any) -> Reply:
        return Reply(answer.status_code, dict(answer.headers), answer.content, 0)

    def count(self, turn: Turn) -> int:
        speaker = replace(self, cookie=turn.cookie)
        with counted(self.database.read_engine, self.database.write_engine) as sent:
            if turn.answers:
                answer = turn.answers[turn.seen % len(turn.answers)]
                key = "00000000-0000-4000-8000-000000000001"
                body = f"{turn.fixed}&seen={turn.seen}&key={key}&{answer}"
                reply = speaker.post(turn.path, body)
            else:
                reply = speaker.get(turn.path)
        if reply.status >= 400:
            raise AssertionError(f"{turn.path}: {reply.status}")
        return sent.count


@contextmanager
def in_process(world: World) -> Iterator[InProcess]:
    address = "http://127.0.0.1:8000"
    settings = Settings(data=world.place.folder, database_url=world.place.url, base_url=address)
    database = open_database(world.place.url, REACTIONS)
    app = create_app(settings, database)
    # A line a request would stand between the tables.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with TestClient(
        app,
        base_url=address,
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as client:
        yield InProcess(client, database)
    database.dispose()


def count_statements(site: InProcess, targets: Sequence[Target]) -> dict[str, int]:
    """The most that some members needed, after a first one who filled what is kept."""
    found = {}
    for target in targets:
        turns = target.turns()[: SAMPLES + 1]
        site.count(turns[0])
        found[target.name] = max(site.count(turn) for turn in turns[1:] or turns)
    return found
