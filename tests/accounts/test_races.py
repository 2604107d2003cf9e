"""docs/rules.md, A6 and R-71 when several do the same at the same moment."""

from sqlalchemy import func, select

from learnhub.accounts import service
from learnhub.accounts.errors import SetupClosed
from learnhub.accounts.models import Account, Position, SetupCode
from learnhub.accounts.queries import token_hash
from learnhub.kit.db import Database, transaction
from learnhub.kit.ids import new_code
from tests.conftest import NOW
from tests.factories.accounts import PASSWORD
from tests.factories.people import make_person, make_unit
from tests.parallel import at_once


def count(database: Database, column) -> int:
    with transaction(database) as session:
        return session.scalar(select(func.count(column)))


def test_a_role_given_ten_times_at_once_is_held_once(database):
    with transaction(database) as session:
        person_id, unit_id = make_person(session).id, make_unit(session).id

    def appoint(_number: int) -> None:
        with transaction(database) as session:
            service.appoint(session, person_id=person_id, unit_id=unit_id, role="official", now=NOW)

    at_once(10, appoint)
    assert count(database, Position.id) == 1


def use(database: Database, code: str, login: str) -> bool:
    """Whether this code made an administrator."""
    try:
        with transaction(database) as session:
            service.use_setup_code(
                session,
                code=code,
                login=login,
                password=PASSWORD,
                name="Lan",
                office_name="Phường Tương Mai",
                household_id=None,
                replaces=None,
                now=NOW,
            )
    except SetupClosed:
        return False
    return True


def test_of_two_codes_one_makes_an_administrator(database):
    """As two servers may have printed them that started at the same moment."""
    codes = [new_code(33), new_code(33)]
    with transaction(database) as session:
        make_unit(session)
        session.add_all(SetupCode(code_hash=token_hash(code), made_at=NOW) for code in codes)
    assert sorted(at_once(2, lambda number: use(database, codes[number], f"lan{number}"))) == [False, True]
    assert count(database, Account.id) == count(database, Position.id) == 1


def test_servers_that_start_together_leave_one_code(database):
    def make(_number: int) -> str | None:
        with transaction(database) as session:
            return service.make_setup_code(session, now=NOW)

    assert all(at_once(5, make))
    with transaction(database) as session:
        assert session.scalar(select(func.count(SetupCode.id)).where(SetupCode.used_at.is_(None))) == 1
