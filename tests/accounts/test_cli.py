import re

import pytest
from click.testing import CliRunner

from learnhub.accounts import service
from learnhub.accounts.cli import group
from learnhub.accounts.errors import AccountNotFound, LoginTaken
from learnhub.kit.db import transaction
from learnhub.units.errors import UnitNotFound
from learnhub.units.service import add_unit
from tests.conftest import NOW


@pytest.fixture
def run(database):
    with transaction(database) as session:
        add_unit(session, code="hk", name="Hoàn Kiếm", kind="commune")

    def invoke(*words: str) -> str:
        result = CliRunner().invoke(group, words, obj=database, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.output

    return invoke


def add(run, login="lan", name="Nguyễn Thị Lan", role="trainer", unit="hk"):
    return run("add", login, name, "--role", role, "--unit", unit)


def password_in(said: str) -> str:
    return re.search(r"shown only now: (\S+)", said)[1]


def works(database, password):
    with transaction(database) as session:
        taken = service.take_try(session, login="lan", now=NOW)
    return service.is_right(taken, password)


def test_an_added_person_can_sign_in_with_the_printed_password(run, database):
    said = add(run)
    assert said.startswith("Added lan, trainer in hk.\n")
    assert works(database, password_in(said))


def test_a_reset_password_replaces_the_first(run, database):
    first = password_in(add(run))
    second = password_in(run("reset-password", "lan"))
    assert not works(database, first)
    assert works(database, second)


def test_people_are_listed_without_passwords(run):
    add(run)
    assert run("list") == "lan\ttrainer in hk\tNguyễn Thị Lan\n1 accounts\n"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        pytest.param({"unit": "nowhere"}, UnitNotFound, id="unknown unit"),
        pytest.param({"login": "LAN"}, LoginTaken, id="the same login"),
    ],
)
def test_a_refusal_stores_nothing(run, words, refusal):
    add(run)
    with pytest.raises(refusal):
        add(run, **({"login": "new"} | words))
    assert run("list").endswith("1 accounts\n")


def test_an_unknown_login_has_no_password_to_reset(run):
    with pytest.raises(AccountNotFound):
        run("reset-password", "nobody")
