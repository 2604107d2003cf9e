"""docs/rules.md, H11, H13, R-27: guesses from every side, through sites that are opened again and again."""

from collections import Counter
from contextlib import ExitStack
from itertools import cycle, permutations
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from learnhub.accounts.models import Lock
from learnhub.accounts.queries import find_session
from learnhub.accounts.rules.locks import PICTURES
from learnhub.accounts.service import locks, open_session
from learnhub.app import create_app
from learnhub.kit.db import open_database, reads, transaction
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS
from tests.conftest import NOW, Clock, as_
from tests.factories.people import make_household, make_person, make_phone

PROCESSES, RESTARTS = 3, 4
DAY_SECONDS = 24 * 3600


@pytest.fixture
def judged(monkeypatch):
    """How often each stored hash was looked at. Looking costs nothing here and is never right."""
    seen = Counter()

    def look(_secret, hashed):
        seen[hashed] += 1
        return False

    monkeypatch.setattr(locks, "verify_password", look)
    return seen


@pytest.fixture
def home(database):
    """Two members with locks, two phones of their home, a phone of another home, a forged one."""
    with transaction(database) as session:
        tu, chi, ben = (make_person(session, name) for name in ("Tư", "Chi", "Ben"))
        for person, kind in ((tu, "pictures"), (chi, "pin")):
            session.add(Lock(person_id=person.id, kind=kind, secret_hash=person.name, set_at=NOW))
        ours, theirs = make_household(session, tu, chi), make_household(session, ben)
        phones = [make_phone(session, None, at).token for at in (ours, ours, theirs)]
        return {
            "tu": (tu.id, tu.code),
            "chi": (chi.id, chi.code),
            "home": ours.id,
            "phones": [*phones, "forged"],
        }


def guesses(count, home):
    """Pictures and numbers in turn, from every phone."""
    pictures = ({"picked": f"{a} {b}", "picture": c} for a, b, c in cycle(permutations(PICTURES, 3)))
    numbers = ({"pin": f"{number % 10_000:04}"} for number in range(7000, 7000 + count))
    phones = cycle(home["phones"])
    for _ in range(count // 2):
        phone = next(phones)
        yield phone, home["tu"][1], next(pictures)
        yield phone, home["chi"][1], next(numbers)


def open_sites(stack: ExitStack, url: str, folder: Path, clock: Clock) -> list[TestClient]:
    """As many processes, each with connections of its own and asked from another address."""
    found = []
    for number in range(PROCESSES):
        database = open_database(url, REACTIONS)
        stack.callback(database.dispose)
        settings = Settings(data=folder, base_url="https://testserver", help_phone="0900")
        app = create_app(settings, database, clock=clock)
        site = TestClient(
            app,
            base_url="https://testserver",
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
            client=(f"10.0.0.{number}", 50_000),
        )
        found.append(stack.enter_context(site))
    return found


@pytest.mark.parametrize("count", [240, pytest.param(10_000, marks=pytest.mark.long, id="all")])
def test_a_day_of_guesses_gets_ten_judged_for_a_member(database, database_url, tmp_path, judged, home, count):
    clock, said = Clock(), Counter()
    sent = list(guesses(count, home))
    share = -(-count // RESTARTS)
    for start in range(0, count, share):
        with ExitStack() as stack:
            sites = cycle(open_sites(stack, database_url, tmp_path, clock))
            for number, (phone, member, form) in enumerate(sent[start : start + share]):
                headers = as_(phone) | {"x-forwarded-for": f"198.51.100.{number % 250}"}
                site = next(sites)
                said[phone, site.post(f"/vi/who/{member}", data=form, headers=headers).status_code] += 1
                site.cookies.clear()
                clock.forward(seconds=(DAY_SECONDS - 60) / count)
    assert judged == {"Tư": 10, "Chi": 10}
    _, _, far, forged = home["phones"]
    assert {status for phone, status in said if phone == far} == {404}
    assert {status for phone, status in said if phone == forged} == {303}, "sent to choose"
    assert enter_by_card(database, home) == "Tư"


def enter_by_card(database, home):
    """What a member's card does meanwhile: it needs no secret and forgets the wrong tries."""
    person_id, _ = home["tu"]
    with transaction(database) as session:
        assert locks.open_lock(session, person_id=person_id)
        token = open_session(
            session,
            household_id=home["home"],
            person_id=person_id,
            account_id=None,
            now=NOW,
            replaces=None,
        )
    with reads(database) as connection:
        return find_session(connection, token=token, now=NOW)["name"]
