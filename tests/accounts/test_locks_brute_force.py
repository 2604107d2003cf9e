"""docs/rules.md, H11, H13, R-27: guesses from every side, through processes that end and start again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, permutations
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from learnhub.accounts.models import Lock, Person
from learnhub.accounts.queries import find_session, lock_standing
from learnhub.accounts.rules.locks import PICTURES
from learnhub.accounts.service import locks
from learnhub.app import create_app
from learnhub.kit.db import Database, open_database, reads, transaction
from learnhub.settings import Settings
from learnhub.wiring import REACTIONS
from tests.conftest import NOW, Clock, as_
from tests.factories.cards import make_person_card, token_of
from tests.factories.people import make_household, make_person, make_phone

PROCESSES = 3
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Guess:
    """What somebody sends on a phone, so many seconds after the day began."""

    second: float
    phone: str
    member: str
    form: dict[str, str]


@dataclass(frozen=True)
class Life:
    """One process from its start to its end, asked from one address."""

    url: str
    folder: Path
    number: int
    guesses: Sequence[Guess]


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


def guesses(count, home) -> Iterator[Guess]:
    """Pictures and numbers in turn, from every phone."""
    pictures = ({"picked": f"{a} {b}", "picture": c} for a, b, c in cycle(permutations(PICTURES, 3)))
    numbers = ({"pin": f"{number % 10_000:04}"} for number in range(7000, 7000 + count))
    phones, pause = cycle(home["phones"]), (DAY_SECONDS - 60) / count
    for number in range(0, count, 2):
        phone = next(phones)
        yield Guess(number * pause, phone, home["tu"][1], next(pictures))
        yield Guess((number + 1) * pause, phone, home["chi"][1], next(numbers))


def lives(sent: Sequence[Guess], url: str, folder: Path, starts: int) -> Iterator[Life]:
    """Each process gets every third guess of its part of the day."""
    share = -(-len(sent) // starts)
    for start in range(0, len(sent), share):
        for number in range(PROCESSES):
            yield Life(url, folder, number, sent[start : start + share][number::PROCESSES])


def live(life: Life) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    """What each phone was told, and how often each stored hash was looked at, which is never right."""
    said: Counter[tuple[str, int]] = Counter()
    judged: Counter[str] = Counter()
    database, clock = open_database(life.url, REACTIONS), Clock()

    def look(_secret: str, hashed: str) -> bool:
        judged[hashed] += 1
        return False

    with patch.object(locks, "verify_password", look), open_site(life, database, clock) as site:
        for number, guess in enumerate(life.guesses):
            clock.now = NOW + timedelta(seconds=guess.second)
            headers = as_(guess.phone) | {"x-forwarded-for": f"198.51.100.{number % 250}"}
            answer = site.post(f"/vi/who/{guess.member}", data=guess.form, headers=headers)
            said[guess.phone, answer.status_code] += 1
            site.cookies.clear()
    database.dispose()
    return said, judged


def open_site(life: Life, database: Database, clock: Clock) -> TestClient:
    settings = Settings(data=life.folder, base_url="https://testserver", help_phone="0900")
    return TestClient(
        create_app(settings, database, clock=clock),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
        client=(f"10.0.0.{life.number}", 50_000),
    )


@pytest.mark.parametrize(
    ("count", "starts"), [(240, 2), pytest.param(10_000, 4, marks=pytest.mark.long, id="all")]
)
def test_a_day_of_guesses_gets_ten_judged_for_a_member(database, database_url, tmp_path, home, count, starts):
    said: Counter[tuple[str, int]] = Counter()
    judged: Counter[str] = Counter()
    everybody = lives(list(guesses(count, home)), database_url, tmp_path, starts)
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])  # a process of its own starts in no time
    with ProcessPoolExecutor(PROCESSES, mp_context=context, max_tasks_per_child=1) as pool:
        for answers, looks in pool.map(live, everybody):
            said += answers
            judged += looks
    assert said.total() == count
    assert judged == {"Tư": 10, "Chi": 10}
    _, _, far, forged = home["phones"]
    assert {status for phone, status in said if phone == far} == {404}
    assert {status for phone, status in said if phone == forged} == {303}, "sent to choose"
    life = Life(database_url, tmp_path, 0, ())
    assert enter_by_card(life, database, home["tu"], DAY_SECONDS - 30) == "Tư", "on the same day"
    assert enter_by_card(life, database, home["chi"], DAY_SECONDS) == "Chi", "time alone opens nothing"


def enter_by_card(life: Life, database, member, second: int) -> str:
    """Whom a member's card chooses on a phone that is far from home, while the lock is closed."""
    person_id, _ = member
    clock = Clock()
    clock.forward(seconds=second)
    with reads(database) as connection:
        assert lock_standing(connection, person_id=person_id, phone="", now=clock.now).is_closed
    with open_site(life, database, clock) as site:
        secret = site.app.state.secret
        with transaction(database) as session:
            token = token_of(make_person_card(session, session.get_one(Person, person_id), secret), secret)
        answer = site.post(f"/k/{token}")
    with reads(database) as connection:
        session_token = answer.cookies["__Host-learnhub"]
        return find_session(connection, token=session_token, now=clock.now)["name"]
