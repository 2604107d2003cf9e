"""What is kept for a time goes when the time is over, step by step. Source: docs/rules.md, H72."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.households import rules
from learnhub.households.models import HouseholdCard, JoinRequest, MovingCode, PersonCard
from learnhub.kit.expiring import Key, Step, delete_over


def forget_moving_codes(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """The next rows of them, behind the key `after`; so do the others."""
    return delete_over(session, MovingCode, MovingCode.made_at <= now - rules.MOVING_KEPT, after=after)


def forget_requests(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Phones that asked to join, whatever the answer was."""
    return delete_over(session, JoinRequest, JoinRequest.asked_at <= now - rules.ASK_KEPT, after=after)


def forget_household_cards(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Those that were replaced."""
    return _forget_cards(session, HouseholdCard, now, after)


def forget_person_cards(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Those that were replaced."""
    return _forget_cards(session, PersonCard, now, after)


def _forget_cards(
    session: Session, model: type[HouseholdCard | PersonCard], now: datetime, after: Key
) -> Step:
    return delete_over(session, model, model.ended_at <= now - rules.OLD_CARD_KEPT, after=after)
