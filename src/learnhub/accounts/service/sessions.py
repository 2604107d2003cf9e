"""Sessions: which home a phone belongs to, and who is in front of it."""

from datetime import datetime

from sqlalchemy import Connection, Update, or_, select, update
from sqlalchemy.orm import Session

from learnhub.accounts.models import Guest, Lock, PhoneSession
from learnhub.accounts.queries import token_hash
from learnhub.accounts.rules import PHONE_LIFE, STAFF_LIFE, locks
from learnhub.kit.ids import new_token
from learnhub.kit.upsert import rows_changed


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
    Source: docs/rules.md, A4. Lives 12 hours with an account, 180 days without; who signed in or has a
    lock is asked again after 30 idle minutes (H14).
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
            locks_at=_locks_at(session, person_id, account_id, now),
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


def stay_awake(connection: Connection, *, session_id: int, now: datetime) -> None:
    """Somebody who signed in or has a lock is still there: they have another 30 idle minutes."""
    connection.execute(
        update(PhoneSession)
        .where(PhoneSession.id == session_id, PhoneSession.locks_at > now)
        .values(locks_at=now + locks.IDLE)
    )


def end_phone(session: Session, *, phone: str, household_id: int, now: datetime) -> bool:
    """End whatever one phone of a home has open. False when it had nothing there."""
    theirs = update(PhoneSession).where(
        PhoneSession.phone == phone,
        PhoneSession.household_id == household_id,
        PhoneSession.ended_at.is_(None),
    )
    return rows_changed(session, theirs.values(ended_at=now)) > 0


def has_lost_phone(session: Session, *, household_id: int) -> bool:
    """A phone that was this home's is so no more: it was forgotten, or taken away."""
    of_home = PhoneSession.household_id == household_id
    still = select(PhoneSession.phone).where(of_home, PhoneSession.ended_at.is_(None))
    gone = select(PhoneSession.id).where(of_home, PhoneSession.phone.not_in(still))
    return session.scalars(gone.limit(1)).first() is not None


def _end_and_name(session: Session, session_id: int, now: datetime) -> str | None:
    """The phone of a session that is over now; of one that another tab has ended already, too."""
    end_session(session, session_id=session_id, now=now)
    return session.scalars(select(PhoneSession.phone).where(PhoneSession.id == session_id)).one_or_none()


def _locks_at(
    session: Session, person_id: int | None, account_id: int | None, now: datetime
) -> datetime | None:
    """Empty for somebody of a home without a lock."""
    if account_id is None and (person_id is None or session.get(Lock, person_id) is None):
        return None
    return now + locks.IDLE


def drop_person(
    session: Session, *, session_id: int | None, household_id: int | None, now: datetime
) -> str | None:
    """Nobody is in front of this phone any more; it stays with its home, and with what a guest learned.

    Returns the new token, None when there is neither.
    """
    if household_id is not None or (session_id is not None and _keeps_guest(session, session_id)):
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


def _keeps_guest(session: Session, session_id: int) -> bool:
    kept = select(Guest.id).join(PhoneSession, PhoneSession.phone == Guest.phone)
    return session.scalars(kept.where(PhoneSession.id == session_id)).first() is not None


def release_phones(
    session: Session, *, person_id: int, now: datetime, household_id: int | None = None
) -> None:
    """Take a person off every phone, or off those of one home. A home's phone stays the home's."""
    theirs = _open_of(person_id)
    if household_id is not None:
        theirs = theirs.where(PhoneSession.household_id == household_id)
    _release(session, theirs, now)


def release_elsewhere(
    session: Session, *, person_id: int, household_id: int | None, but: int | None, now: datetime
) -> None:
    """Take a person off every phone that is not their home's, but one session."""
    theirs = _open_of(person_id).where(
        PhoneSession.id.is_distinct_from(but),
        or_(PhoneSession.household_id.is_(None), PhoneSession.household_id.is_distinct_from(household_id)),
    )
    _release(session, theirs, now)


def leave_phone(session: Session, *, person_id: int, phone: str, now: datetime) -> None:
    """Take a person off one phone. Where they are no more nothing happens. Source: docs/rules.md, H74."""
    _release(session, _open_of(person_id).where(PhoneSession.phone == phone), now)


def leave_other_phones(session: Session, *, person_id: int, this: str, now: datetime) -> None:
    """Take a person off every phone but one. Source: docs/rules.md, H74."""
    _release(session, _open_of(person_id).where(PhoneSession.phone != this), now)


def _open_of(person_id: int) -> Update:
    return update(PhoneSession).where(PhoneSession.person_id == person_id, PhoneSession.ended_at.is_(None))


def _release(session: Session, theirs: Update, now: datetime) -> None:
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
