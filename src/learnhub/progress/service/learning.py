"""Facts are appended; what follows from each is counted and decided in the same transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from learnhub.accounts.queries import may_be_kept
from learnhub.kit.events import publish
from learnhub.kit.ids import uuid7
from learnhub.kit.upsert import insert_new, insert_or_change
from learnhub.progress import queries
from learnhub.progress.errors import NothingKept, TestNotOpen
from learnhub.progress.events import CourseCompleted
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    Enrolment,
    LearningEvent,
    LessonCheck,
    LessonCompletion,
    MemberProgress,
)
from learnhub.progress.service import summaries
from learnhub.quizzes import service as quizzes
from learnhub.quizzes.queries import quiz_facts


@dataclass(frozen=True, slots=True)
class Begun:
    """An open attempt, and the first of its questions that is still blank."""

    attempt_id: UUID
    next_number: int


def enrol(session: Session, *, person_id: int, course_id: int, version_id: int, now: datetime) -> None:
    """Teach the person in this version from now on; an older one is never gone back to.

    A version may ask for less than the one before it: then what was learned may already suffice.
    """
    if teach(session, person_id, course_id, version_id, now):
        decide(session, person_id, course_id, now)


def complete_lesson(
    session: Session,
    *,
    person_id: int,
    course_id: int,
    version_id: int,
    lesson_id: int,
    event_id: UUID,
    occurred_at: datetime,
    now: datetime,
    together_with: Collection[int] = (),
) -> None:
    """Keep that a lesson was finished, count it once, and decide whether the course is complete.

    `together_with` are the people who were there too. The same event again changes nothing. The same
    lesson again is a fact that counts nothing; only when it happened earlier than what was known does
    the lesson move to that moment, and to the home of that moment. So the order in which facts arrive
    makes no difference.
    Source: docs/rules.md, L1 (facts), L2 (counted once), L3 (homes), L4 (decided once).
    """
    teach(session, person_id, course_id, version_id, now)
    is_new = insert_new(
        session,
        LearningEvent,
        person_id=person_id,
        id=event_id,
        kind="lesson_finished",
        course_id=course_id,
        version_id=version_id,
        lesson_id=lesson_id,
        detail={"together": True, "with": sorted(together_with)} if together_with else {},
        occurred_at=occurred_at,
        received_at=now,
    )
    if not is_new:
        return
    _count(session, person_id, course_id, version_id, lesson_id, occurred_at, bool(together_with))
    decide(session, person_id, course_id, now)


def record_check(
    session: Session,
    *,
    person_id: int,
    course_id: int,
    version_id: int,
    lesson_id: int,
    check_key: str,
    is_right: bool,
    event_id: UUID,
    now: datetime,
) -> None:
    """Keep how a check-yourself question was answered, and which ones were answered rightly once.

    Source: docs/rules.md, H50.
    """
    enrol(session, person_id=person_id, course_id=course_id, version_id=version_id, now=now)
    insert_new(
        session,
        LearningEvent,
        person_id=person_id,
        id=event_id,
        kind="check_answered",
        course_id=course_id,
        version_id=version_id,
        lesson_id=lesson_id,
        detail={"check": check_key, "is_right": is_right},
        occurred_at=now,
        received_at=now,
    )
    if is_right:
        insert_new(session, LessonCheck, person_id=person_id, lesson_id=lesson_id, check_key=check_key)


def start_attempt(
    session: Session,
    *,
    person_id: int,
    course_id: int,
    version_id: int,
    quiz_key: str,
    audience: str,
    seed: int,
    now: datetime,
) -> Begun:
    """Open a test or practice; the attempt that is open already is the one to go on with.

    Source: docs/rules.md, L5 (a test opens when the lessons are finished).
    Raises:
        QuizNotFound: this version has no such quiz.
        TestNotOpen: a test, and lessons are left.
        What quizzes.service.start_attempt raises: no tries left, or too early for the next.
    """
    enrol(session, person_id=person_id, course_id=course_id, version_id=version_id, now=now)
    gate = queries.get_gate(
        session.connection(),
        person_id=person_id,
        course_id=course_id,
        version_id=version_id,
        quiz_key=quiz_key,
    )
    if not gate.is_open:
        raise TestNotOpen({"num": gate.lessons_left})
    attempt_id = quizzes.start_attempt(
        session,
        person_id=person_id,
        course_id=course_id,
        version_id=version_id,
        quiz_key=quiz_key,
        audience=audience,
        now=now,
        seed=seed,
    )
    facts = quiz_facts(
        session.connection(),
        person_id=person_id,
        course_id=course_id,
        version_id=version_id,
        quiz_key=quiz_key,
        audience=audience,
        now=now,
    )
    return Begun(attempt_id, facts.open_next_number)


def record_graded_test(
    session: Session,
    *,
    person_id: int,
    course_id: int,
    version_id: int,
    attempt_id: UUID,
    is_passed: bool,
    graded_at: datetime,
) -> None:
    """Keep that a test was graded; a pass may complete the course. The fact's id is the attempt's."""
    teach(session, person_id, course_id, version_id, graded_at)
    is_new = insert_new(
        session,
        LearningEvent,
        person_id=person_id,
        id=attempt_id,
        kind="test_graded",
        course_id=course_id,
        version_id=version_id,
        lesson_id=None,
        detail={"attempt": str(attempt_id), "is_passed": is_passed},
        occurred_at=graded_at,
        received_at=graded_at,
    )
    if not is_new:
        return
    passed_at = graded_at if is_passed else None
    summaries.count_test(session, person_id, course_id, graded_at, passed_at)
    summaries.count_for_member(session, person_id, graded_at, 0)
    decide(session, person_id, course_id, graded_at)


def teach(session: Session, person_id: int, course_id: int, version_id: int, now: datetime) -> bool:
    """Enrol without deciding. True when the person was not taught in this version before.

    Every learning fact passes here first, so here it is decided whether anything may be kept.
    Source: docs/rules.md, H61.
    Raises NothingKept.
    """
    if not may_be_kept(session.connection(), person_id=person_id):
        raise NothingKept
    return insert_or_change(
        session,
        Enrolment,
        _new_version,
        _is_newer,
        person_id=person_id,
        course_id=course_id,
        version_id=version_id,
        started_at=now,
    )


def _new_version(new: Any) -> Mapping[str, Any]:
    return {"version_id": new.version_id}


def _is_newer(new: Any) -> Any:
    return Enrolment.version_id < new.version_id


def _count(
    session: Session,
    person_id: int,
    course_id: int,
    version_id: int,
    lesson_id: int,
    occurred_at: datetime,
    is_together: bool,
) -> None:
    """The first fact of a lesson counts; a later one may move it."""
    is_first = insert_new(
        session,
        LessonCompletion,
        person_id=person_id,
        lesson_id=lesson_id,
        course_id=course_id,
        version_id=version_id,
        finished_at=occurred_at,
        is_together=is_together,
    )
    summaries.count_in_course(session, person_id, course_id, lesson_id, occurred_at, int(is_first))
    summaries.count_for_member(session, person_id, occurred_at, int(is_first))
    summaries.count_at_home(session, person_id, occurred_at, int(is_first), int(is_first and is_together))
    if not is_first:
        _keep_earliest(session, person_id, lesson_id, occurred_at, is_together)


def _keep_earliest(
    session: Session, person_id: int, lesson_id: int, occurred_at: datetime, is_together: bool
) -> None:
    """Of two facts at one moment that of learning together counts.

    The enrolment is locked, so nobody else moves this completion meanwhile.
    """
    known = LessonCompletion
    where = and_(known.person_id == person_id, known.lesson_id == lesson_id)
    known_at, was_together = session.execute(select(known.finished_at, known.is_together).where(where)).one()
    if (occurred_at, not is_together) < (known_at, not was_together):
        session.execute(update(known).where(where).values(finished_at=occurred_at, is_together=is_together))
        summaries.count_at_home(session, person_id, known_at, -1, -int(was_together))
        summaries.count_at_home(session, person_id, occurred_at, 1, int(is_together))


def decide(session: Session, person_id: int, course_id: int, now: datetime) -> None:
    """Once, under the rule of the version that the person is taught in, which is copied."""
    standing = queries.get_standing(session.connection(), person_id=person_id, course_id=course_id)
    if standing.is_decided or standing.lessons_left or standing.tests_left:
        return
    version_id = standing.version_id
    is_new = insert_new(
        session,
        CourseCompletion,
        id=uuid7(now),
        person_id=person_id,
        course_id=course_id,
        version_id=version_id,
        rule=queries.get_rule(session.connection(), version_id=version_id),
        completed_at=now,
    )
    if not is_new:
        return
    session.execute(
        update(CourseProgress)
        .where(CourseProgress.person_id == person_id, CourseProgress.course_id == course_id)
        .values(completed_at=now)
    )
    session.execute(
        update(MemberProgress)
        .where(MemberProgress.person_id == person_id)
        .values(completed_courses=MemberProgress.completed_courses + 1)
    )
    publish(session, CourseCompleted(person_id, course_id, version_id, now))
