"""Sessions: which home a phone belongs to, and who is in front of it."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnhub.accounts.models import PhoneSession
from learnhub.accounts.queries import token_hash
from learnhub.accounts.rules import PHONE_LIFE, STAFF_LIFE
from learnhub.kit.ids import new_token


def open_session(
    session: Session,
    *,
    household_id: int | None,
    person_id: int | None,
    account_id: int | None,
    now: datetime,
    replaces: int | None,
) -> str:
    """A new session, always under a new random token; the one that it replaces is over at once.

    Returns the token, which is kept nowhere but in the phone's cookie.
    Source: docs/rules.md, A4. Lives 12 hours with an account, 180 days without.
    """
    phone = _end_and_name(session, replaces, now) if replaces is not None else None
    token = new_token()
    session.add(
        PhoneSession(
            token_hash=token_hash(token),
            phone=phone or new_token(),
            household_id=household_id,
            person_id=person_id,
            account_id=account_id,
            created_at=now,
            expires_at=now + (PHONE_LIFE if account_id is None else STAFF_LIFE),
        )
    )
    session.flush()
    return token


def end_session(session: Session, *, session_id: int, now: datetime) -> None:
    session.execute(
        update(PhoneSession)
        .where(PhoneSession.id == session_id, PhoneSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def _end_and_name(session: Session, session_id: int, now: datetime) -> str | None:
    """The phone of a session that is over now; of one that another tab has ended already, too."""
    end_session(session, session_id=session_id, now=now)
    return session.scalars(select(PhoneSession.phone).where(PhoneSession.id == session_id)).one_or_none()


def drop_person(
    session: Session, *, session_id: int | None, household_id: int | None, now: datetime
) -> str | None:
    """Nobody is in front of this phone any more; it stays with its home.

    Returns the new token, None when there is no home to stay with.
    """
    if household_id is not None:
        return open_session(
            session,
            household_id=household_id,
            person_id=None,
            account_id=None,
            now=now,
            replaces=session_id,
        )
    if session_id is not None:
        end_session(session, session_id=session_id, now=now)
    return None


def release_phones(
    session: Session, *, person_id: int, now: datetime, household_id: int | None = None
) -> None:
    """Take a person off every phone, or off those of one home. A home's phone stays the home's."""
    theirs = update(PhoneSession).where(PhoneSession.person_id == person_id, PhoneSession.ended_at.is_(None))
    if household_id is not None:
        theirs = theirs.where(PhoneSession.household_id == household_id)
    session.execute(theirs.where(PhoneSession.household_id.is_(None)).values(ended_at=now))
    session.execute(
        theirs.where(PhoneSession.household_id.is_not(None)).values(
            person_id=None, account_id=None, expires_at=now + PHONE_LIFE
        )
    )


def hand_over_phones(session: Session, *, from_household_id: int, to_household_id: int) -> None:
    """The phones of one home belong to another from now on."""
    session.execute(
        update(PhoneSession)
        .where(PhoneSession.household_id == from_household_id)
        .values(household_id=to_household_id)
    )
