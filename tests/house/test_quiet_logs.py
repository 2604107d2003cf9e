"""docs/rules.md, R-68: a day of the whole site leaves no name, answer, password or token in its logs."""

import json
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import select

from learnhub import server
from learnhub.accounts.models import Account, Person
from learnhub.certificates.models import Certificate
from learnhub.households.models import Household, HouseholdCard
from learnhub.kit.db import transaction
from learnhub.quizzes.models import Attempt
from learnhub.server import Worker
from learnhub.web.logs import configure_logs
from tests.factories.accounts import PASSWORD
from tests.house.test_access import ENTRIES
from tests.house.twins import Twin, Twins

CANARY = "canary-7f3a"
# A line is made of these; `where` and `error` stand in the line of a fault.
KEYS = {"event", "level", "timestamp", "method", "route", "status", "ms", "where", "error"}


@pytest.fixture
def site(twins: Twins) -> Iterator[Twin]:
    before = structlog.get_config()
    configure_logs()
    yield twins.sites["sqlite"]
    structlog.configure(**before)


def secrets(site: Twin) -> set[str]:
    """What the database knows and a log must not."""
    columns = (
        *(Person.code, Person.name, Person.print_name, Account.login, Account.password_hash),
        *(
            Household.code,
            Household.nickname,
            HouseholdCard.code,
            Certificate.code,
            Certificate.token,
            Attempt.id,
            Attempt.receipt,
        ),
    )
    with transaction(site.world.database) as session:
        found = {str(value) for column in columns for value in session.scalars(select(column)) if value}
    tokens = {phone["cookie"].partition("=")[2] for phone in site._phones.values() if phone}
    return found | tokens | {*site.world.parts["token"][:2]} | {PASSWORD, CANARY}


def walk(site: Twin) -> None:
    """Every page and every form as it is meant, and every field with a canary in it."""
    for entry in ENTRIES:
        if entry.method == "GET":
            for address in site.world.addresses(entry):
                site.ask("GET", f"{address}?q={CANARY}&next={CANARY}&code={CANARY}", "member")
            continue
        site.post(entry, {})
        for field in site.forms[entry.name].fields:
            site.post(entry, {field: CANARY, f"{CANARY}-name": CANARY})
        site.ask("PUT", f"/vi/{CANARY}", "member")


def test_a_whole_day_leaves_nothing_of_anybody(site: Twin, capsys: pytest.CaptureFixture[str]):
    walk(site)
    written = capsys.readouterr()
    lines = [json.loads(line) for line in written.out.splitlines()]
    assert len(lines) > 100
    assert {key for line in lines for key in line} <= KEYS
    routes = {entry.name for entry in ENTRIES} | {"static", "-"}
    assert {line["route"] for line in lines if "route" in line} <= routes
    whole = written.out + written.err
    assert sorted(word for word in secrets(site) if len(word) > 3 and word in whole) == []


def test_a_fault_in_the_middle_of_everything_leaves_nothing_either(
    site: Twin, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def break_down(*_all: object, **named: object) -> None:
        raise ArithmeticError(f"{CANARY} {named}")

    for door in ("households.service.add_member", "accounts.service.take_try", "quizzes.service.save_answer"):
        monkeypatch.setattr(f"learnhub.{door}", break_down)
    for name in ("households.add_member", "accounts.sign_in", "quizzes.save_answer"):
        entry = next(entry for entry in ENTRIES if entry.name == name)
        assert site.post(entry, {}).status_code == 500
    written = capsys.readouterr().out
    assert "ArithmeticError" in written
    assert sorted(word for word in secrets(site) if len(word) > 3 and word in written) == []


def test_the_server_itself_writes_no_addresses():
    """Its own log would hold every token that stands in a path."""
    assert Worker.CONFIG_KWARGS["access_log"] is False
    assert (server.loglevel, hasattr(server, "accesslog")) == ("warning", False)
