"""An erasure is asked for: hidden at once, done after the days of undo."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service as households
from learnhub.households.queries import get_home
from learnhub.households.rules import could_be_code
from learnhub.kit.upsert import rows_changed
from learnhub.privacy.errors import ErasedAlready, RequestNotFound
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.queries import find_reversible
from learnhub.privacy.service.register import register

_WAITING = (PrivacyRequest.undone_at.is_(None), PrivacyRequest.done_at.is_(None))


def ask_person_erasure(session: Session, *, person_id: int, now: datetime) -> None:
    """From now on nobody is shown this person, and they are in front of no phone. Once is enough.

    Source: docs/rules.md, H64.
    Raises ChildrenStay: they care for a child of their home.
    """
    households.check_cares_for_nobody(session, person_id=person_id)
    if register(session, kind="person", person_id=person_id, now=now):
        accounts.hide_person(session, person_id=person_id, now=now)


def ask_home_erasure(session: Session, *, household_id: int, person_id: int, now: datetime) -> None:
    """From now on those who help are not shown this home; its people go on until it is done.

    Source: docs/rules.md, H65, R-32.
    Raises AdultNeeded: asked for by nobody of this home, or by a child.
    """
    get_home(session.connection(), household_id=household_id).adult(person_id)
    if register(session, kind="home", person_id=person_id, household_id=household_id, now=now):
        households.hide_home(session, household_id=household_id, now=now)


def undo(session: Session, *, code: str, household_id: int, now: datetime) -> None:
    """A phone of the home takes an erasure back: that of the home, or of somebody who is in it.

    Source: docs/rules.md, H64, H65.
    Raises:
        RequestNotFound: no such request, or one of another home.
        ErasedAlready: too late.
    """
    if not could_be_code(code):
        raise RequestNotFound
    found = find_reversible(session.connection(), code=code, household_id=household_id)
    if found is None:
        raise RequestNotFound
    if found.is_done or not _take_back(session, PrivacyRequest.id == found.request_id, now):
        raise ErasedAlready
    if found.kind == "home":
        households.show_home(session, household_id=household_id)
    else:
        accounts.show_person(session, person_id=found.person_id)


def undo_person(session: Session, *, person_id: int, now: datetime) -> bool:
    """By the operator, for somebody who has no home with a phone. False when nothing waits."""
    theirs = (PrivacyRequest.person_id == person_id) & (PrivacyRequest.kind == "person")
    if not _take_back(session, theirs, now):
        return False
    accounts.show_person(session, person_id=person_id)
    return True


def _take_back(session: Session, which: object, now: datetime) -> bool:
    """Whoever changes the row first wins: the undo or the erasure."""
    waiting = update(PrivacyRequest).where(which, *_WAITING)  # type: ignore[arg-type]
    return rows_changed(session, waiting.values(undone_at=now)) > 0
