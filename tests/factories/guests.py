"""Phones on which somebody learns before anybody is named."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service
from learnhub.accounts.models import Guest
from tests.conftest import NOW


def make_guest(session: Session, phone: str = "phone-of-nobody", *, at: datetime = NOW) -> Guest:
    """A guest of this phone, who was seen then."""
    learner = service.keep_guest(session, session_id=None, household_id=None, phone=phone, now=at)
    return session.scalars(select(Guest).where(Guest.person_id == learner.person_id)).one()
