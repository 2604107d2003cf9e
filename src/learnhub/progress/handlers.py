"""What follows for learning when a test was graded, and when a guest is claimed or forgotten."""

from sqlalchemy.orm import Session

from learnhub.accounts.events import GuestClaimed, GuestForgotten
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


def take_over_facts(session: Session, event: GuestClaimed) -> None:
    service.take_over(session, guest_id=event.guest_id, person_id=event.person_id, now=event.claimed_at)


def forget_facts(session: Session, event: GuestForgotten) -> None:
    service.forget(session, guest_id=event.guest_id)
