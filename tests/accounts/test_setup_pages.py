"""The page that makes the first administrator."""

import pytest
from sqlalchemy import func, select

from learnhub.accounts import service
from learnhub.accounts.models import Account, PhoneSession
from learnhub.kit.db import reads, transaction
from tests.conftest import NOW, as_
from tests.factories.accounts import PASSWORD, make_account


@pytest.fixture
def code(database):
    with transaction(database) as session:
        return service.make_setup_code(session, now=NOW)


def set_up(client, sent, **changes):
    form = {"code": sent, "name": "Lan", "login": "lan", "password": PASSWORD} | changes
    return client.post("/en/setup", data=form)


def count(database, column):
    with reads(database) as connection:
        return connection.scalar(select(func.count(column)))


def test_the_code_makes_the_first_administrator(client, code):
    assert client.get("/en/setup").status_code == 200
    answer = set_up(client, code)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/me")
    token = answer.cookies["__Host-learnhub"]
    assert client.get("/en/me", headers=as_(token)).status_code == 200


def test_what_was_learned_on_the_phone_before_is_offered(client, database, code):
    """docs/rules.md, H32: as after signing in."""
    with transaction(database) as session:
        learner = service.keep_guest(session, session_id=None, household_id=None, phone="", now=NOW)
    client.headers.update(as_(learner.token))
    assert set_up(client, code).headers["location"] == "/en/claim"


@pytest.mark.parametrize("is_used", [True, False])
def test_there_is_no_setup_once_there_is_an_administrator(client, database, code, is_used):
    if is_used:
        set_up(client, code)
        client.cookies.clear()
    else:
        with transaction(database) as session:
            make_account(session, "chi", role="admin")
    assert client.get("/en/setup").status_code == 404
    assert set_up(client, code, login="other").status_code == 404
    assert count(database, Account.id) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"code": "0" * 34}, "code", id="wrong code"),
        pytest.param({"name": " "}, "name", id="no name"),
        pytest.param({"login": "x"}, "login", id="short login"),
        pytest.param({"login": "lan"}, "login", id="login of somebody else"),
        pytest.param({"password": "matkhau123"}, "password", id="common password"),
        pytest.param({"password": "1234567"}, "password", id="short password"),
    ],
)
def test_what_needs_fixing_is_said_beside_its_field(client, database, code, changes, field):
    with transaction(database) as session:
        make_account(session)
    answer = set_up(client, code, **({"login": "new"} | changes))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'<a href="#{field}">' in answer.text
    assert PASSWORD not in answer.text
    assert count(database, Account.id) == 1
    assert count(database, PhoneSession.id) == 0
    assert set_up(client, code, login="new").status_code == 303, "the code was not used up"
