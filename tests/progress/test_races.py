"""docs/rules.md, L1, L2, L4 and R-71 when many write at the same moment."""

from uuid import uuid4

from sqlalchemy import func, select

from learnhub.accounts.models import Person
from learnhub.kit.db import Base, Database, transaction
from learnhub.progress import service
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    HouseholdProgress,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_person
from tests.parallel import at_once

MANY = 20


def finish(database: Database, person_id: int, course: MadeCourse, lesson: str, event_id=None) -> None:
    with transaction(database) as session:
        service.complete_lesson(
            session,
            person_id=person_id,
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons[lesson],
            event_id=event_id or uuid4(),
            occurred_at=NOW,
            now=NOW,
        )


def make_home(database: Database, members: int, lessons: int) -> tuple[list[int], MadeCourse]:
    with transaction(database) as session:
        people: list[Person] = [make_person(session, f"Member {number}") for number in range(members)]
        make_household(session, *people)
        course = make_course(session, lessons=tuple(f"lesson-{number}" for number in range(lessons)))
        return [person.id for person in people], course


def value(database: Database, expression) -> object:
    with transaction(database) as session:
        return session.scalar(select(expression))


def rows(database: Database, model: type[Base]) -> object:
    with transaction(database) as session:
        return session.scalar(select(func.count()).select_from(model))


def test_twenty_lessons_finished_at_once_by_one_person_are_all_counted(database):
    [amina], course = make_home(database, members=1, lessons=MANY)
    at_once(MANY, lambda number: finish(database, amina, course, f"lesson-{number}"))
    for summary in (CourseProgress, MemberProgress, HouseholdProgress):
        assert value(database, summary.finished_lessons) == MANY
    assert rows(database, CourseCompletion) == 1
    assert value(database, MemberProgress.completed_courses) == 1


def test_lessons_finished_at_once_by_the_members_of_a_home_are_all_counted(database):
    people, course = make_home(database, members=MANY, lessons=1)
    at_once(MANY, lambda number: finish(database, people[number], course, "lesson-0"))
    assert value(database, HouseholdProgress.finished_lessons) == MANY
    assert rows(database, CourseCompletion) == MANY


def test_one_event_sent_twenty_times_at_once_is_one(database):
    [amina], course = make_home(database, members=1, lessons=2)
    event_id = uuid4()
    at_once(MANY, lambda _: finish(database, amina, course, "lesson-0", event_id))
    assert rows(database, LearningEvent) == 1
    assert value(database, HouseholdProgress.finished_lessons) == 1


def test_one_lesson_finished_twenty_times_at_once_counts_once(database):
    [amina], course = make_home(database, members=1, lessons=2)
    at_once(MANY, lambda _: finish(database, amina, course, "lesson-0"))
    assert rows(database, LearningEvent) == MANY
    assert rows(database, LessonCompletion) == 1
    assert value(database, MemberProgress.finished_lessons) == 1
