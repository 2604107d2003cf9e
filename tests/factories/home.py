"""A home that learns: a course with check-yourself questions, a programme with outcomes, right answers."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.courses.models import Programme, ProgrammeOutcome
from learnhub.kit.ids import uuid7
from learnhub.progress import service
from learnhub.quizzes.service import PublishedItem
from tests.conftest import NOW
from tests.factories.courses import LANGUAGES, MadeCourse, make_course
from tests.factories.programmes import make_programme
from tests.factories.progress import finish
from tests.factories.quizzes import make_item, publish


def make_asking_course(
    session: Session, key: str = "safety", bank: Sequence[PublishedItem] = ()
) -> MadeCourse:
    """Three lessons; the first asks two questions, the second one, the third none. `bank`: for its test."""
    course = make_course(session, key)
    asked = (("one", "first-check"), ("one", "second-check"), ("two", "only-check"))
    checks = [make_item(check, lesson=lesson, kind="check") for lesson, check in asked]
    publish(session, course, [*checks, *bank])
    return course


def make_minimum(session: Session, course: MadeCourse) -> Programme:
    """Somebody must have learned lesson one, and every adult lessons two and three."""
    programme = make_programme(session, (course.course_id, ("one", "two", "three")), key="minimum")
    for position, (who, lessons) in enumerate(
        (("someone", ["one"]), ("every-adult", ["two", "three"])), start=1
    ):
        session.add(
            ProgrammeOutcome(
                programme_id=programme.id,
                position=position,
                key=f"outcome-{position}",
                who=who,
                course_id=course.course_id,
                lessons=lessons,
                texts={
                    language: {"reached": f"{who} can ({language})", "not_yet": f"{who} not yet ({language})"}
                    for language in LANGUAGES
                },
            )
        )
    session.flush()
    return programme


def answer(
    session: Session, person: Person, course: MadeCourse, lesson: str, check: str, *, is_right: bool = True
) -> None:
    service.record_check(
        session,
        person_id=person.id,
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons[lesson],
        check_key=check,
        is_right=is_right,
        event_id=uuid7(NOW),
        now=NOW,
    )


def cover(session: Session, person: Person, course: MadeCourse) -> None:
    """The person finishes every lesson and answers every question rightly."""
    finish(session, person, course)
    for lesson, check in (("one", "first-check"), ("one", "second-check"), ("two", "only-check")):
        answer(session, person, course, lesson, check)
