"""The summaries kept beside the facts: each is one row, changed by expressions over itself.

Always in the order course, member, home, so that parallel writers all count and none waits for
another in a circle.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, literal, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from learnhub.kit.upsert import insert_or_change
from learnhub.progress import queries
from learnhub.progress.models import CourseProgress, HouseholdProgress, MemberProgress


def count_in_course(
    session: Session,
    person_id: int,
    course_id: int,
    lesson_id: int,
    at: datetime,
    lessons: int,
) -> None:
    """The latest lesson is the last one; of two at one moment, the one with the higher id."""
    row = CourseProgress
    is_latest = or_(
        row.last_lesson_id.is_(None),
        row.last_at < at,
        and_(row.last_at == at, row.last_lesson_id < lesson_id),
    )
    insert_or_change(
        session,
        row,
        key={"person_id": person_id, "course_id": course_id},
        new={"finished_lessons": lessons, "last_lesson_id": lesson_id, "last_at": at},
        changes={
            "finished_lessons": row.finished_lessons + lessons,
            "last_lesson_id": case((is_latest, lesson_id), else_=row.last_lesson_id),
            "last_at": case((is_latest, literal(at, row.last_at.type)), else_=row.last_at),
        },
    )


def count_test(session: Session, person_id: int, course_id: int, at: datetime, is_passed: bool) -> None:
    """Before any lesson the latest test says when the course was last learned."""
    row = CourseProgress
    is_latest = and_(row.last_lesson_id.is_(None), row.last_at < at)
    passed_at = literal(at, row.last_at.type)
    is_first_pass = or_(row.test_passed_at.is_(None), row.test_passed_at > at)
    changes: dict[str, object] = {"last_at": case((is_latest, passed_at), else_=row.last_at)}
    if is_passed:
        changes["test_passed_at"] = case((is_first_pass, passed_at), else_=row.test_passed_at)
    insert_or_change(
        session,
        row,
        key={"person_id": person_id, "course_id": course_id},
        new={"finished_lessons": 0, "last_at": at, "test_passed_at": at if is_passed else None},
        changes=changes,
    )


def count_for_member(session: Session, person_id: int, at: datetime, *, lessons: int = 0) -> None:
    row = MemberProgress
    insert_or_change(
        session,
        row,
        key={"person_id": person_id},
        new={"finished_lessons": lessons, "last_at": at},
        changes={
            "finished_lessons": row.finished_lessons + lessons,
            "last_at": _later(row.last_at, at),
        },
    )


def count_at_home(session: Session, person_id: int, at: datetime, lessons: int) -> None:
    """In the home to which the person belonged at that moment; nowhere without one."""
    household_id = queries.find_home_at(session.connection(), person_id=person_id, at=at)
    if household_id is None:
        return
    row = HouseholdProgress
    insert_or_change(
        session,
        row,
        key={"household_id": household_id},
        new={"finished_lessons": lessons, "last_at": at},
        changes={
            "finished_lessons": row.finished_lessons + lessons,
            "last_at": _later(row.last_at, at),
        },
    )


def _later(known: InstrumentedAttribute[datetime], at: datetime) -> ColumnElement[datetime]:
    return case((known < at, literal(at, known.type)), else_=known)
