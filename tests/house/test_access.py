"""docs/rules.md, R-17 (who may enter where), R-42 (looking changes nothing), R-49, R-55."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import get_args
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from learnhub import demo
from learnhub.app import create_app
from learnhub.doors import ROUTERS
from learnhub.kit.db import Database, reads, transaction
from learnhub.settings import Settings
from learnhub.tables import PUBLISHED, metadata
from learnhub.web.routing import Allow, Entry, RoomRouter
from tests.conftest import Clock
from tests.factories.people import make_unit
from tests.house.markup import page_faults
from tests.house.world import ACTORS, World, make_world

ALL_ROUTERS = (*ROUTERS, demo.router)
ENTRIES = [entry for router in ALL_ROUTERS for entry in router.entries]
READS = [entry for entry in ENTRIES if entry.method == "GET"]
CHOOSE, SIGN_IN, OPEN = "sent to choose", "sent to sign in", "open"

# Who is sent away from which kind of door, and where to.
SENT: dict[Allow, dict[str, str]] = {
    "anybody": {},
    "phone": {"guest": CHOOSE, "learning guest": CHOOSE},
    "learner": {"guest": CHOOSE, "learning guest": CHOOSE, "phone": CHOOSE},
    "record": {"guest": CHOOSE, "phone": CHOOSE},
    "staff": {"guest": SIGN_IN, "learning guest": SIGN_IN, "phone": SIGN_IN, "member": SIGN_IN},
}
# Staff without a home have no people of a home, nor a card or phones of it.
OF_A_HOME = (
    *("show_household_card", "make_household_card", "answer_at_home"),
    *(
        "show_goal",
        "set_goal",
        "close_invitation",
        "show_phones",
        "take_away",
        "ask_to_forget",
        "forget_this",
        "show_unlock",
        "unlock_member",
    ),
    *("new_member", "add_member", "new_child", "add_child", "show_members", "show_member", "edit_member"),
    *("describe_member", "ask_leaving", "leave_home", "take_back", "ask_care", "hand_over_children"),
    *("grow_up", "make_moving_code", "make_home_code", "ask_code", "take_in", "ask_split", "split_home"),
    *("ask_coming", "come_home", "edit_home", "describe_home"),
)
# Doors that ask for more than their kind says, and why.
FURTHER = {
    **{(f"households.{door}", actor): CHOOSE for door in OF_A_HOME for actor in ("official", "admin")},
    # Nor a home to erase.
    **{
        (f"privacy.{door}", actor): CHOOSE
        for door in ("new_home_erasure", "erase_home")
        for actor in ("official", "admin")
    },
    # Open to a form's token; without one it asks who is answering (R-11).
    ("quizzes.save_answer", "guest"): CHOOSE,
    ("quizzes.save_answer", "phone"): CHOOSE,
}
# Open to everybody for practice only (H31): a test asks who is learning.
TESTS = {"progress.show_quiz", "progress.start_attempt"}
QUERY_WORDS = (
    *(
        "q",
        "topic",
        "audience",
        "next",
        "code",
        "check",
        "answer",
        "reply",
        "saved",
        "kept",
        "record",
        "page",
        "made",
        "home",
    ),
)
FIELDS = (
    *("record", "guardian", "consent", "who", "ward"),
    *("key", "person_id", "name", "nickname", "address_as", "avatar", "unit_id", "login", "password"),
    *("code", "answer", "seen", "go", "move", "order", "token", "confirmed", "theme", "size", "lite", "few"),
    "language",
    *("picked", "picture", "session", "pin", "card", "ask", "phone", "with", "shown", "goal"),
    *("purpose", "agreed", "also_me"),
)
HOSTILE = ("\x00", "😀", "%00", "'", '"><script>', "9" * 40, "-1", "NaN", "a" * 500, "\u202e")


@pytest.fixture
def world(database: Database) -> World:
    return make_world(database)


@pytest.fixture
def client(world: World, clock: Clock, tmp_path) -> Iterator[TestClient]:  # type: ignore[no-untyped-def]
    """With the doors of the demonstration, so that they are guarded too."""
    settings = Settings(data=tmp_path, base_url="https://testserver", help_phone="0900 111 222")
    app = create_app(settings, world.database, clock=clock, extra_routers=(demo.router,))
    own = {"sec-fetch-site": "same-origin", "accept-encoding": "identity"}
    with TestClient(app, base_url="https://testserver", headers=own, follow_redirects=False) as opened:
        yield opened


# What is declared.


def undeclared(router: RoomRouter) -> Iterator[str]:
    """Routes that no entry describes, and entries whose permission is none."""
    described = {(entry.name, entry.method) for entry in router.entries}
    for route in router.routes:
        assert isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}:
            if (route.name, method) not in described:
                yield f"{method} {route.path} says to nobody who may enter"
    for entry in router.entries:
        if entry.allow not in get_args(Allow):
            yield f"{entry.name} is open to {entry.allow!r}, which is nobody"


def clashes(entries: list[Entry]) -> list[str]:
    names = [entry.name for entry in entries]
    places = [f"{entry.method} {entry.path}" for entry in entries]
    return sorted({text for texts in (names, places) for text in texts if texts.count(text) > 1})


def test_every_door_declares_who_may_enter():
    assert [fault for router in ALL_ROUTERS for fault in undeclared(router)] == []


def test_no_two_doors_share_a_name_or_an_address():
    assert clashes(ENTRIES) == []


def test_only_rooms_open_doors(client: TestClient):
    """Nothing was added to the application beside the routers and the static files."""
    app = client.app
    inside = {id(route) for router in ALL_ROUTERS for route in router.routes}
    assert [route.path for route in app.routes if id(route) not in inside] == ["/static"]
    assert app.state.permissions == {entry.name: entry.allow for entry in ENTRIES}


def test_a_door_without_a_declaration_is_named():
    router = RoomRouter("sample")
    router.add_api_route("/back", lambda: Response(), methods=["GET"], name="sample.back")
    router.read("/wrong", allow="everyone")(lambda: Response())  # type: ignore[arg-type]
    assert list(undeclared(router)) == [
        "GET /back says to nobody who may enter",
        "sample.<lambda> is open to 'everyone', which is nobody",
    ]


def test_doors_that_clash_are_named():
    first, same_name = Entry("a.b", "GET", "/a", "staff"), Entry("a.b", "GET", "/b", "staff")
    same_place = Entry("a.c", "GET", "/a", "staff")
    assert clashes([first, same_name, same_place]) == ["GET /a", "a.b"]


# What is observed.


def observed(response: Response | object) -> str:
    """Where htmx is sent, or that the door was open."""
    status, headers = response.status_code, response.headers  # type: ignore[union-attr]
    target = headers.get("hx-redirect", "") if status == 401 else headers.get("location", "")
    path, query = urlsplit(target).path, urlsplit(target).query
    if status == 401 or (status == 303 and "next=" in query):
        return {"who": CHOOSE, "sign-in": SIGN_IN}.get(path.rpartition("/")[2], f"sent to {path}")
    return OPEN if status < 500 else f"broken ({status})"


def expected(entry: Entry, actor: str, address: str) -> str:
    if entry.name in TESTS and "/practice" not in address:
        return SENT["learner"].get(actor, OPEN)
    return FURTHER.get((entry.name, actor)) or SENT[entry.allow].get(actor, OPEN)


def differences(client: TestClient, world: World, entry: Entry) -> Iterator[str]:
    for actor in ACTORS:
        for address in world.addresses(entry):
            headers = world.headers(actor) | {"hx-request": "true"}
            form = None if entry.method == "GET" else world.form()
            seen = observed(client.request(entry.method, address, headers=headers, data=form))
            client.cookies.clear()  # some doors open a session for a guest
            if seen != (wanted := expected(entry, actor, address)):
                yield f"{entry.method} {address} as {actor}: {seen}, not {wanted}"


def test_every_door_is_open_to_those_it_declares_and_to_nobody_else(client: TestClient, world: World):
    found = [line for entry in ENTRIES for line in differences(client, world, entry)]
    assert not found, "\n".join(found)


def test_a_door_that_forgets_to_ask_is_named(client: TestClient, world: World):
    entry = next(entry for entry in ENTRIES if entry.name == "learning.show_help")
    claimed = Entry(entry.name, entry.method, entry.path, "learner")
    assert f"GET /vi/help as guest: {OPEN}, not {CHOOSE}" in list(differences(client, world, claimed))


# Looking changes nothing, and what is looked at is well made.


def digests(database: Database) -> dict[str, str]:
    """One digest a table: what is in it, in no order. Published rows never change, so they are counted."""
    found = {}
    with reads(database) as connection:
        for table in metadata.sorted_tables:
            is_published = table.name in PUBLISHED
            rows = connection.execute(select(func.count() if is_published else table).select_from(table))
            found[table.name] = sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def crawl(client: TestClient, world: World, actor: str) -> Iterator[str]:
    """All that this actor may look at, room by room."""
    headers = world.headers(actor)
    before = digests(world.database)
    for room, entries in groupby(READS, key=lambda entry: entry.name.partition(".")[0]):
        for address in (address for entry in entries for address in world.addresses(entry)):
            page = client.get(address, headers=headers)
            part = client.get(address, headers=headers | {"hx-request": "true"})
            for answer in (page, part):
                yield from (f"{address} as {actor}: {fault}" for fault in answer_faults(answer, actor))
            if client.head(address, headers=headers).status_code != page.status_code:
                yield f"{address} as {actor}: HEAD and GET disagree"
        after = digests(world.database)
        yield from (f"a page of {room} as {actor} changed {name}" for name in changed(before, after))
        before = after


def answer_faults(answer: object, actor: str) -> Iterator[str]:
    status, headers, text = answer.status_code, answer.headers, answer.text  # type: ignore[attr-defined]
    if status >= 500:
        yield f"broken ({status})"
    if headers.get("content-type", "").startswith("text/html"):
        yield from page_faults(text)
        if "HX-Request" not in headers.get("vary", ""):
            yield "does not vary by HX-Request"
        if actor != "guest" and status == 200 and headers["cache-control"] != "no-store":
            yield "a personal page may be kept by a cache"


def test_looking_changes_nothing_and_every_page_is_well_made(client: TestClient, world: World):
    found = [
        fault
        for actor in ("guest", "learning guest", "member", "official")
        for fault in crawl(client, world, actor)
    ]
    assert not found, "\n".join(found)


def test_a_change_is_seen(world: World):
    before = digests(world.database)
    with transaction(world.database) as session:
        make_unit(session, "A new place")
    assert changed(before, digests(world.database)) == ["units"]


@pytest.mark.parametrize(
    "fault",
    [
        "<!doctype html><h1>A</h1><p>Never closed",
        "<!doctype html><h1>A</h1><ul><li>crossed</ul></li>",
        "<!doctype html><h1>A</h1><p id=a></p><p id=a></p>",
        "<!doctype html><h1>A</h1><label for=nobody>B</label>",
        "<!doctype html><h1>A</h1><img src=a>",
        "<!doctype html><h1>A</h1><form></form>",
        "<!doctype html><h1>A</h1><p style=color:red></p>",
        "<!doctype html><h1>A</h1><h3>Too deep</h3>",
        "<!doctype html><h1>A</h1><h1>B</h1>",
        '<!doctype html><h1>A</h1><a class="btn btn--primary"></a><a class="btn btn--primary"></a>',
    ],
)
def test_a_page_that_is_badly_made_is_named(fault: str):
    assert list(page_faults(fault)) != []


def test_a_well_made_page_has_no_fault():
    page = "<!doctype html><main><h1>A</h1><svg><path d=x /></svg><br><h2>B</h2><h3>C</h3><h2>D</h2></main>"
    assert list(page_faults(page)) == []


def test_no_word_in_an_address_breaks_a_page(client: TestClient, world: World):
    """R-55: never our fault, whatever the engine."""
    headers, broken = world.headers("member"), []
    for entry in READS:
        address = world.addresses(entry)[0]
        for value in HOSTILE:
            answer = client.get(address, params=dict.fromkeys(QUERY_WORDS, value), headers=headers)
            if answer.status_code >= 500 or "<script>" in answer.text:
                broken.append(f"{address} with {value!r}: {answer.status_code}")
    assert not broken, "\n".join(broken)


def test_no_word_in_a_form_breaks_a_door(client: TestClient, world: World):
    """R-55, for every field that any form of the site has."""
    broken = []
    for entry in ENTRIES:
        if entry.method == "GET":
            continue
        address = world.addresses(entry)[0]
        for value in HOSTILE:
            form = dict.fromkeys(FIELDS, value)
            answer = client.post(address, data=form, headers=world.headers("member"))
            if answer.status_code >= 500 or "<script>" in answer.text:
                broken.append(f"{address} with {value!r}: {answer.status_code}")
    assert not broken, "\n".join(broken)
