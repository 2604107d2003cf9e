"""Homes that change as a whole, and people who go from one to another. No fact of learning changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import (
    AlreadyHere,
    ChildApart,
    ChildrenStay,
    HomeFull,
    MovingCodesClosed,
    MovingCodeUnknown,
    NobodyChosen,
    TooManyTogether,
)
from learnhub.households.models import Household, JoinRequest, MovingCode
from learnhub.households.queries import (
    Home,
    HomePerson,
    Moving,
    code_hash,
    find_moving,
)
from learnhub.households.service.cards import end_household_card
from learnhub.households.service.homes import end_membership, enter
from learnhub.households.service.members import check_may_end, lock_homes, take_care
from learnhub.kit.ids import read_code
from learnhub.kit.upsert import rows_changed


@dataclass(frozen=True, slots=True)
class NewHome:
    """The home that is made when people part. `key` is the secret of one filled-in form."""

    key: str
    nickname: str
    unit_id: int

    @property
    def code(self) -> str:
        return rules.started_home_code(self.key)


def make_moving_code(
    session: Session,
    *,
    household_id: int,
    person_code: str | None,
    by_id: int,
    key: str,
    secret: bytes,
    now: datetime,
) -> str | None:
    """A code that brings a member to another home, or without one everybody. An older one is dead.

    `key` is the secret of one filled-in form: sent again, it finds the code that it made. Returns the code,
    which is kept as a hash only; None when that code was used, ran out or was replaced, or the form is old.
    Source: docs/rules.md, H46.
    Raises MemberNotFound, AdultNeeded, ChildrenStay.
    """
    (home,) = lock_homes(session, household_id)
    code = rules.moving_code(secret, key)
    made = session.scalars(select(MovingCode).where(MovingCode.code_hash == code_hash(code))).one_or_none()
    if rules.is_old_form(key, now) or (made is not None and not _is_good(made, household_id, now)):
        return None
    person_id = _who_moves(home, person_code, by_id)
    if made is not None:
        return code if made.person_id == person_id else None
    whose = (MovingCode.household_id == household_id, MovingCode.person_id.is_not_distinct_from(person_id))
    session.execute(update(MovingCode).where(*whose, MovingCode.used_at.is_(None)).values(used_at=now))
    session.add(
        MovingCode(code_hash=code_hash(code), household_id=household_id, person_id=person_id, made_at=now)
    )
    session.flush()
    return code


def _who_moves(home: Home, person_code: str | None, by_id: int) -> int | None:
    """Nobody in particular when everybody does. Raises MemberNotFound, AdultNeeded, ChildrenStay."""
    if person_code is None:
        home.adult(by_id)
        return None
    person = home.get(person_code)
    check_may_end(home, person, by_id)
    if home.children_of(person.id):
        raise ChildrenStay
    return person.id


def _is_good(made: MovingCode, household_id: int, now: datetime) -> bool:
    is_in_time = made.made_at > now - rules.MOVING_LIFE
    return made.household_id == household_id and made.used_at is None and is_in_time


def find_arrival(session: Session, *, typed: str, now: datetime) -> Moving:
    """Whom a typed code brings. One that could be a code and is nobody's is counted.

    Source: docs/rules.md, H25.
    Raises MovingCodesClosed, MovingCodeUnknown: the caller's transaction must go on, or nothing is counted.
    """
    opens_at = accounts.codes_open_at(session, "moving", now=now)
    if opens_at is not None:
        raise MovingCodesClosed(int((opens_at - now).total_seconds()) + 1)
    try:
        return find_moving(session.connection(), typed=typed, now=now)
    except MovingCodeUnknown:
        if read_code(typed, rules.MOVING_LETTERS) is not None:
            accounts.count_wrong_code(session, "moving", now=now)
        raise


def check_moving(home: Home, moving: Moving) -> None:
    """Raises AlreadyHere, ChildrenStay, HomeFull, TooManyTogether."""
    if moving.home.id == home.id:
        raise AlreadyHere
    if moving.person is None:
        count = home.size + moving.home.size
        if count > rules.HOME_SIZE:
            raise TooManyTogether({"count": count, "size": rules.HOME_SIZE})
    elif moving.home.children_of(moving.person.id):
        raise ChildrenStay
    elif home.size >= rules.HOME_SIZE:
        raise HomeFull({"size": rules.HOME_SIZE})


def take_in(
    session: Session, *, household_id: int, by_id: int, typed: str, guardian_code: str, now: datetime
) -> None:
    """Whoever a code brings belongs to this home from now on. A code works once, also in a race.

    `guardian_code` names the adult of this home who cares for a child from now on.
    Source: docs/rules.md, H46 (moving), H47 (homes that become one), H40 (a child needs a guardian here).
    Raises AdultNeeded, MovingCodeUnknown, GuardianMissing, and what check_moving raises.
    """
    found = find_moving(session.connection(), typed=typed, now=now)
    home, _ = lock_homes(session, household_id, found.home.id)
    home.adult(by_id)
    moving = find_moving(session.connection(), typed=typed, now=now)
    check_moving(home, moving)
    is_child = moving.person is not None and moving.person.is_child
    guardian = home.guardian(guardian_code) if is_child else None
    use = update(MovingCode).where(MovingCode.id == moving.id, MovingCode.used_at.is_(None))
    if rows_changed(session, use.values(used_at=now)) != 1:
        raise MovingCodeUnknown
    if moving.person is None:
        _merge(session, moving.home, home, now)
    else:
        move_member(session, moving.home, moving.person, home, guardian=guardian, now=now)


def move_member(
    session: Session, old: Home, person: HomePerson, home: Home, *, guardian: HomePerson | None, now: datetime
) -> None:
    """From one home to another, both locked. A child's guardian there agrees."""
    _change_home(session, old, person, home.id, home.unit_id, now)
    if guardian is not None:
        take_care(session, person.id, guardian.id, now)


def split_home(
    session: Session, *, household_id: int, leaving: frozenset[str], new: NewHome, by_id: int, now: datetime
) -> int:
    """Some people of a home start another one. Returns its id. The same form again finds it.

    Source: docs/rules.md, H47.
    Raises:
        AdultNeeded: not asked for by an adult of the home.
        NobodyChosen: an adult must go, and one must stay.
        ChildApart: a child would be parted from their guardian.
        NicknameMissing, MemberNotFound.
    """
    (home,) = lock_homes(session, household_id)
    made = session.scalar(select(Household.id).where(Household.code == new.code))
    if made is not None:
        return made
    home.adult(by_id)
    goers = tuple(home.get(code) for code in sorted(leaving))
    _check_parting(home, goers)
    household = Household(
        code=new.code, nickname=rules.nickname(new.nickname), unit_id=new.unit_id, created_at=now
    )
    session.add(household)
    session.flush()
    for person in goers:
        _change_home(session, home, person, household.id, new.unit_id, now)
    return household.id


def _check_parting(home: Home, goers: tuple[HomePerson, ...]) -> None:
    going = {person.id for person in goers}
    if len({person.id in going for person in home.adults}) != 2:
        raise NobodyChosen
    for person in home.people:
        if person.is_child and (person.id in going) != (person.guardian_id in going):
            raise ChildApart


def _merge(session: Session, old: Home, home: Home, now: datetime) -> None:
    """Children keep their guardians, who come along. The card of the home that is no more opens nothing.

    Whoever waits to be erased comes along too, because the phones that can take it back do.
    """
    for person in (*old.people, *old.waiting):
        _change_home(session, old, person, home.id, home.unit_id, now)
    session.execute(update(Household).where(Household.id == old.id).values(closed_at=now))
    end_household_card(session, household_id=old.id, now=now)
    # A phone that asked the one home asked both, and who was let in there is let in here.
    asking = update(JoinRequest).where(JoinRequest.household_id == old.id, JoinRequest.used_at.is_(None))
    session.execute(asking.values(household_id=home.id))
    accounts.hand_over_phones(session, from_household_id=old.id, to_household_id=home.id)


def _change_home(
    session: Session, old: Home, person: HomePerson, household_id: int, unit_id: int, now: datetime
) -> None:
    end_membership(session, household_id=old.id, person_id=person.id, now=now)
    enter(session, household_id=household_id, person_id=person.id, now=now)
    accounts.change_unit(session, person_id=person.id, from_unit_id=old.unit_id, to_unit_id=unit_id)
