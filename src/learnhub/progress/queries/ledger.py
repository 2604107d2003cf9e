"""The bare facts beside what is kept of them, of one person or one home at a time.

The row of the person (of the home) is locked first. Whoever appends a fact needs it too, so
facts and summaries are read as of one moment.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select, union

from learnhub.accounts.models import Person
from learnhub.courses.models import Lesson, LessonVersion
from learnhub.households.models import Household, Membership
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    Enrolment,
    HouseholdProgress,
    LearningEvent,
    LessonCheck,
    LessonCompletion,
    MemberProgress,
)
from learnhub.progress.rules import (
    Answer,
    CourseRule,
    CourseSummary,
    Decision,
    Difference,
    Finish,
    Grading,
    HouseholdSummary,
    LessonSummary,
    MemberSummary,
    PersonFacts,
    PersonSummaries,
    Stay,
    household_summary,
    learned_lessons,
    person_differences,
    summaries_of,
)
from learnhub.quizzes.models import Attempt, Quiz


@dataclass(frozen=True, slots=True)
class PersonLedger:
    person_id: int
    facts: PersonFacts
    kept: PersonSummaries

    @property
    def differences(self) -> list[Difference]:
        return list(person_differences(self.person_id, self.kept, summaries_of(self.facts)))


@dataclass(frozen=True, slots=True)
class HouseholdLedger:
    household_id: int
    stays: tuple[Stay, ...]
    finishes: tuple[Finish, ...]
    kept: HouseholdSummary | None

    @property
    def differences(self) -> list[Difference]:
        expected = household_summary(self.stays, self.finishes)
        if self.kept == expected:
            return []
        key = {"household_id": self.household_id}
        return [Difference("household_progress", key, self.kept, expected)]


_ID: BindParameter[int] = bindparam("id")
_FINISHES = (
    select(
        LearningEvent.person_id,
        LearningEvent.course_id,
        LearningEvent.version_id,
        LearningEvent.lesson_id,
        Lesson.key.label("lesson_key"),
        LearningEvent.occurred_at,
        LearningEvent.detail,
    )
    .join(Lesson, Lesson.id == LearningEvent.lesson_id)
    .where(LearningEvent.kind == "lesson_finished")
)
_GRADINGS = (
    select(LearningEvent.course_id, Attempt.quiz_key, LearningEvent.detail, LearningEvent.occurred_at)
    .join(Attempt, Attempt.id == LearningEvent.id)
    .where(LearningEvent.kind == "test_graded", LearningEvent.person_id == _ID)
)
_ANSWERS = select(LearningEvent.person_id, LearningEvent.lesson_id, LearningEvent.detail).where(
    LearningEvent.kind == "check_answered"
)
_CHECKS = select(LessonCheck.lesson_id, LessonCheck.check_key).where(LessonCheck.person_id == _ID)
_TAUGHT_LESSONS = (
    select(Enrolment.course_id, Lesson.key)
    .join(LessonVersion, LessonVersion.version_id == Enrolment.version_id)
    .join(Lesson, Lesson.id == LessonVersion.lesson_id)
    .where(Enrolment.person_id == _ID)
)
_TAUGHT_TESTS = (
    select(Enrolment.course_id, Quiz.key)
    .join(Quiz, Quiz.version_id == Enrolment.version_id)
    .where(Enrolment.person_id == _ID, Quiz.kind == "test")
)
_DECISIONS = select(CourseCompletion.course_id, CourseCompletion.rule, CourseCompletion.completed_at).where(
    CourseCompletion.person_id == _ID
)
_LESSONS = select(
    LessonCompletion.lesson_id,
    LessonCompletion.course_id,
    LessonCompletion.version_id,
    LessonCompletion.finished_at,
    LessonCompletion.is_together,
).where(LessonCompletion.person_id == _ID)
_COURSES = select(
    CourseProgress.course_id,
    CourseProgress.finished_lessons,
    CourseProgress.last_lesson_id,
    CourseProgress.last_at,
    CourseProgress.test_passed_at,
    CourseProgress.completed_at,
).where(CourseProgress.person_id == _ID)
_MEMBER = select(
    MemberProgress.finished_lessons, MemberProgress.completed_courses, MemberProgress.last_at
).where(MemberProgress.person_id == _ID)
_STAYS = select(Membership.person_id, Membership.since_at, Membership.until_at).where(
    Membership.household_id == _ID
)
_HOUSEHOLD = (
    select(HouseholdProgress.finished_lessons, HouseholdProgress.together_lessons, HouseholdProgress.last_at)
    .where(HouseholdProgress.household_id == _ID)
    .with_for_update()
)
_MEMBERS = select(Membership.person_id).where(Membership.household_id == _ID)


def list_people(connection: Connection) -> list[int]:
    """Everybody of whom something is kept. One statement."""
    tables = (LearningEvent, LessonCompletion, LessonCheck, CourseProgress, MemberProgress, CourseCompletion)
    return sorted(connection.scalars(union(*(select(table.person_id) for table in tables))))


def list_households(connection: Connection) -> list[int]:
    """One statement."""
    return list(connection.scalars(select(Household.id).order_by(Household.id)))


def person_ledger(connection: Connection, *, person_id: int) -> PersonLedger:
    """Eleven statements."""
    _lock(connection, select(Person.id).where(Person.id == _ID), person_id)
    facts = PersonFacts(
        finishes=_finishes(connection, _FINISHES.where(LearningEvent.person_id == _ID), person_id),
        gradings=_gradings(connection, person_id),
        taught=_taught(connection, person_id),
        decisions=_decisions(connection, person_id),
        answers=_answers(connection, _ANSWERS.where(LearningEvent.person_id == _ID), person_id),
    )
    member = connection.execute(_MEMBER, {"id": person_id}).one_or_none()
    kept = PersonSummaries(
        lessons={
            lesson_id: LessonSummary(**rest)
            for lesson_id, rest in _keyed(connection, _LESSONS, "lesson_id", person_id)
        },
        courses={
            course_id: CourseSummary(**rest)
            for course_id, rest in _keyed(connection, _COURSES, "course_id", person_id)
        },
        member=MemberSummary(*member) if member else None,
        completed=frozenset(facts.decisions),
        checks=frozenset((row[0], row[1]) for row in connection.execute(_CHECKS, {"id": person_id})),
    )
    return PersonLedger(person_id, facts, kept)


def household_ledger(connection: Connection, *, household_id: int) -> HouseholdLedger:
    """Four statements."""
    _lock(connection, select(Household.id).where(Household.id == _ID), household_id)
    kept = connection.execute(_HOUSEHOLD, {"id": household_id}).one_or_none()
    stays = connection.execute(_STAYS, {"id": household_id})
    of_members = _FINISHES.where(LearningEvent.person_id.in_(_MEMBERS))
    return HouseholdLedger(
        household_id,
        tuple(Stay(*stay) for stay in stays),
        _finishes(connection, of_members, household_id),
        HouseholdSummary(*kept) if kept else None,
    )


def recomputed_learning(
    connection: Connection, *, household_id: int, asked: Mapping[int, Collection[str]], now: datetime
) -> dict[int, set[tuple[int, str]]]:
    """What progress.rules.learned_lessons says of a home. Three statements over all its facts."""
    of_members = LearningEvent.person_id.in_(_MEMBERS)
    return learned_lessons(
        (Stay(*stay) for stay in connection.execute(_STAYS, {"id": household_id})),
        _finishes(connection, _FINISHES.where(of_members), household_id),
        _answers(connection, _ANSWERS.where(of_members), household_id),
        asked,
        now,
    )


def _lock(connection: Connection, row: Select[int], row_id: int) -> None:
    connection.execute(row.with_for_update(), {"id": row_id})


def _keyed(
    connection: Connection, statement: Select[*tuple[Any, ...]], name: str, row_id: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in connection.execute(statement, {"id": row_id}).mappings():
        rest = dict(row)
        yield rest.pop(name), rest


def _finishes(connection: Connection, statement: Select[*tuple[Any, ...]], row_id: int) -> tuple[Finish, ...]:
    return tuple(
        Finish(
            row.person_id,
            row.course_id,
            row.version_id,
            row.lesson_id,
            row.lesson_key,
            row.occurred_at,
            "together" in row.detail,
        )
        for row in connection.execute(statement, {"id": row_id})
    )


def _answers(connection: Connection, statement: Select[*tuple[Any, ...]], row_id: int) -> tuple[Answer, ...]:
    rows = connection.execute(statement, {"id": row_id})
    return tuple(
        Answer(row.person_id, row.lesson_id, row.detail["check"], row.detail["is_right"]) for row in rows
    )


def _gradings(connection: Connection, person_id: int) -> tuple[Grading, ...]:
    rows = connection.execute(_GRADINGS, {"id": person_id})
    return tuple(
        Grading(row.course_id, row.quiz_key, row.detail["is_passed"], row.occurred_at) for row in rows
    )


def _decisions(connection: Connection, person_id: int) -> dict[int, Decision]:
    return {
        course_id: Decision(_rule(made["rule"]), made["completed_at"])
        for course_id, made in _keyed(connection, _DECISIONS, "course_id", person_id)
    }


def _rule(copied: Mapping[str, list[str]]) -> CourseRule:
    return CourseRule(frozenset(copied["lessons"]), frozenset(copied["tests"]))


def _taught(connection: Connection, person_id: int) -> dict[int, CourseRule]:
    lessons, tests = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for found, statement in ((lessons, _TAUGHT_LESSONS), (tests, _TAUGHT_TESTS)):
        for course_id, key in connection.execute(statement, {"id": person_id}):
            found[course_id].add(key)
    return {
        course_id: CourseRule(frozenset(lessons[course_id]), frozenset(tests[course_id]))
        for course_id in lessons
    }
