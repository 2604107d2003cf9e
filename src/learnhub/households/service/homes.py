"""Homes: starting one, joining and leaving."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import rules
from learnhub.households.errors import HomeEnded, HomeFull, HomeStarted, LivesElsewhere, MemberNotFound
from learnhub.households.events import MemberJoined
from learnhub.households.models import Household, Membership
from learnhub.households.queries import find_member
from learnhub.kit import events
from learnhub.kit.ids import new_code
from learnhub.kit.locks import hold
from learnhub.kit.upsert import insert_new, rows_changed

CODE_LETTERS = 15


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person as a form describes them, who agreed to a learning record.

    `key` is the secret of one filled-in form. The person's code is made from it, so that a repeat
    is recognised; whoever only knows the code cannot send the form again.
    """

    key: str
    name: str
    address_as: str
    avatar: str

    @property
    def code(self) -> str:
        return rules.person_code(self.key)


@dataclass(frozen=True, slots=True)
class Joined:
    household_id: int
    person_id: int


def register_household(
    session: Session, *, nickname: str, unit_id: int, first: NewMember, now: datetime, phone: str = ""
) -> Joined:
    """Start a home with its first member. The same form sent again soon finds the home it started.

    Source: docs/rules.md, H1 (no number of an identity card; a phone number only if they like), H2.
    Raises NicknameMissing, NameMissing, AvatarMissing, AddressUnknown, PhoneUnreadable, UnreadableText,
    TextTooLong; HomeStarted: sent again later, or from a home that has taken a phone away since.
    """
    hold(session, f"home {first.code}")
    known = find_member(session.connection(), code=first.code)
    if known is not None:
        check_repeat(session, known.household_id, now)
        return Joined(known.household_id, known.person_id)
    household = Household(
        code=new_code(CODE_LETTERS),
        nickname=rules.nickname(nickname),
        unit_id=unit_id,
        phone=rules.phone_number(phone),
        created_at=now,
    )
    session.add(household)
    session.flush()
    return _join(session, household, first, now)


def add_member(
    session: Session,
    *,
    household_id: int,
    member: NewMember,
    now: datetime,
    guardian_id: int | None = None,
) -> Joined:
    """Add a person to a home. The same form sent again changes nothing.

    `guardian_id` is the adult who agreed for a child; members.add_child begins their care.
    The home's row is locked while its members are counted, so that a race cannot overfill it.
    Source: docs/rules.md, H3 (12 people a home).
    Raises:
        HomeEnded: in the same moment.
        HomeFull: a thirteenth person.
        MemberNotFound: the form was sent for another home before.
    """
    household = session.scalars(select(Household).where(Household.id == household_id).with_for_update()).one()
    if household.closed_at is not None:
        raise HomeEnded
    known = find_member(session.connection(), code=member.code)
    if known is not None:
        if known.household_id != household_id:
            raise MemberNotFound
        return Joined(known.household_id, known.person_id)
    if _count_members(session, household_id) >= rules.HOME_SIZE:
        raise HomeFull({"size": rules.HOME_SIZE})
    return _join(session, household, member, now, guardian_id)


def end_membership(session: Session, *, household_id: int, person_id: int, now: datetime) -> None:
    """Somebody leaves a home. What they learned stays theirs; its phones no longer show them.

    Raises MemberNotFound.
    """
    left = update(Membership).where(
        Membership.household_id == household_id,
        Membership.person_id == person_id,
        Membership.until_at.is_(None),
    )
    if rows_changed(session, left.values(until_at=now)) != 1:
        raise MemberNotFound
    accounts.release_phones(session, person_id=person_id, household_id=household_id, now=now)


def _join(
    session: Session,
    household: Household,
    member: NewMember,
    now: datetime,
    guardian_id: int | None = None,
) -> Joined:
    person_id = accounts.register_person(
        session,
        code=member.code,
        name=member.name,
        address_as=rules.address(member.address_as),
        avatar=rules.avatar(member.avatar),
        unit_id=household.unit_id,
        is_child=guardian_id is not None,
        now=now,
    )
    accounts.give_consent(
        session,
        person_id=person_id,
        purpose=rules.PURPOSE,
        text_version=rules.TEXT_VERSION if guardian_id is None else rules.CHILD_TEXT_VERSION,
        given_by_id=guardian_id,
        now=now,
    )
    enter(session, household_id=household.id, person_id=person_id, now=now)
    return Joined(household.id, person_id)


def enter(session: Session, *, household_id: int, person_id: int, now: datetime) -> None:
    """The person belongs to this home from now on, never before they left the last one.

    Source: docs/rules.md, H46 (never in two homes, also in a race: the constraint decides).
    Raises LivesElsewhere: they belong to a home.
    """
    last = session.scalar(select(func.max(Membership.until_at)).where(Membership.person_id == person_id))
    since_at = max(now, last) if last else now
    if not insert_new(session, Membership, household_id=household_id, person_id=person_id, since_at=since_at):
        raise LivesElsewhere
    events.publish(session, MemberJoined(household_id, person_id, since_at))


def check_repeat(session: Session, household_id: int, now: datetime) -> None:
    """A form that is sent again must not be a way back in for a phone that was taken away.

    Source: docs/rules.md, H2, H26. Raises HomeStarted.
    """
    started_at = session.scalars(select(Household.created_at).where(Household.id == household_id)).one()
    if now - started_at > rules.REPEAT_LIFE or accounts.has_lost_phone(session, household_id=household_id):
        raise HomeStarted


def _count_members(session: Session, household_id: int) -> int:
    return session.scalars(
        select(func.count(Membership.id)).where(
            Membership.household_id == household_id, Membership.until_at.is_(None)
        )
    ).one()
