"""Who is in front of a home's phone."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import MemberNotFound
from learnhub.households.queries import find_member


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
    Source: docs/rules.md, H4.
    Raises MemberNotFound: no such member of this very home.
    """
    if not rules.could_be_code(person_code):
        raise MemberNotFound
    member = find_member(session.connection(), code=person_code)
    if member is None or not member.is_open or member.household_id != household_id:
        raise MemberNotFound
    return accounts.open_session(
        session,
        household_id=household_id,
        person_id=member.person_id,
        account_id=None,
        now=now,
        replaces=replaces,
    )
