"""After a restore: what people had asked for is done again."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service as households
from learnhub.kit.upsert import insert_new, rows_changed
from learnhub.privacy import rules
from learnhub.privacy.models import IS_WAITING, PrivacyRequest
from learnhub.privacy.queries import find_household, find_person
from learnhub.privacy.rules.register import Entry
from learnhub.privacy.service.erasing import erase_person


def reapply(session: Session, entry: Entry, *, now: datetime) -> bool:
    """Bring the database to where an entry of the register was. False when it says so already.

    Erasures that were done are done, those that waited wait, and those that were taken back are taken
    back; a withdrawn agreement is withdrawn. Of somebody whom the backup never knew there is nothing to do.
    Source: docs/rules.md, H66, R-65, R-66.
    """
    person_id = find_person(session.connection(), code=entry.person)
    household_id = find_household(session.connection(), code=entry.home) if entry.home else None
    if person_id is None or (entry.home and household_id is None):
        return False
    if not _note(session, entry, person_id, household_id):
        return False
    if entry.kind == "withdrawal":
        for purpose in rules.PURPOSES:
            accounts.withdraw_consent(session, person_id=person_id, purpose=purpose, now=entry.asked_at)
    elif entry.kind == "person":
        _person(session, entry, person_id, now)
    elif household_id is not None:
        _home(session, entry, household_id, now)
    return True


def _note(session: Session, entry: Entry, person_id: int, household_id: int | None) -> bool:
    """In the register again. False when it knew."""
    is_new = insert_new(
        session,
        PrivacyRequest,
        code=entry.code,
        kind=entry.kind,
        person_id=person_id,
        household_id=household_id,
        asked_at=entry.asked_at,
        due_at=entry.due_at,
        undone_at=entry.undone_at,
        done_at=entry.done_at,
    )
    waits = update(PrivacyRequest).where(PrivacyRequest.code == entry.code, IS_WAITING)
    closed = waits.values(undone_at=entry.undone_at, done_at=entry.done_at)
    return is_new or (entry.is_closed and rows_changed(session, closed) == 1)


def _person(session: Session, entry: Entry, person_id: int, now: datetime) -> None:
    """Who took care of a kept child since is not in the register, so such a child belongs to no home."""
    if entry.undone_at is not None:
        accounts.show_person(session, person_id=person_id)
        households.let_child_go(session, person_id=person_id, now=now)
        return
    accounts.hide_person(session, person_id=person_id, now=entry.asked_at)
    households.end_care(session, person_id, entry.asked_at)
    if entry.done_at is not None:  # whoever writes for them has written
        erase_person(session, person_id, now)


def _home(session: Session, entry: Entry, household_id: int, now: datetime) -> None:
    if entry.undone_at is not None:
        households.show_home(session, household_id=household_id)
    elif entry.done_at is not None:
        households.erase_home(session, household_id=household_id, now=now)
    else:
        households.hide_home(session, household_id=household_id, now=entry.asked_at)
