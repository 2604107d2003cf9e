"""docs/rules.md, H72, R-63: what is kept for a time is deleted when the time is over.

The inventory says how long; whatever has a period there is tried here, so a new one needs a sample.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Guest, LockTry, LoginTry, PhoneSession, WrongCodes
from learnhub.accounts.rules import PHONE_LIFE, SESSION_KEPT, STAFF_LIFE, hour_of, locks
from learnhub.households.models import HouseholdCard, JoinRequest, MovingCode, PersonCard
from learnhub.households.queries import phones_page
from learnhub.kit import expiring
from learnhub.kit.db import Base, Database, reads, transaction
from learnhub.kit.expiring import Key, Step
from learnhub.privacy import cli, service
from learnhub.privacy.rules import inventory, tables
from tests.factories.guests import make_guest
from tests.factories.locks import make_tries
from tests.factories.people import make_household, make_official, make_person

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PERIODS = {name: table.period for name, table in inventory.PERSONAL.items() if table.period is not None}
TIME = re.compile(r"\b(?:\d+|one|a|half an) (?:minute|hour|day|week|month|year)s?\b")

_numbers = count(1)
_Made = Callable[[Session, datetime], Base]


def _token() -> str:
    return f"expiring-{next(_numbers)}"


def _ended_session(session: Session, at: datetime) -> Base:
    return make_session(session, at - DAY, ended_at=at)


def _moving_code(session: Session, at: datetime) -> Base:
    return MovingCode(code_hash=_token(), household_id=make_household(session).id, made_at=at)


def _request(session: Session, at: datetime) -> Base:
    home = make_household(session)
    return JoinRequest(id=uuid4(), household_id=home.id, phone="p", number="42", asked_at=at)


def _household_card(session: Session, at: datetime) -> Base:
    known = {"token_hash": _token(), "code": "C", "made_at": at - DAY, "ended_at": at}
    return HouseholdCard(id=uuid4(), household_id=make_household(session).id, **known)


def _person_card(session: Session, at: datetime) -> Base:
    known = {"token_hash": _token(), "made_at": at - DAY, "ended_at": at}
    return PersonCard(id=uuid4(), person_id=make_person(session).id, **known)


# A row that was over, or began to count, at that moment.
SAMPLES: Mapping[str, _Made] = {
    "guests": lambda session, at: make_guest(session, _token(), at=at),
    "household_cards": _household_card,
    "join_requests": _request,
    "lock_tries": lambda session, at: LockTry(person_id=make_person(session).id, phone="p", tried_at=at),
    "login_tries": lambda _session, at: LoginTry(login="lan", tried_at=at),
    "moving_codes": _moving_code,
    "person_cards": _person_card,
    "phone_sessions": _ended_session,
}


def make_session(session: Session, at: datetime, **known: Any) -> PhoneSession:
    values = {"token_hash": _token(), "phone": _token(), "created_at": at, "expires_at": at + PHONE_LIFE}
    made = PhoneSession(**values | known)
    session.add(made)
    session.flush()
    return made


def erase(database: Database) -> list[str]:
    answer = CliRunner().invoke(cli.group, ["erase-due"], obj=database, catch_exceptions=False)
    return answer.output.splitlines()


def keys(database: Database, model: type[Base]) -> set[Any]:
    with reads(database) as connection:
        return set(connection.scalars(select(*inspect(model).primary_key)))


def key_of(made: Base) -> Any:
    (key,) = inspect(made).identity
    return key


@pytest.mark.parametrize("table", sorted(PERIODS))
def test_what_is_over_goes_and_what_is_not_yet_stays(database: Database, table: str):
    over = datetime.now(UTC) - PERIODS[table]
    with transaction(database) as session:
        made = [SAMPLES[table](session, moment) for moment in (over - MINUTE, over + MINUTE)]
        session.add_all(made)
        session.flush()
        model, young = type(made[0]), key_of(made[1])
    assert f"1 deleted from {table}" in erase(database)
    assert keys(database, model) == {young}
    assert erase(database) == ["0 erased"]


def test_whatever_has_a_period_is_deleted_by_the_command():
    assert service.FORGET.keys() - inventory.IMPERSONAL == PERIODS.keys()


def unkept(personal: Mapping[str, tables.Table]) -> Iterator[str]:
    """Tables whose words name a time that no period keeps, or another one."""
    for name, table in personal.items():
        days = table.period.days if table.period else 0
        if table.period and not re.search(rf"\b{'one day' if days == 1 else f'{days} days'}\b", table.until):
            yield f"{name} is deleted after {days} days and does not say so"
        if TIME.search(table.until) and not table.period:
            yield f"{name} says how long it is kept, and nothing deletes it"


def test_the_words_of_the_inventory_say_what_is_done():
    assert list(unkept(inventory.PERSONAL)) == []


@pytest.mark.parametrize(
    ("until", "period", "expected"),
    [
        pytest.param("a year", None, "says how long it is kept, and nothing deletes it", id="only said"),
        pytest.param("30 days", DAY, "is deleted after 1 days and does not say so", id="another time"),
        pytest.param("for good", DAY, "is deleted after 1 days and does not say so", id="not said"),
    ],
)
def test_words_that_say_something_else_are_named(until: str, period: timedelta | None, expected: str):
    diary = tables.Table("to remember", until, "person", (), period=period)
    assert list(unkept({"diary": diary})) == [f"diary {expected}"]


def test_wrong_codes_of_an_hour_that_is_over_go(database: Database):
    hour = hour_of(datetime.now(UTC))
    with transaction(database) as session:
        session.add_all(
            WrongCodes(kind="home", hour=moment, count=3) for moment in (hour - timedelta(hours=1), hour)
        )
    assert "1 deleted from wrong_codes" in erase(database)
    with reads(database) as connection:
        assert connection.scalars(select(WrongCodes.hour)).all() == [hour]


def test_tries_that_closed_a_lock_stay_until_it_is_opened(database: Database):
    """H11: time alone opens nothing."""
    with transaction(database) as session:
        shut, open_ = make_person(session).id, make_person(session).id
        long_ago = datetime.now(UTC) - timedelta(days=90)
        make_tries(session, shut, locks.MOST_A_MEMBER, at=long_ago)
        make_tries(session, open_, locks.MOST_A_MEMBER - 1, at=long_ago)
    assert "9 deleted from lock_tries" in erase(database)
    with reads(database) as connection:
        assert set(connection.scalars(select(LockTry.person_id))) == {shut}


def test_a_home_still_reads_since_when_a_phone_is_its_own(database: Database):
    """Of a phone that is the home's the first session stays; of one that is not, none."""
    now = datetime.now(UTC)
    with transaction(database) as session:
        home = make_household(session).id
        for phone in ("kept", "taken away"):
            for days in (150, 120, 90):
                known = {"phone": phone, "household_id": home, "ended_at": now - (days - 30) * DAY}
                make_session(session, now - days * DAY, **known)
        make_session(session, now - 60 * DAY, phone="kept", household_id=home)
    with reads(database) as connection:
        before = phones_page(connection, household_id=home, this="", now=now)
    assert "5 deleted from phone_sessions" in erase(database)
    with reads(database) as connection:
        assert phones_page(connection, household_id=home, this="", now=now) == before
        assert connection.execute(select(PhoneSession.phone)).all() == [("kept",)] * 2
    assert [phone.since_at for phone in before.phones] == [now - 150 * DAY]


def test_a_session_that_ran_out_goes_and_the_phone_of_a_home_or_of_a_guest_outlives_it(database: Database):
    """A4: who signed in is gone after 12 hours; the phone stays the home's for 180 days."""
    now = datetime.now(UTC)
    ran_out, old = now - SESSION_KEPT - DAY, now - SESSION_KEPT - PHONE_LIFE - DAY
    with transaction(database) as session:
        home, lan = make_household(session).id, make_official(session, "Lan").id
        session.add(Guest(code="C", phone="of a guest", started_at=now, seen_at=now))
        for name, at in (("staff", ran_out), ("at home", ran_out), ("of a guest", ran_out), ("old", old)):
            known: dict[str, Any] = {"person_id": lan, "expires_at": at + STAFF_LIFE}
            make_session(
                session, at, phone=name, household_id=home if name in {"at home", "old"} else None, **known
            )
        make_session(session, old, phone="nobody's")
        make_session(session, now - 90 * DAY, phone="in use", household_id=home)
    assert "3 deleted from phone_sessions" in erase(database)
    with reads(database) as connection:
        assert set(connection.scalars(select(PhoneSession.phone))) == {"at home", "of a guest", "in use"}


def test_each_transaction_is_short(database: Database, monkeypatch: pytest.MonkeyPatch):
    """Nobody who is learning waits for a walk through the whole table."""
    steps: list[Step] = []

    def forget(session: Session, *, now: datetime, after: Key = ()) -> Step:
        steps.append(forget_tries(session, now=now, after=after))
        return steps[-1]

    forget_tries = service.FORGET["login_tries"]
    monkeypatch.setattr(service, "FORGET", {"login_tries": forget})
    monkeypatch.setattr(expiring, "STEP", 2)
    with transaction(database) as session:
        for days in (0, 0, 2, 0, 2):
            session.add(LoginTry(login="lan", tried_at=datetime.now(UTC) - days * DAY))
            session.flush()
    assert erase(database) == ["0 erased", "2 deleted from login_tries"]
    assert [step.gone for step in steps] == [0, 1, 1, 0]
    with reads(database) as connection:
        assert connection.scalar(select(func.count(LoginTry.id))) == 3
