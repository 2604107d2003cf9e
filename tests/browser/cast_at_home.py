"""Homes that learn together: what they can do, their goal and their certificate; and who leaves them."""

from collections.abc import Callable, Mapping

from sqlalchemy import select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Person, PhoneSession
from learnhub.certificates import service as certificates
from learnhub.certificates.models import HouseholdCertificate
from learnhub.households import service as households
from learnhub.households.models import Membership
from learnhub.kit.prefs import Prefs
from tests.browser.making import ISSUER, LONG_NAME, Actor, Maker
from tests.factories.locks import make_lock, make_tries


def _members(make: Maker, home: int) -> list[Person]:
    query = select(Person).join(Membership).where(Membership.household_id == home).order_by(Membership.id)
    return list(make.session.scalars(query))


def _able(make: Maker) -> Actor:
    """One can do everything, another the first thing: so some of it is reached."""
    home, person_id = make.ward.add_home(make.session, "Bà Ba", LONG_NAME)
    make.cover(person_id)
    make.cover(_members(make, home)[1].id, count=1)
    return make.actor(person_id)


def _all_able(make: Maker) -> tuple[int, int]:
    """A home and its first person. Both adults can do everything; a child has not begun."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    for member in _members(make, home):
        make.cover(member.id)
    make.child(home, person_id)
    return home, person_id


def _home_ready(make: Maker) -> Actor:
    _, person_id = _all_able(make)
    return make.actor(person_id)


def _certify_home(make: Maker) -> tuple[int, dict[str, str]]:
    home, person_id = _all_able(make)
    code = certificates.issue_for_home(
        make.session, household_id=home, by_id=person_id, issuer=ISSUER, now=make.now
    )
    query = select(HouseholdCertificate.token).where(HouseholdCertificate.code == code)
    return person_id, {"code": code, "token": make.session.scalars(query).one()}


def _home_certified(make: Maker) -> Actor:
    person_id, facts = _certify_home(make)
    return make.actor(person_id, **facts)


def _home_revoked(make: Maker) -> Actor:
    person_id, facts = _certify_home(make)
    certificates.revoke(make.session, code=facts["code"], reason="mistake", now=make.now)
    return make.actor(person_id, **facts)


def _with_goal(goal: int) -> Callable[[Maker], Actor]:
    """Somebody who finished five lessons this month, in a home that means to finish so many."""

    def make_actor(make: Maker) -> Actor:
        home, person_id = make.ward.add_home(make.session, "Bà Ba", LONG_NAME)
        make.finish(person_id, 5, at=make.now)
        households.set_goal(make.session, household_id=home, lessons=goal)
        return make.actor(person_id)

    return make_actor


def _going(make: Maker) -> Actor:
    """An adult who may leave: another one is there, and no child yet."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    return make.actor(person_id, member=make.code_of(person_id), home=home, person=person_id)


def _guessing(make: Maker) -> Actor:
    """A home's phone: a member with pictures of whom nothing was tried, and one with a last try left."""
    home, _ = make.ward.add_home(make.session, "Bà Ba", LONG_NAME)
    pictures, pin = _members(make, home)
    make_lock(make.session, pictures, b"screens")
    make_lock(make.session, pin, b"screens", "pin", "7352")
    make_tries(make.session, pin.id, 3, at=make.now)
    return Actor(make.token(None, household_id=home), {"pictures": pictures.code, "pin": pin.code})


def _tired_phone(make: Maker) -> Actor:
    """A home's phone on which the secrets of others were guessed too often; nobody tried this member's."""
    home, person_id = make.ward.add_home(make.session, "Bà Ba", LONG_NAME, "Chị Mỵ", "Ông Tư")
    token = make.token(None, household_id=home)
    phone = make.session.scalars(select(PhoneSession.phone).order_by(PhoneSession.id.desc())).first()
    first, *others = _members(make, home)
    for member in (first, *others):
        make_lock(make.session, member, b"screens")
    for member in others:
        make_tries(make.session, member.id, 7, phone=phone or "", at=make.now)
    return Actor(token, {"member": make.code_of(person_id)})


def _together(make: Maker) -> Actor:
    """Three phones show them; two learned a lesson together; pages of few words."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    make.finish(person_id, 2)
    make.tell_together(home, person_id, _members(make, home)[1].code, place=3)
    accounts.keep_prefs(make.session, person_id=person_id, prefs=Prefs(few=True))
    for _ in range(2):
        make.token(person_id, household_id=home)
    return make.actor(person_id)


ACTORS: Mapping[str, Callable[[Maker], Actor]] = {
    "able": _able,
    "home-ready": _home_ready,
    "home-certified": _home_certified,
    "home-revoked": _home_revoked,
    "aiming": _with_goal(8),
    "arrived": _with_goal(4),
    "going": _going,
    "guessing": _guessing,
    "tired-phone": _tired_phone,
    "together": _together,
}
