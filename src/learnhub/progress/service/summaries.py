"""The summaries kept beside the facts: each is one row, changed by expressions over itself.

Always in the order course, member, home, so that parallel writers all count and none waits for
another in a circle. Nothing depends on the order in which facts arrive.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from learnhub.kit.upsert import insert_or_change
from learnhub.progress import queries
from learnhub.progress.models import CourseProgress, HouseholdProgress, MemberProgress


def count_in_course(
    session: Session, person_id: int, course_id: int, lesson_id: int, at: datetime, lessons: int
) -> None:
    insert_or_change(
        session,
        CourseProgress,
        _lesson_added,
        person_id=person_id,
        course_id=course_id,
        finished_lessons=lessons,
        last_lesson_id=lesson_id,
        last_at=at,
    )


def count_test(
    session: Session, person_id: int, course_id: int, at: datetime, passed_at: datetime | None
) -> None:
    insert_or_change(
        session,
        CourseProgress,
        _test_added,
        person_id=person_id,
        course_id=course_id,
        last_at=at,
        test_passed_at=passed_at,
    )


def count_for_member(session: Session, person_id: int, at: datetime, lessons: int) -> None:
    insert_or_change(
        session,
        MemberProgress,
        _member_added,
        person_id=person_id,
        finished_lessons=lessons,
        last_at=at,
    )


def count_at_home(session: Session, person_id: int, at: datetime, lessons: int, together: int) -> None:
    """In the home to which the person belonged at that moment; nowhere without one.

    `together` of the `lessons` were learned together.
    """
    household_id = queries.find_home_at(session.connection(), person_id=person_id, at=at)
    if household_id is not None:
        insert_or_change(
            session,
            HouseholdProgress,
            _home_added,
            household_id=household_id,
            finished_lessons=lessons,
            together_lessons=together,
            last_at=at,
        )


def _lesson_added(new: Any) -> Mapping[str, Any]:
    """The latest lesson is the last one; of two at one moment, the one with the higher id."""
    row = CourseProgress
    is_latest = or_(
        row.last_lesson_id.is_(None),
        row.last_at < new.last_at,
        and_(row.last_at == new.last_at, row.last_lesson_id < new.last_lesson_id),
    )
    return {
        "finished_lessons": row.finished_lessons + new.finished_lessons,
        "last_lesson_id": case((is_latest, new.last_lesson_id), else_=row.last_lesson_id),
        "last_at": case((is_latest, new.last_at), else_=row.last_at),
    }


def _test_added(new: Any) -> Mapping[str, Any]:
    """The first pass counts. Before any lesson the latest test says when the course was learned."""
    row = CourseProgress
    is_latest = and_(row.last_lesson_id.is_(None), row.last_at < new.last_at)
    is_first_pass = or_(row.test_passed_at.is_(None), row.test_passed_at > new.test_passed_at)
    return {
        "last_at": case((is_latest, new.last_at), else_=row.last_at),
        "test_passed_at": case((is_first_pass, new.test_passed_at), else_=row.test_passed_at),
    }


def _member_added(new: Any) -> Mapping[str, Any]:
    row = MemberProgress
    return {
        "finished_lessons": row.finished_lessons + new.finished_lessons,
        "last_at": _later(row.last_at, new.last_at),
    }


def _home_added(new: Any) -> Mapping[str, Any]:
    row = HouseholdProgress
    return {
        "finished_lessons": row.finished_lessons + new.finished_lessons,
        "together_lessons": row.together_lessons + new.together_lessons,
        "last_at": _later(row.last_at, new.last_at),
    }


def _later(known: InstrumentedAttribute[datetime], new: Any) -> ColumnElement[datetime]:
    return case((known < new, new), else_=known)
