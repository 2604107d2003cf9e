"""A person is hidden, shown again, or erased: then a row without a name remains."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learnhub.accounts.models import (
    Account,
    Consent,
    Guest,
    Lock,
    LockTry,
    LoginTry,
    Person,
    PhoneSession,
    Position,
)
from learnhub.accounts.service.sessions import release_phones


def hide_person(session: Session, *, person_id: int, now: datetime) -> None:
    """Nobody is shown this person from now on, and they are in front of no phone."""
    session.execute(update(Person).where(Person.id == person_id).values(hidden_at=now))
    release_phones(session, person_id=person_id, now=now)


def show_person(session: Session, *, person_id: int) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(hidden_at=None))


def erase_person(session: Session, *, person_id: int, now: datetime) -> None:
    """Everything that tells who this was. The empty row stays: certificates and counts point to it.

    Roles stay as dates without a name, because a home may still read in which role somebody helped it.
    Source: docs/rules.md, H64.
    """
    hide_person(session, person_id=person_id, now=now)
    logins = select(Account.login).where(Account.person_id == person_id)
    session.execute(delete(LoginTry).where(LoginTry.login.in_(logins)))
    session.execute(delete(PhoneSession).where(PhoneSession.person_id == person_id))
    session.execute(
        update(PhoneSession)
        .where(PhoneSession.account_id.in_(select(Account.id).where(Account.person_id == person_id)))
        .values(account_id=None)
    )
    session.execute(delete(Account).where(Account.person_id == person_id))
    for model in (Consent, Lock, LockTry):
        session.execute(delete(model).where(model.person_id == person_id))
    session.execute(update(Guest).where(Guest.claimed_by_id == person_id).values(claimed_by_id=None))
    session.execute(
        update(Position)
        .where(Position.person_id == person_id, Position.until_on.is_(None))
        .values(until_on=now.date())
    )
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(name="", print_name=None, address_as="", avatar="", prefs="", withdrawn_at=None)
    )


def forget_home(session: Session, *, household_id: int, now: datetime) -> None:
    """No phone belongs to this home any more; whoever is in front of one stays signed in with an account."""
    theirs = update(PhoneSession).where(PhoneSession.household_id == household_id)
    session.execute(
        theirs.where(PhoneSession.account_id.is_(None), PhoneSession.ended_at.is_(None)).values(ended_at=now)
    )
    session.execute(theirs.values(household_id=None))
