"""The first administrator: whoever can read the server's console."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.orm import Session

from learnhub.accounts.errors import SetupClosed, SetupCodeWrong
from learnhub.accounts.models import SetupCode
from learnhub.accounts.queries import has_administrator
from learnhub.accounts.service.accounts import create_account
from learnhub.accounts.service.people import appoint, register_person
from learnhub.accounts.service.sessions import open_session
from learnhub.kit.ids import new_code, read_code
from learnhub.kit.locks import hold
from learnhub.kit.upsert import rows_changed
from learnhub.units.queries import list_units
from learnhub.units.service import add_unit

CODE_LETTERS = 33  # 163 random bits
SETUP = "the first administrator"  # servers that start together take turns


def make_setup_code(session: Session, *, now: datetime) -> str | None:
    """A one-time code that makes the first administrator; an older one no longer works.

    Returns None once there is an administrator. Only the code's hash is kept.
    """
    hold(session, SETUP)
    if has_administrator(session.connection(), now=now):
        return None
    session.execute(update(SetupCode).where(SetupCode.used_at.is_(None)).values(used_at=now))
    code = new_code(CODE_LETTERS)
    session.add(SetupCode(code_hash=_hash(code), made_at=now))
    return code


def use_setup_code(
    session: Session,
    *,
    code: str,
    login: str,
    password: str,
    name: str,
    office_name: str,
    household_id: int | None,
    replaces: int | None,
    now: datetime,
) -> str:
    """Make the first administrator and sign them in. Of two who hold the code, one succeeds.

    They answer for the top unit; where there is none yet, for a new office of that name.
    Returns the new session's token.
    Raises:
        SetupClosed: there is an administrator.
        SetupCodeWrong: never made, replaced or used.
        LoginTaken, and what `create_account` says of login and password.
    """
    hold(session, SETUP)
    if has_administrator(session.connection(), now=now):
        raise SetupClosed
    unused = SetupCode.code_hash == _hash(read_code(code, CODE_LETTERS) or "")
    use = update(SetupCode).where(unused, SetupCode.used_at.is_(None)).values(used_at=now)
    if rows_changed(session, use) != 1:
        raise SetupCodeWrong
    unit_id = _top_unit(session, office_name)
    person_id = register_person(session, name=name, unit_id=unit_id, now=now)
    account_id = create_account(session, person_id=person_id, login=login, password=password, now=now)
    appoint(session, person_id=person_id, unit_id=unit_id, role="admin", now=now)
    return open_session(
        session,
        household_id=household_id,
        person_id=person_id,
        account_id=account_id,
        now=now,
        replaces=replaces,
    )


def _top_unit(session: Session, office_name: str) -> int:
    for unit in list_units(session.connection()):
        if unit.parent_code is None:
            return unit.id
    return add_unit(session, code="office", name=office_name, kind="office")


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
