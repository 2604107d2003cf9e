from datetime import timedelta

import pytest
from sqlalchemy import update

from learnhub.accounts import service
from learnhub.accounts.models import Account, Position
from learnhub.accounts.queries import find_session, has_administrator, helped_units, list_accounts
from tests.conftest import NOW
from tests.factories.accounts import make_account
from tests.factories.people import make_household, make_person, make_phone
from tests.statements import counted

TOMORROW = NOW + timedelta(days=1)


def test_the_most_responsible_role_counts(session):
    lan = make_account(session, role="volunteer")
    for role in ("official", "admin", "trainer"):
        service.appoint(session, person_id=lan.person.id, unit_id=lan.unit_id, role=role, now=NOW)
    phone = make_phone(session, lan.person)
    found = find_session(session.connection(), token=phone.token, now=NOW)
    assert found["role_rank"] == 4


def test_a_role_counts_only_after_signing_in(session):
    lan = make_account(session)
    home = make_household(session, lan.person)
    token = service.open_session(
        session,
        household_id=home.id,
        person_id=lan.person.id,
        account_id=None,
        now=NOW,
        replaces=None,
    )
    assert find_session(session.connection(), token=token, now=NOW)["role_rank"] is None


@pytest.mark.parametrize(
    ("column", "value", "is_there"),
    [
        pytest.param(Position.since_on, NOW.date(), True, id="from today"),
        pytest.param(Position.since_on, TOMORROW.date(), False, id="from tomorrow"),
        pytest.param(Position.until_on, TOMORROW.date(), True, id="until tomorrow"),
        pytest.param(Position.until_on, NOW.date(), False, id="until today"),
        pytest.param(Position.role, "trainer", False, id="another role"),
    ],
)
def test_an_administrator_holds_the_position_today(session, column, value, is_there):
    make_account(session, role="admin")
    session.execute(update(Position).values({column: value}))
    assert has_administrator(session.connection(), now=NOW) is is_there


def test_a_closed_account_administers_nothing(session):
    make_account(session, role="admin")
    session.execute(update(Account).values(is_active=False))
    assert not has_administrator(session.connection(), now=NOW)


def test_accounts_are_listed_by_name_with_todays_roles(session):
    lan = make_account(session, "lan", role="trainer")
    service.appoint(session, person_id=lan.person.id, unit_id=lan.unit_id, role="admin", now=NOW)
    make_account(session, "dao", name="Đào", role=None)
    accounts = list_accounts(session.connection(), now=NOW)
    assert [(account.login, len(account.positions)) for account in accounts] == [
        ("dao", 0),
        ("lan", 2),
    ]
    assert accounts[1].positions[0].startswith("trainer in unit-")


def test_each_asks_once(session):
    make_account(session)
    phone = make_phone(session, make_person(session))
    connection = session.connection()
    with counted(connection) as statements:
        find_session(connection, token=phone.token, now=NOW)
        has_administrator(connection, now=NOW)
        list_accounts(connection, now=NOW)
    assert statements.count == 3


@pytest.mark.parametrize(
    ("role", "since", "helps"),
    [
        pytest.param("volunteer", NOW, True, id="a volunteer"),
        pytest.param("admin", NOW, True, id="an administrator"),
        pytest.param("official", NOW, False, id="an official does not"),
        pytest.param("trainer", NOW, False, id="a trainer does not"),
        pytest.param("volunteer", TOMORROW, False, id="who begins tomorrow does not yet"),
    ],
)
def test_who_helps_the_homes_of_a_unit(session, role, since, helps):
    """docs/rules.md, H6."""
    lan = make_account(session, role=role)
    session.execute(update(Position).values(since_on=since.date()))
    found = helped_units(session.connection(), person_id=lan.person.id, now=NOW)
    assert found == ({lan.unit_id} if helps else frozenset())
