"""Erasures that are due are done: every room erases its own tables, in this order."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service as households
from learnhub.privacy.models import IS_WAITING, PrivacyRequest
from learnhub.progress import service as progress
from learnhub.quizzes import service as quizzes

_DUE = (
    select(PrivacyRequest.id, PrivacyRequest.person_id, PrivacyRequest.household_id)
    .where(PrivacyRequest.kind.in_(("person", "home")), PrivacyRequest.due_at <= bindparam("now"), IS_WAITING)
    .order_by(PrivacyRequest.due_at, PrivacyRequest.id)
    .with_for_update(skip_locked=True)
)


def erase_due(session: Session, *, now: datetime, limit: int) -> int:
    """The oldest first, at most so many. Returns how many were done.

    Source: docs/rules.md, H64, H65, R-65.
    """
    due = session.execute(_DUE.limit(limit), {"now": now}).all()
    for request_id, person_id, household_id in due:
        if household_id is not None:
            households.erase_home(session, household_id=household_id, now=now)
        else:
            erase_person(session, person_id, now)
        done = update(PrivacyRequest).where(PrivacyRequest.id == request_id)
        session.execute(done.values(done_at=now))
    return len(due)


def erase_person(session: Session, person_id: int, now: datetime) -> None:
    """Answers before facts, and the name last: whatever fails, fails whole."""
    quizzes.erase_person(session, person_id=person_id)
    progress.erase_person(session, person_id=person_id, now=now)
    households.erase_person(session, person_id=person_id, now=now)
    accounts.erase_person(session, person_id=person_id, now=now)
