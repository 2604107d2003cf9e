"""The phones of a home: one is forgotten, or taken away from afar."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.rules import could_be_code
from learnhub.households.errors import PhoneNotFound


def take_away(session: Session, *, household_id: int, phone: str, now: datetime) -> None:
    """A phone no longer belongs to this home; whoever stood in front of it is gone from it.

    Source: docs/rules.md, H26.
    Raises PhoneNotFound: not one of this home's.
    """
    is_name = could_be_code(phone)
    if not is_name or not accounts.end_phone(session, phone=phone, household_id=household_id, now=now):
        raise PhoneNotFound
