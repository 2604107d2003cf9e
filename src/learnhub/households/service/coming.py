"""Somebody who belongs to no home, in front of a phone by their own card, comes into one or starts one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import AdultNeeded, HasHome, HomeFull
from learnhub.households.models import Household
from learnhub.households.queries import Newcomer, find_newcomer
from learnhub.households.service.homes import check_repeat, enter
from learnhub.households.service.members import lock_homes, take_care
from learnhub.households.service.moving import NewHome
from learnhub.kit.locks import hold


def come_home(
    session: Session, *, household_id: int, person_id: int, guardian_code: str, now: datetime
) -> None:
    """The person belongs to this home from now on. Who does already stays as they are.

    `guardian_code` names the adult of this home who cares for a child from now on.
    Source: docs/rules.md, H40, H46, H70.
    Raises HasHome, HomeFull, GuardianMissing.
    """
    (home,) = lock_homes(session, household_id)
    person = find_newcomer(session.connection(), person_id=person_id)
    if person.household_id == home.id:
        return
    _check_free(person)
    if home.size >= rules.HOME_SIZE:
        raise HomeFull({"size": rules.HOME_SIZE})
    guardian = home.guardian(guardian_code) if person.is_child else None
    _enter(session, person, home.id, home.unit_id, now)
    if guardian is not None:
        take_care(session, person.id, guardian.id, now)


def start_own_home(session: Session, *, new: NewHome, person_id: int, phone: str, now: datetime) -> int:
    """The person starts a home. Returns its id. The same form again soon finds it.

    Source: docs/rules.md, H2, H46, H70.
    Raises HasHome, AdultNeeded: a child; HomeStarted, NicknameMissing, PhoneUnreadable.
    """
    hold(session, f"home {new.code}")
    made = find_own_home(session, key=new.key, now=now)
    if made is not None:
        return made
    person = find_newcomer(session.connection(), person_id=person_id)
    _check_free(person)
    if person.is_child:
        raise AdultNeeded
    household = Household(
        code=new.code,
        nickname=rules.nickname(new.nickname),
        unit_id=new.unit_id,
        phone=rules.phone_number(phone),
        created_at=now,
    )
    session.add(household)
    session.flush()
    _enter(session, person, household.id, new.unit_id, now)
    return household.id


def find_own_home(session: Session, *, key: str, now: datetime) -> int | None:
    """The home that the form of this key has started. Raises HomeStarted: too long ago for a repeat."""
    made = session.scalar(select(Household.id).where(Household.code == rules.started_home_code(key)))
    if made is not None:
        check_repeat(session, made, now)
    return made


def _check_free(person: Newcomer) -> None:
    if person.household_id is not None:
        raise HasHome


def _enter(session: Session, person: Newcomer, household_id: int, unit_id: int, now: datetime) -> None:
    enter(session, household_id=household_id, person_id=person.id, now=now)
    if person.unit_id is not None:
        accounts.change_unit(session, person_id=person.id, from_unit_id=person.unit_id, to_unit_id=unit_id)
