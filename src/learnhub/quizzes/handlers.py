"""What follows for practice when a guest is claimed or forgotten."""

from sqlalchemy.orm import Session

from learnhub.accounts.events import GuestClaimed, GuestForgotten
from learnhub.quizzes import service


def take_over_practice(session: Session, event: GuestClaimed) -> None:
    service.take_over_practice(session, guest_id=event.guest_id, person_id=event.person_id)


def forget_practice(session: Session, event: GuestForgotten) -> None:
    service.forget_practice(session, guest_id=event.guest_id)
