"""docs/rules.md, A6: whoever reads the server's console makes the first administrator, once."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from learnhub.accounts import service
from learnhub.accounts.errors import PasswordTooCommon, SetupClosed, SetupCodeWrong
from learnhub.accounts.models import Account, SetupCode
from learnhub.accounts.queries import find_session, has_administrator
from learnhub.kit.db import reads, transaction
from learnhub.units.queries import list_units
from tests.conftest import NOW
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.people import make_unit


def use(session, code, login="lan", password=PASSWORD):
    return service.use_setup_code(
        session,
        code=code,
        login=login,
        password=password,
        name="Lan",
        office_name="Phường Tương Mai",
        household_id=None,
        replaces=None,
        now=NOW,
    )


def test_the_code_makes_an_administrator_and_signs_them_in(session):
    token = use(session, service.make_setup_code(session, now=NOW))
    connection = session.connection()
    assert has_administrator(connection, now=NOW)
    assert find_session(connection, token=token, now=NOW)["role_rank"] == 4
    assert [unit.name for unit in list_units(connection)] == ["Phường Tương Mai"]


def test_the_administrator_answers_for_the_top_unit_where_there_is_one(session):
    unit = make_unit(session)
    token = use(session, service.make_setup_code(session, now=NOW))
    assert find_session(session.connection(), token=token, now=NOW)["unit_id"] == unit.id
    assert len(list_units(session.connection())) == 1


def test_only_the_hash_of_a_code_is_kept(session):
    code = service.make_setup_code(session, now=NOW)
    assert len(code) == 34, "163 bits and a check character"
    assert session.scalars(select(SetupCode)).one().code_hash not in code


def test_a_code_may_be_typed_in_small_groups(session):
    code = service.make_setup_code(session, now=NOW).lower()
    assert use(session, " ".join((code[:10], code[10:20], code[20:])))


@pytest.mark.parametrize("code", ["", "0" * 34, "x" * 500, "\0", "ỹ"])
def test_any_other_code_is_refused(session, code):
    service.make_setup_code(session, now=NOW)
    with pytest.raises(SetupCodeWrong):
        use(session, code)


def test_a_new_code_replaces_the_older_one(session):
    old, new = (service.make_setup_code(session, now=NOW) for _ in range(2))
    with pytest.raises(SetupCodeWrong):
        use(session, old)
    assert use(session, new)


def test_a_refused_password_leaves_the_code_unused(database):
    with transaction(database) as session:
        code = service.make_setup_code(session, now=NOW)
    with pytest.raises(PasswordTooCommon), transaction(database) as session:
        use(session, code, password="matkhau123")
    with transaction(database) as session:
        assert use(session, code)


def test_once_there_is_an_administrator_there_are_no_codes(session):
    code = service.make_setup_code(session, now=NOW)
    make_account(session, "chi", role="admin")
    assert service.make_setup_code(session, now=NOW) is None
    with pytest.raises(SetupClosed):
        use(session, code)


@pytest.mark.parametrize("role", ["official", "volunteer", "trainer"])
def test_other_roles_do_not_close_the_setup(session, role):
    make_account(session, role=role)
    assert service.make_setup_code(session, now=NOW)


def test_of_two_visitors_with_the_code_one_wins(database):
    with transaction(database) as session:
        code = service.make_setup_code(session, now=NOW)
    start = Barrier(2)
    outcomes = []

    def visit(login: str) -> None:
        start.wait()
        try:
            with transaction(database) as session:
                outcomes.append(use(session, code, login))
        except (SetupCodeWrong, SetupClosed):
            outcomes.append(None)

    threads = [Thread(target=visit, args=(login,)) for login in ("amina", "ben1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 2
    assert outcomes.count(None) == 1
    with reads(database) as connection:
        assert connection.scalar(select(func.count(Account.id))) == 1
