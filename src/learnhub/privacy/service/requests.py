"""An erasure is asked for: hidden at once, done after the days of undo."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.rules import could_be_code
from learnhub.households import service as households
from learnhub.households.queries import get_home
from learnhub.kit.upsert import rows_changed
from learnhub.privacy.errors import ErasedAlready, RequestNotFound
from learnhub.privacy.models import IS_WAITING, PrivacyRequest
from learnhub.privacy.queries import find_reversible
from learnhub.privacy.service.register import register


def ask_person_erasure(session: Session, *, person_id: int, now: datetime) -> None:
    """From now on nobody is shown this person, and they are in front of no phone. Once is enough.

    Nobody cares for a child any more who is to be erased, so that their guardian may go, too.
    Source: docs/rules.md, H64.
    Raises ChildrenStay: they care for a child of their home.
    """
    households.check_cares_for_nobody(session, person_id=person_id)
    if register(session, kind="person", person_id=person_id, now=now):
        accounts.hide_person(session, person_id=person_id, now=now)
        households.end_care(session, person_id, now)


def ask_home_erasure(session: Session, *, household_id: int, person_id: int, now: datetime) -> None:
    """From now on those who help are not shown this home; its people go on until it is done.

    Source: docs/rules.md, H65, R-32.
    Raises AdultNeeded: asked for by nobody of this home, or by a child.
    """
    get_home(session.connection(), household_id=household_id).adult(person_id)
    if register(session, kind="home", person_id=person_id, household_id=household_id, now=now):
        households.hide_home(session, household_id=household_id, now=now)


def undo(session: Session, *, code: str, household_id: int, by_id: int | None, now: datetime) -> None:
    """A phone of the home takes an erasure back: that of the home, or of somebody who is in it.

    Once is enough. `by_id` is who stands in front of it; for a child an adult, who cares from now on.
    Source: docs/rules.md, H40, H64, H65.
    Raises:
        AdultNeeded: of a child, by nobody who could care for it.
        RequestNotFound: no such request, or one of another home.
        ErasedAlready: too late.
    """
    if not could_be_code(code):
        raise RequestNotFound
    found = find_reversible(session.connection(), code=code, household_id=household_id)
    if found is None:
        raise RequestNotFound
    request = PrivacyRequest.id == found.request_id
    if not _take_back(session, request, now):
        if session.scalars(select(PrivacyRequest.done_at).where(request)).one() is not None:
            raise ErasedAlready
        return
    if found.kind == "home":
        households.show_home(session, household_id=household_id)
    else:
        who = found.person_id
        accounts.show_person(session, person_id=who)
        households.care_again(session, household_id=household_id, person_id=who, by_id=by_id, now=now)


def undo_person(session: Session, *, person_id: int, now: datetime) -> bool:
    """By the operator, for somebody who has no home with a phone. False when nothing waits.

    A child then belongs to no home, because nobody there has said that they care.
    """
    theirs = (PrivacyRequest.person_id == person_id) & (PrivacyRequest.kind == "person")
    if not _take_back(session, theirs, now):
        return False
    accounts.show_person(session, person_id=person_id)
    households.let_child_go(session, person_id=person_id, now=now)
    return True


def _take_back(session: Session, which: ColumnElement[bool], now: datetime) -> bool:
    """Whoever changes the row first wins: the undo or the erasure."""
    waiting = update(PrivacyRequest).where(which, IS_WAITING)
    return rows_changed(session, waiting.values(undone_at=now)) > 0
