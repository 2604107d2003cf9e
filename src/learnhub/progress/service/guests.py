"""What a guest learned becomes a person's, or is forgotten."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learnhub.kit.upsert import insert_new
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    Enrolment,
    LearningEvent,
    LessonCheck,
    LessonCompletion,
    MemberProgress,
)
from learnhub.progress.service.learning import complete_lesson, decide, teach

_KEPT = (
    LearningEvent,
    LessonCheck,
    LessonCompletion,
    CourseCompletion,
    CourseProgress,
    MemberProgress,
    Enrolment,
)


def take_over(session: Session, *, guest_id: int, person_id: int, now: datetime) -> None:
    """Record a guest's facts again as this person's, with their ids and moments; nothing stays behind.

    A lesson counts in no home to which the person did not belong when it was finished.
    Source: docs/rules.md, H32, L1, L2, L3.
    """
    taught = session.execute(
        select(Enrolment.course_id, Enrolment.version_id, Enrolment.started_at)
        .where(Enrolment.person_id == guest_id)
        .order_by(Enrolment.course_id)
    ).all()
    for course_id, version_id, started_at in taught:
        teach(session, person_id, course_id, version_id, started_at)
    facts = (
        select(LearningEvent)
        .where(LearningEvent.person_id == guest_id)
        .order_by(LearningEvent.occurred_at, LearningEvent.id)
    )
    for fact in session.scalars(facts).all():
        _record(session, fact, person_id, now)
    for course_id, _version_id, _started_at in taught:
        decide(session, person_id, course_id, now)
    forget(session, guest_id=guest_id)


def forget(session: Session, *, guest_id: int) -> None:
    for model in _KEPT:
        session.execute(delete(model).where(model.person_id == guest_id))


def _record(session: Session, fact: LearningEvent, person_id: int, now: datetime) -> None:
    if fact.kind == "lesson_finished" and fact.lesson_id is not None:
        complete_lesson(
            session,
            person_id=person_id,
            course_id=fact.course_id,
            version_id=fact.version_id,
            lesson_id=fact.lesson_id,
            event_id=fact.id,
            occurred_at=fact.occurred_at,
            now=now,
        )
        return
    if fact.kind == "check_answered" and fact.detail["is_right"]:
        check = {"lesson_id": fact.lesson_id, "check_key": fact.detail["check"]}
        insert_new(session, LessonCheck, person_id=person_id, **check)
    insert_new(
        session,
        LearningEvent,
        person_id=person_id,
        id=fact.id,
        kind=fact.kind,
        course_id=fact.course_id,
        version_id=fact.version_id,
        lesson_id=fact.lesson_id,
        detail=fact.detail,
        occurred_at=fact.occurred_at,
        received_at=now,
    )
