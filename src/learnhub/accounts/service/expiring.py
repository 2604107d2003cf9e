"""What is kept for a time goes when the time is over, step by step. Source: docs/rules.md, H72."""

from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from learnhub.accounts.models import Guest, LockTry, LoginTry, PhoneSession, WrongCodes
from learnhub.accounts.rules import CODE_HOUR, PHONE_LIFE, SESSION_KEPT, TRY_MEMORY, hour_of, locks
from learnhub.kit.expiring import Key, Step, delete_over


def forget_login_tries(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """The next rows of them, behind the key `after`; so do the others."""
    return delete_over(session, LoginTry, LoginTry.tried_at <= now - TRY_MEMORY, after=after)


def forget_lock_tries(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Not those that closed a lock: time alone opens none.

    Older tries go before a new one is counted, so that ten of a member are always ten of one day.
    Source: docs/rules.md, H11.
    """
    closed = select(LockTry.person_id).group_by(LockTry.person_id)
    closed = closed.having(func.count(LockTry.id) >= locks.MOST_A_MEMBER)
    is_over = and_(LockTry.tried_at <= now - locks.DAY, LockTry.person_id.not_in(closed))
    return delete_over(session, LockTry, is_over, after=after)


def forget_wrong_codes(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Of hours that are over."""
    return delete_over(session, WrongCodes, WrongCodes.hour <= hour_of(now) - CODE_HOUR, after=after)


def forget_sessions(session: Session, *, now: datetime, after: Key = ()) -> Step:
    """Those that ended, or ran out. A home's phone outlives the sign-in that ran out on it, and so does
    what a guest learned; since when a phone is the home's tells its first session, which stays with it.

    Source: docs/rules.md, A4.
    """
    since = now - SESSION_KEPT
    is_guests = exists().where(Guest.phone == PhoneSession.phone)
    ran_out = and_(
        PhoneSession.expires_at <= since,
        or_(
            and_(PhoneSession.household_id.is_(None), ~is_guests),
            PhoneSession.created_at <= since - PHONE_LIFE,
        ),
    )
    other = aliased(PhoneSession)
    here = (other.household_id == PhoneSession.household_id, other.phone == PhoneSession.phone)
    is_first_of_open = and_(
        exists().where(*here, other.ended_at.is_(None)), ~exists().where(*here, other.id < PhoneSession.id)
    )
    is_over = or_(
        and_(PhoneSession.ended_at.is_(None), ran_out),
        and_(PhoneSession.ended_at <= since, ~is_first_of_open),
    )
    return delete_over(session, PhoneSession, is_over, after=after)
