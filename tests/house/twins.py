"""One site on SQLite and the same on PostgreSQL, asked the same: what one refuses the other refuses."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from learnhub import demo
from learnhub.app import create_app
from learnhub.kit.db import open_database
from learnhub.settings import Settings
from learnhub.web.routing import Entry
from learnhub.wiring import REACTIONS
from tests.conftest import Clock
from tests.house.forms import FORM_TYPE, Sent, address_of, body_of, forms_of, headers_of
from tests.house.world import LOCK_KEY, World, make_world

Words = Mapping[str, str]


@dataclass
class Twin:
    """A site in use, its browser, and a form for every door that takes one."""

    world: World
    client: TestClient
    forms: Mapping[str, Sent]
    clock: Clock
    _phones: dict[str, dict[str, str]] = field(default_factory=dict)

    def rest(self) -> None:
        """Until a password may be tried again, whatever was tried before."""
        self.clock.forward(minutes=6)

    def phone(self, actor: str) -> dict[str, str]:
        """A phone that nothing was changed on."""
        if not self._phones.get(actor):
            self._phones[actor] = headers_of(self.world, actor)
        return self._phones[actor]

    def ask(
        self, method: str, address: str, actor: str, *, body: str | None = None, kind: str = FORM_TYPE
    ) -> Response:
        """After a success the next one has another phone, and no cookie is kept."""
        phone = self.phone(actor)
        headers = phone if body is None else phone | {"content-type": kind}
        answer = self.client.request(method, address, content=body, headers=headers)
        self.client.cookies.clear()
        if body is not None and answer.status_code < 400:
            self._phones.pop(actor)
        return answer

    def post(self, entry: Entry, fields: Words, parts: Words | None = None, actor: str = "") -> Response:
        """The door's own form, with these fields and parts of the address instead of its own."""
        sent = self.forms[entry.name]
        address = address_of(self.world, entry, {**sent.parts, **(parts or {})})
        body = body_of({**sent.fields, **fields})
        return self.ask("POST", address, actor or sent.actor, body=body)


@dataclass
class Twins:
    sites: Mapping[str, Twin]

    def post(self, entry: Entry, fields: Words, parts: Words | None = None) -> "Told":
        return Told({engine: twin.post(entry, fields, parts).status_code for engine, twin in self})

    def send(self, entry: Entry, body: str, kind: str) -> "Told":
        """A body of any kind to the address of the door's form."""
        found = {}
        for engine, twin in self:
            sent = twin.forms[entry.name]
            address = address_of(twin.world, entry, sent.parts)
            found[engine] = twin.ask("POST", address, sent.actor, body=body, kind=kind).status_code
        return Told(found)

    def get(self, entry: Entry, parts: Words, query: str = "") -> "Told":
        """As a member; as an administrator where members are sent to sign in."""
        found = {}
        actor = "admin" if entry.allow == "staff" else "member"
        for engine, twin in self:
            address = f"{address_of(twin.world, entry, parts)}?{query}"
            found[engine] = twin.ask("GET", address, actor).status_code
        return Told(found)

    def __iter__(self) -> Iterator[tuple[str, Twin]]:
        yield from self.sites.items()


@dataclass(frozen=True)
class Told:
    """The status that each engine's site answered with."""

    by: Mapping[str, int]

    def is_one_of(self, allowed: range) -> bool:
        """The same everywhere, and allowed."""
        return len(set(self.by.values())) == 1 and set(self.by.values()) <= {*allowed}

    def __str__(self) -> str:
        return ", ".join(f"{engine} {status}" for engine, status in self.by.items())


@contextmanager
def open_twins(urls: Mapping[str, str], folder: Path) -> Iterator[Twins]:
    """By the engine's name; the doors of the demonstration belong to them."""
    with ExitStack() as stack:
        yield Twins(
            {engine: stack.enter_context(_open(url, folder / engine)) for engine, url in urls.items()}
        )


@contextmanager
def _open(url: str, folder: Path) -> Iterator[Twin]:
    database, clock = open_database(url, REACTIONS), Clock()
    settings = Settings(data=folder, base_url="https://testserver", help_phone="0900 111 222")
    app = create_app(settings, database, clock=clock, extra_routers=(demo.router,))
    app.state.secret = LOCK_KEY  # under which the world's locks were made
    own = {"sec-fetch-site": "same-origin", "accept-encoding": "identity"}
    with TestClient(app, base_url="https://testserver", headers=own, follow_redirects=False) as client:
        world = make_world(database)
        yield Twin(world, client, forms_of(world), clock)
    database.dispose()
