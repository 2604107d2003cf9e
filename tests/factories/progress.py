"""What people have learned, and the tests that they must pass."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.progress import service
from learnhub.quizzes.models import Attempt, Quiz, Score
from tests.conftest import NOW
from tests.factories.courses import MadeCourse

# Rules that let everybody in: enough for what does not look at questions.
RULES = {
    "pass_percent": {"household": 60},
    "attempts_per_day": {},
    "wait_minutes": 0,
    "review": "after-pass",
    "draw": [],
    "must_pass": [],
}


def make_quiz(session: Session, course: MadeCourse, key: str = "final", kind: str = "test") -> Quiz:
    quiz = Quiz(version_id=course.version_id, key=key, kind=kind, rules=RULES)
    session.add(quiz)
    session.flush()
    return quiz


def make_attempt(
    session: Session, person: Person, course: MadeCourse, quiz: Quiz, *, submitted_at: datetime | None = None
) -> Attempt:
    attempt = Attempt(
        id=uuid4(),
        person_id=person.id,
        course_id=course.course_id,
        version_id=quiz.version_id,
        quiz_id=quiz.id,
        quiz_key=quiz.key,
        kind=quiz.kind,
        audience="household",
        rules={"pass_percent": 60, "review": "after-pass", "attempts_per_day": None, "wait_minutes": 0},
        seed=1,
        started_at=submitted_at or NOW,
        submitted_at=submitted_at,
    )
    session.add(attempt)
    session.flush()
    return attempt


def finish(
    session: Session,
    person: Person,
    course: MadeCourse,
    *lessons: str,
    at: datetime = NOW,
    event_id: UUID | None = None,
) -> None:
    """The person finishes lessons of a course's newest version; all of them when none is named."""
    for lesson in lessons or course.lessons:
        service.complete_lesson(
            session,
            person_id=person.id,
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons[lesson],
            event_id=event_id or uuid4(),
            occurred_at=at,
            now=at,
        )


def hand_in(
    session: Session,
    person: Person,
    course: MadeCourse,
    quiz: Quiz,
    *,
    is_passed: bool = True,
    at: datetime = NOW,
) -> UUID:
    """A test is handed in and graded; what follows for learning is kept."""
    attempt = make_attempt(session, person, course, quiz, submitted_at=at)
    session.add(
        Score(
            attempt_id=attempt.id,
            right_count=int(is_passed),
            total=1,
            percent=100 * is_passed,
            is_passed=is_passed,
            marks=[is_passed],
            reason="submitted",
            graded_at=at,
        )
    )
    session.flush()
    service.record_graded_test(
        session,
        person_id=person.id,
        course_id=course.course_id,
        version_id=quiz.version_id,
        attempt_id=attempt.id,
        is_passed=is_passed,
        graded_at=at,
    )
    return attempt.id
