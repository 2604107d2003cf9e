"""Learning together: one person tells who was there; whoever has a lock says so themselves."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnhub.accounts.queries import may_be_kept
from learnhub.households.errors import MemberNotFound
from learnhub.households.queries import list_present
from learnhub.kit.upsert import insert_new, rows_changed
from learnhub.progress import queries
from learnhub.progress.errors import NobodyTicked, NothingToldOf
from learnhub.progress.models import SharedLesson
from learnhub.progress.service.learning import complete_lesson


def tell_together(
    session: Session,
    *,
    household_id: int | None,
    told_by: int,
    person_codes: Collection[str],
    course_id: int,
    version_id: int,
    lesson_id: int,
    event_id: UUID,
    now: datetime,
) -> None:
    """The lesson is finished for `told_by` and, at the same moment, for those who were there.

    The same form again changes nothing. Whoever took back the agreement, or is to be erased, since the
    form was shown is left out, and counts for nobody.
    Source: docs/rules.md, H55 (people of this home today), H56 (who has a lock confirms), H61.
    Raises:
        NobodyTicked: then it is an ordinary lesson.
        MemberNotFound: somebody named, or `told_by`, is not of this home today.
        NothingKept: of `told_by`.
    """
    others = _others(session, household_id, told_by, person_codes)
    complete_lesson(
        session,
        person_id=told_by,
        course_id=course_id,
        version_id=version_id,
        lesson_id=lesson_id,
        event_id=event_id,
        occurred_at=now,
        now=now,
        together_with=others,
    )
    waiting = queries.needs_confirmation(session.connection(), others)
    for person_id in others:
        was_there = None if person_id in waiting else True
        told = SharedLesson(
            person_id=person_id,
            id=uuid5(event_id, str(person_id)),
            course_id=course_id,
            version_id=version_id,
            lesson_id=lesson_id,
            told_by=told_by,
            told_at=now,
            was_there=was_there,
        )
        if _keep(session, told) and was_there:
            _count(session, told, now)


def confirm_together(session: Session, *, person_id: int, shared_id: UUID, now: datetime) -> None:
    """The person was there: the lesson is finished at the moment at which it was told of.

    Raises NothingToldOf.
    """
    told = session.scalars(
        select(SharedLesson).where(SharedLesson.person_id == person_id, SharedLesson.id == shared_id)
    ).one_or_none()
    if told is None:
        raise NothingToldOf
    if _settle(session, person_id, shared_id, was_there=True):
        _count(session, told, now)


def refuse_together(session: Session, *, person_id: int, shared_id: UUID) -> None:
    """The person was not there: nothing is counted."""
    _settle(session, person_id, shared_id, was_there=False)


def _others(
    session: Session, household_id: int | None, told_by: int, person_codes: Collection[str]
) -> list[int]:
    """The people who were there beside `told_by`, in one order for all writers: nobody of whom nothing is
    kept, and from here on nobody becomes one."""
    if not person_codes:
        raise NobodyTicked
    present = list_present(session.connection(), household_id=household_id or 0)
    ids = {member.code: member.person_id for member in present}
    if not set(person_codes) <= ids.keys() or told_by not in ids.values():
        raise MemberNotFound
    named = sorted({ids[code] for code in person_codes} - {told_by})
    return [one for one in named if may_be_kept(session.connection(), person_id=one)]


def _keep(session: Session, told: SharedLesson) -> bool:
    """False when it was kept before."""
    return insert_new(
        session,
        SharedLesson,
        person_id=told.person_id,
        id=told.id,
        course_id=told.course_id,
        version_id=told.version_id,
        lesson_id=told.lesson_id,
        told_by=told.told_by,
        told_at=told.told_at,
        was_there=told.was_there,
    )


def _settle(session: Session, person_id: int, shared_id: UUID, *, was_there: bool) -> bool:
    """False when it was answered before."""
    waiting = update(SharedLesson).where(
        SharedLesson.person_id == person_id,
        SharedLesson.id == shared_id,
        SharedLesson.was_there.is_(None),
    )
    return rows_changed(session, waiting.values(was_there=was_there)) == 1


def _count(session: Session, told: SharedLesson, now: datetime) -> None:
    complete_lesson(
        session,
        person_id=told.person_id,
        course_id=told.course_id,
        version_id=told.version_id,
        lesson_id=told.lesson_id,
        event_id=told.id,
        occurred_at=told.told_at,
        now=now,
        together_with=(told.told_by,),
    )
