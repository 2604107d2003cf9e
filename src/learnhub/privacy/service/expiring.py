"""By their tables: who deletes what is kept for a time. Each call is the work of one short transaction.

Source: docs/rules.md, H72. The inventory says how long each is kept.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service as households
from learnhub.kit.expiring import Key, Step

GUESTS = 20  # at a time: each is deleted with everything of them


class Forget(Protocol):
    """Deletes, of the next rows of a table, those whose time is over."""

    def __call__(self, session: Session, *, now: datetime, after: Key = ()) -> Step: ...


def _forget_guests(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """The oldest first, so that each call goes on where the last one stopped."""
    gone = accounts.forget_guests(session, now=now, most=GUESTS)
    return Step(gone, after if gone else None)


FORGET: Mapping[str, Forget] = {
    "guests": _forget_guests,
    "household_cards": households.forget_household_cards,
    "join_requests": households.forget_requests,
    "lock_tries": accounts.forget_lock_tries,
    "login_tries": accounts.forget_login_tries,
    "moving_codes": households.forget_moving_codes,
    "person_cards": households.forget_person_cards,
    "phone_sessions": accounts.forget_sessions,
    "wrong_codes": accounts.forget_wrong_codes,
}
