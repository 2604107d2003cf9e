"""Rows that do not say what the facts say are written anew."""

from dataclasses import asdict, is_dataclass
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from learnhub.kit.db import Base
from learnhub.progress import queries
from learnhub.progress.models import (
    CourseProgress,
    HouseholdProgress,
    LessonCheck,
    LessonCompletion,
    MemberProgress,
)
from learnhub.progress.rules import Difference
from learnhub.progress.service.learning import decide

_SUMMARIES: dict[str, type[Base]] = {
    model.__tablename__: model
    for model in (LessonCompletion, LessonCheck, CourseProgress, MemberProgress, HouseholdProgress)
}


def mend_person(session: Session, *, person_id: int, now: datetime) -> list[Difference]:
    """Decide what should have been decided, then write the differing summaries anew.

    A completion that its rule does not bear is left: only a person may take one away.
    Returns what was mended.
    """
    connection = session.connection()
    found = [
        difference
        for difference in queries.person_ledger(connection, person_id=person_id).differences
        if difference.table in _SUMMARIES or difference.kept is None
    ]
    for difference in found:
        if difference.table not in _SUMMARIES:
            decide(session, person_id, int(difference.key["course_id"]), now)
    for difference in queries.person_ledger(connection, person_id=person_id).differences:
        if difference.table in _SUMMARIES:
            _write(session, difference)
    return found


def mend_household(session: Session, *, household_id: int) -> list[Difference]:
    """Returns what was mended."""
    found = queries.household_ledger(session.connection(), household_id=household_id).differences
    for difference in found:
        _write(session, difference)
    return found


def _write(session: Session, difference: Difference) -> None:
    model = _SUMMARIES[difference.table]
    session.execute(delete(model).filter_by(**difference.key))
    if is_dataclass(difference.expected) and not isinstance(difference.expected, type):
        session.execute(insert(model).values(**difference.key, **asdict(difference.expected)))
