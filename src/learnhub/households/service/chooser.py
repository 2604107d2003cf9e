"""Who is in front of a home's phone."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.queries import find_lock
from learnhub.accounts.rules import could_be_code
from learnhub.households.errors import MemberLocked, MemberNotFound
from learnhub.households.queries import FoundMember, find_member


def choose_member(
    session: Session,
    *,
    household_id: int | None,
    person_code: str,
    replaces: int | None,
    now: datetime,
) -> str:
    """Put a member in front of their home's phone. Whoever was there, staff too, is signed out.

    Returns the new session's token.
    Source: docs/rules.md, H4, H10.
    Raises:
        MemberNotFound: no such member of this very home.
        MemberLocked: they open their lock first.
    """
    member = own_member(session, household_id=household_id, person_code=person_code)
    if find_lock(session.connection(), person_id=member.person_id):
        raise MemberLocked
    return accounts.open_session(
        session,
        household_id=household_id,
        person_id=member.person_id,
        account_id=None,
        now=now,
        replaces=replaces,
    )


def own_member(session: Session, *, household_id: int | None, person_code: str) -> FoundMember:
    """Raises MemberNotFound: no such member of this very home."""
    if not could_be_code(person_code):
        raise MemberNotFound
    member = find_member(session.connection(), code=person_code)
    if member is None or not member.is_open or member.household_id != household_id:
        raise MemberNotFound
    return member
