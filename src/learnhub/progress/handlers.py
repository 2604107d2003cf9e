"""What follows for learning when a test was graded."""

from sqlalchemy.orm import Session

from learnhub.progress import service
from learnhub.quizzes.events import AttemptGraded


def record_graded_test(session: Session, event: AttemptGraded) -> None:
    """Practice proves nothing, so only tests count."""
    if event.kind == "test":
        service.record_graded_test(
            session,
            person_id=event.person_id,
            course_id=event.course_id,
            version_id=event.version_id,
            attempt_id=event.attempt_id,
            is_passed=event.is_passed,
            graded_at=event.graded_at,
        )
