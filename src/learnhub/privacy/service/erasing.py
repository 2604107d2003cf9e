"""Erasures that are due are done: every room erases its own tables, in this order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service as households
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.queries import find_household, find_person
from learnhub.progress import service as progress
from learnhub.quizzes import service as quizzes


@dataclass(frozen=True, slots=True)
class Erased:
    """A line of the list that outlives a restore: whose code, and never a name."""

    kind: str
    code: str


_WAITING = (PrivacyRequest.undone_at.is_(None), PrivacyRequest.done_at.is_(None))
_DUE = (
    select(PrivacyRequest.id, PrivacyRequest.person_id, PrivacyRequest.household_id)
    .where(PrivacyRequest.kind.in_(("person", "home")), PrivacyRequest.due_at <= bindparam("now"), *_WAITING)
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
            _erase_person(session, person_id, now)
        done = update(PrivacyRequest).where(PrivacyRequest.id == request_id)
        session.execute(done.values(done_at=now))
    return len(due)


def reapply(session: Session, line: Erased, *, now: datetime) -> bool:
    """After a restore: what had been erased is erased again. True when the backup held it.

    Its request may wait again in the backup, so it is closed too.
    Source: docs/rules.md, H66.
    """
    if line.kind == "home":
        found = find_household(session.connection(), code=line.code)
        whose = PrivacyRequest.household_id == found
        if found is not None:
            households.erase_home(session, household_id=found, now=now)
    else:
        found = find_person(session.connection(), code=line.code)
        whose = (PrivacyRequest.person_id == found) & (PrivacyRequest.kind == "person")
        if found is not None:
            accounts.hide_person(session, person_id=found, now=now)  # whoever writes for them has written
            _erase_person(session, found, now)
    session.execute(update(PrivacyRequest).where(whose, *_WAITING).values(done_at=now))
    return found is not None


def _erase_person(session: Session, person_id: int, now: datetime) -> None:
    """Answers before facts, and the name last: whatever fails, fails whole."""
    quizzes.erase_person(session, person_id=person_id)
    progress.erase_person(session, person_id=person_id, now=now)
    households.erase_person(session, person_id=person_id, now=now)
    accounts.erase_person(session, person_id=person_id, now=now)
