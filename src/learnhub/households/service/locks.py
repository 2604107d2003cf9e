"""Members' locks: tried on a phone of their home, opened by who helps the home."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts.queries import helped_units
from learnhub.accounts.rules import could_be_code
from learnhub.accounts.rules.locks import Standing
from learnhub.accounts.service import locks
from learnhub.households.errors import MemberNotFound
from learnhub.households.models import Household
from learnhub.households.queries import FoundMember, find_member, is_lock_closed
from learnhub.households.service.chooser import own_member
from learnhub.households.service.looks import note_look


def take_try(
    session: Session, *, household_id: int, person_code: str, phone: str, now: datetime
) -> locks.Try | Standing:
    """Count a wrong try of a member's lock, or say how the lock stands.

    From a phone of another home nothing is counted, so that no stranger can close a lock.
    Source: docs/rules.md, H13.
    Raises MemberNotFound: no such member of this very home.
    """
    member = own_member(session, household_id=household_id, person_code=person_code)
    return locks.take_try(session, person_id=member.person_id, phone=phone, now=now)


def unlock_member(
    session: Session,
    taken: locks.Try,
    *,
    household_id: int,
    person_code: str,
    replaces: int | None,
    now: datetime,
) -> str | None:
    """Put a member in front of the phone whose secret proved right.

    Returns the new session's token, None when the lock was changed in the meantime.
    Raises MemberNotFound: they have left this home in the meantime.
    """
    own_member(session, household_id=household_id, person_code=person_code)
    return locks.unlock(session, taken, household_id=household_id, replaces=replaces, now=now)


def look_at_lock(session: Session, *, helper_id: int, person_code: str, now: datetime) -> None:
    """A helper is about to see who stands before a shut lock: the home can read so.

    Source: docs/rules.md, H6.
    Raises MemberNotFound: no such member of a home that this person helps, or their lock is not shut.
    """
    _, home = _helped(session, helper_id, person_code, now)
    if not is_lock_closed(session.connection(), code=person_code, unit_id=home.unit_id, now=now):
        raise MemberNotFound
    note_look(session, household_id=home.id, person_id=helper_id, what="lock_seen", now=now)


def open_for_member(session: Session, *, helper_id: int, person_code: str, now: datetime) -> None:
    """Somebody who helps a home lets a member try again; the home can read who it was.

    Where nothing is to be opened, nothing is kept.
    Source: docs/rules.md, H6, H11.
    Raises MemberNotFound: no such member of a home that this person helps.
    """
    member, home = _helped(session, helper_id, person_code, now)
    if locks.open_lock(session, person_id=member.person_id):
        note_look(session, household_id=home.id, person_id=helper_id, what="lock", now=now)


def take_off_for_member(session: Session, *, helper_id: int, person_code: str, now: datetime) -> None:
    """Somebody who helps a home takes the lock of a member off who forgot the secret.

    Only where tries failed: of somebody who opens their own lock nobody takes it. Where nothing is to be
    taken off, nothing is kept.
    Source: docs/rules.md, H6, H16.
    Raises MemberNotFound: no such member of a home that this person helps.
    """
    member, home = _helped(session, helper_id, person_code, now)
    is_closed = is_lock_closed(session.connection(), code=person_code, unit_id=home.unit_id, now=now)
    if is_closed and locks.take_off(session, person_id=member.person_id):
        note_look(session, household_id=home.id, person_id=helper_id, what="lock_off", now=now)


def _helped(
    session: Session, helper_id: int, person_code: str, now: datetime
) -> tuple[FoundMember, Household]:
    """Raises MemberNotFound: no such member of a home that this person helps."""
    member = find_member(session.connection(), code=person_code) if could_be_code(person_code) else None
    if member is None or not member.is_open:
        raise MemberNotFound
    home = session.get_one(Household, member.household_id)
    if home.unit_id not in helped_units(session.connection(), person_id=helper_id, now=now):
        raise MemberNotFound
    return member, home
