"""Members of a home: who they are, who cares for the children, leaving and coming back."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import (
    AdultNeeded,
    ChildrenStay,
    GuardianMissing,
    HomeEnded,
    HomeFull,
    LivesElsewhere,
    MemberNotFound,
)
from learnhub.households.models import Guardianship, Household
from learnhub.households.queries import (
    Home,
    HomePerson,
    find_member,
    get_home,
    list_former,
    was_member,
)
from learnhub.households.service.homes import Joined, NewMember, add_member, end_membership, enter


def lock_homes(session: Session, *household_ids: int) -> tuple[Home, ...]:
    """The homes as they are while nobody else can change who belongs to them.

    Always locked in the order of their ids, so that two who need the same two never wait in a circle.
    Raises HomeEnded: one of them, in the same moment.
    """
    rows = select(Household.closed_at).where(Household.id.in_(household_ids)).order_by(Household.id)
    if any(session.scalars(rows.with_for_update())):
        raise HomeEnded
    return tuple(get_home(session.connection(), household_id=number) for number in household_ids)


def add_child(
    session: Session, *, household_id: int, member: NewMember, guardian_code: str, now: datetime
) -> Joined:
    """Add a child for whom an adult of the home agrees. The same form sent again changes nothing.

    Source: docs/rules.md, H40 (no child without a guardian's yes), H3.
    Raises:
        GuardianMissing: the one who was named is no adult of this home.
        What add_member raises.
    """
    (home,) = lock_homes(session, household_id)
    guardian = home.guardian(guardian_code)
    known = find_member(session.connection(), code=member.code) is not None
    joined = add_member(session, household_id=household_id, member=member, now=now, guardian_id=guardian.id)
    if not known:
        begin_care(session, joined.person_id, guardian.id, now)
    return joined


def describe_member(
    session: Session,
    *,
    household_id: int,
    person_code: str,
    by_id: int,
    name: str,
    address_as: str,
    avatar: str,
) -> None:
    """Everybody says for themselves how they are called; for a child an adult of the home may, too.

    Source: docs/rules.md, H41.
    Raises MemberNotFound, AdultNeeded, NameMissing, AvatarMissing, AddressUnknown.
    """
    (home,) = lock_homes(session, household_id)
    person = home.get(person_code)
    check_may_describe(home, person, by_id)
    accounts.describe_person(
        session,
        person_id=person.id,
        name=name,
        address_as=rules.address(address_as),
        avatar=rules.avatar(avatar),
    )


def check_may_describe(home: Home, person: HomePerson, by_id: int | None) -> None:
    """Raises AdultNeeded."""
    if person.id != by_id:
        home.adult(by_id)
        if not person.is_child:
            raise AdultNeeded


def grow_up(session: Session, *, household_id: int, person_code: str, by_id: int, now: datetime) -> None:
    """A child is 16, and agrees for themselves from now on. Said twice it counts once.

    Source: docs/rules.md, H42.
    Raises MemberNotFound, AdultNeeded: somebody else stands in front of the phone.
    """
    (home,) = lock_homes(session, household_id)
    person = home.get(person_code)
    if person.id != by_id:
        raise AdultNeeded
    if accounts.end_childhood(session, person_id=person.id):
        end_care(session, person.id, now)
        accounts.give_consent(
            session,
            person_id=person.id,
            purpose=rules.PURPOSE,
            text_version=rules.GROWN_TEXT_VERSION,
            now=now,
        )


def hand_over_children(
    session: Session,
    *,
    household_id: int,
    person_code: str,
    by_id: int,
    guardian_code: str,
    now: datetime,
) -> None:
    """Another adult of the home cares for this person's children from now on, and agrees for them.

    Source: docs/rules.md, H40, H43.
    Raises MemberNotFound, AdultNeeded, GuardianMissing.
    """
    (home,) = lock_homes(session, household_id)
    home.adult(by_id)
    person, guardian = home.get(person_code), home.guardian(guardian_code)
    if guardian.id == person.id:
        raise GuardianMissing
    for child in home.children_of(person.id):
        take_care(session, child.id, guardian.id, now)


def leave_home(session: Session, *, household_id: int, person_code: str, by_id: int, now: datetime) -> None:
    """Somebody leaves, by their own wish or by that of an adult of the home. Their learning stays theirs.

    Sent again by an adult it changes nothing.
    Source: docs/rules.md, H43 (no child stays without a guardian), H44 (who may remove whom).
    Raises:
        MemberNotFound: no member, or not any more.
        AdultNeeded: a child leaves, or removes somebody.
        ChildrenStay: children for whom this person cares.
    """
    (home,) = lock_homes(session, household_id)
    if _has_left(session, home, person_code, by_id):
        return
    person = home.get(person_code)
    check_may_end(home, person, by_id)
    if home.children_of(person.id):
        raise ChildrenStay
    if person.is_child:
        end_care(session, person.id, now)
    end_membership(session, household_id=household_id, person_id=person.id, now=now)


def _has_left(session: Session, home: Home, code: str, by_id: int) -> bool:
    """As an adult of the home may know; nobody else learns who was here."""
    by = home.find(by_id)
    if by is None or by.is_child or any(person.code == code for person in (*home.people, *home.waiting)):
        return False
    return was_member(session.connection(), household_id=home.id, code=code)


def check_may_end(home: Home, person: HomePerson, by_id: int | None) -> None:
    """Raises AdultNeeded."""
    if person.id != by_id or person.is_child:
        home.adult(by_id)


def take_back(session: Session, *, household_id: int, person_code: str, by_id: int, now: datetime) -> None:
    """Somebody who left within 30 days belongs to the home again from now on.

    A child comes back to the adult who takes them back. Who is here already stays as they are.
    Source: docs/rules.md, H45, H40.
    Raises AdultNeeded, MemberNotFound (never belonged to it), LivesElsewhere, HomeFull.
    """
    (home,) = lock_homes(session, household_id)
    guardian = home.adult(by_id)
    if any(person.code == person_code for person in home.people):
        return
    former = {each.code: each for each in list_former(session.connection(), household_id=home.id, now=now)}
    person = former.get(person_code)
    if person is None:
        if was_member(session.connection(), household_id=home.id, code=person_code):
            raise LivesElsewhere
        raise MemberNotFound
    if home.size >= rules.HOME_SIZE:
        raise HomeFull({"size": rules.HOME_SIZE})
    enter(session, household_id=home.id, person_id=person.id, now=now)
    if person.is_child:
        take_care(session, person.id, guardian.id, now)


def take_care(session: Session, child_id: int, guardian_id: int, now: datetime) -> None:
    """This adult instead of whoever cared until now, with their own yes."""
    end_care(session, child_id, now)
    begin_care(session, child_id, guardian_id, now)
    accounts.give_consent(
        session,
        person_id=child_id,
        given_by_id=guardian_id,
        purpose=rules.PURPOSE,
        text_version=rules.CHILD_TEXT_VERSION,
        now=now,
    )


def begin_care(session: Session, child_id: int, guardian_id: int, now: datetime) -> None:
    session.add(Guardianship(child_id=child_id, guardian_id=guardian_id, since_at=now))
    session.flush()


def end_care(session: Session, child_id: int, now: datetime) -> None:
    session.execute(
        update(Guardianship)
        .where(Guardianship.child_id == child_id, Guardianship.until_at.is_(None))
        .values(until_at=now)
    )
