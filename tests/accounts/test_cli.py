import re

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learnhub.accounts import service
from learnhub.accounts.cli import group
from learnhub.accounts.errors import AccountExists, AccountNotFound, LoginTaken, PersonNotFound
from learnhub.accounts.models import Person
from learnhub.households.queries import get_home
from learnhub.kit.db import transaction
from learnhub.units.errors import UnitNotFound
from learnhub.units.service import add_unit
from tests.conftest import NOW
from tests.factories.people import make_household, make_person


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


def test_a_member_of_a_home_signs_in_as_the_same_person(run, database):
    """docs/rules.md, H48: one person, one record, and still in the home."""
    with transaction(database) as session:
        amina = make_person(session, "Amina")
        home, code = make_household(session, amina).id, amina.code
    said = run("add", "lan", "--member", code, "--role", "volunteer", "--unit", "hk")
    assert works(database, password_in(said))
    assert run("list") == "lan\tvolunteer in hk\tAmina\n1 accounts\n"
    with transaction(database) as session:
        assert [person.name for person in get_home(session.connection(), household_id=home).people] == [
            "Amina"
        ]
        assert session.scalar(select(func.count(Person.id))) == 1
    with pytest.raises(AccountExists):
        run("add", "lan-2", "--member", code, "--role", "volunteer", "--unit", "hk")


@pytest.mark.parametrize("words", [(), ("Lan", "--member", "code")])
def test_either_a_name_or_a_member_is_given(run, words):
    with pytest.raises(click.UsageError):
        run("add", "lan", *words, "--role", "trainer", "--unit", "hk")


def test_an_unknown_member_gets_no_account(run):
    with pytest.raises(PersonNotFound):
        run("add", "lan", "--member", "nobody", "--role", "trainer", "--unit", "hk")
