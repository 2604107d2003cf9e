"""Guests: what a phone keeps before anybody is named, who claims it, and when it is forgotten."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import rules
from learnhub.accounts.errors import GuestGone, GuestTaken
from learnhub.accounts.events import GuestClaimed, GuestForgotten
from learnhub.accounts.models import Guest, Person, PhoneSession
from learnhub.accounts.queries import token_hash
from learnhub.accounts.service.accounts import Limited
from learnhub.accounts.service.codes import codes_open_at, count_wrong_code
from learnhub.accounts.service.sessions import open_session
from learnhub.kit.events import publish
from learnhub.kit.ids import new_code, new_token
from learnhub.kit.upsert import insert_new

FORGET_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Learner:
    """Under whom something is kept. `token` is that of a session which the phone gets with it."""

    person_id: int
    token: str | None = None


def keep_guest(
    session: Session, *, session_id: int | None, household_id: int | None, phone: str, now: datetime
) -> Learner:
    """This phone's guest, who was seen now; the first time a new one.

    Each new one takes a few with it whose time is over, so that nobody needs to clear up.
    Source: docs/rules.md, H30, H36.
    """
    known = _seen(session, phone, now) if phone else None
    if known is not None:
        return Learner(known)
    forget_guests(session, now=now, most=FORGET_AT_ONCE)
    token = None
    if not phone:
        token = open_session(
            session,
            household_id=household_id,
            person_id=None,
            account_id=None,
            now=now,
            replaces=session_id,
        )
        opened = select(PhoneSession.phone).where(PhoneSession.token_hash == token_hash(token))
        phone = session.scalars(opened).one()
    while known is None:
        _start(session, phone, now)
        known = _seen(session, phone, now)
    return Learner(known, token)


def find_guest(session: Session, *, code: str, now: datetime) -> int | Limited | None:
    """Whose claim code this is. None: nobody's, which is counted for the whole site.

    Source: docs/rules.md, H35.
    """
    opens_at = codes_open_at(session, "claim", now=now)
    if opens_at is not None:
        return Limited(opens_at)
    guest_id = session.scalars(select(Guest.id).where(Guest.code == code)).one_or_none()
    if guest_id is None:
        count_wrong_code(session, "claim", now=now)
    return guest_id


def claim_guest(session: Session, *, guest_id: int, person_id: int, now: datetime) -> None:
    """All that was kept of a guest becomes this person's, at once and once. A repeat changes nothing.

    Source: docs/rules.md, H32, H33 (two at once: one wins).
    Raises GuestTaken, GuestGone.
    """
    claimed = (
        update(Guest)
        .where(Guest.id == guest_id, Guest.claimed_at.is_(None))
        .values(claimed_at=now, claimed_by_id=person_id, seen_at=now, phone=None)
        .returning(Guest.person_id)
        .execution_options(synchronize_session=False)
    )
    theirs = session.scalars(claimed).one_or_none()
    if theirs is None:
        return _refuse_others(session, guest_id, person_id)
    publish(session, GuestClaimed(theirs, person_id, now))
    session.execute(update(Guest).where(Guest.id == guest_id).values(person_id=None))
    session.execute(delete(Person).where(Person.id == theirs))
    return None


def leave_guest(session: Session, *, phone: str) -> None:
    """This phone leaves what its guest learned. The claim code holds until it is forgotten."""
    session.execute(update(Guest).where(Guest.phone == phone).values(phone=None))


def forget_guests(session: Session, *, now: datetime, most: int) -> int:
    """Erase up to `most` guests who were not seen for 90 days, with everything of them.

    Returns how many.
    Source: docs/rules.md, H36.
    """
    stale = (
        select(Guest.id, Guest.person_id, Guest.phone)
        .where(Guest.seen_at < now - rules.GUEST_LIFE)
        .order_by(Guest.seen_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = session.execute(stale).all()
    for guest_id, person_id, phone in found:
        session.execute(delete(Guest).where(Guest.id == guest_id))
        session.execute(
            delete(PhoneSession).where(
                PhoneSession.phone == phone,
                PhoneSession.household_id.is_(None),
                PhoneSession.person_id.is_(None),
            )
        )
        if person_id is not None:
            publish(session, GuestForgotten(person_id))
            session.execute(delete(Person).where(Person.id == person_id))
    return len(found)


def _seen(session: Session, phone: str, now: datetime) -> int | None:
    """The row stays locked until the transaction ends: nobody claims what is being added to."""
    seen = update(Guest).where(Guest.phone == phone).values(seen_at=now).returning(Guest.person_id)
    return session.scalars(seen.execution_options(synchronize_session=False)).one_or_none()


def _start(session: Session, phone: str, now: datetime) -> None:
    """Nothing when the same phone did it a moment ago."""
    person = Person(code=new_token(), name="", created_at=now)
    session.add(person)
    session.flush()
    is_ours = insert_new(
        session,
        Guest,
        person_id=person.id,
        code=new_code(rules.CLAIM_LETTERS),
        phone=phone,
        started_at=now,
        seen_at=now,
    )
    if not is_ours:
        session.execute(delete(Person).where(Person.id == person.id))


def _refuse_others(session: Session, guest_id: int, person_id: int) -> None:
    claimed_by = session.execute(select(Guest.claimed_by_id).where(Guest.id == guest_id)).one_or_none()
    if claimed_by is None:
        raise GuestGone
    if claimed_by[0] != person_id:
        raise GuestTaken
