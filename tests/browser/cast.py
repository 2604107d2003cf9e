"""Everybody whose screens are looked at: made once, without pages, each in one state of learning.

An actor is named in screens.toml. `facts` are what its addresses may name in braces.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update

from learnhub.accounts import service as accounts
from learnhub.accounts.models import LoginTry, Person, PhoneSession
from learnhub.accounts.queries import find_person
from learnhub.accounts.rules import LEARNING_RECORD
from learnhub.certificates import service as certificates
from learnhub.certificates.models import Certificate
from learnhub.demo.ward import WARD
from learnhub.households import service as households
from learnhub.households.models import Membership
from learnhub.households.routes.splitting import PURPOSE, SHOWN_FOR
from learnhub.households.service import note_look
from learnhub.kit import signing
from learnhub.kit.db import transaction
from learnhub.kit.ids import uuid7
from learnhub.privacy import service as privacy
from learnhub.units.queries import find_unit
from learnhub.web.deps import system_clock
from tests.browser import cast_at_home, cast_joining
from tests.browser.making import ISSUER, LONG_NAME, Actor, Maker
from tests.browser.ward import Ward
from tests.factories.contacts import make_contacts
from tests.factories.locks import make_lock, make_tries
from tests.factories.programmes import publish_for_homes

LOCKED_LOGIN = "too-many-tries"


@dataclass
class Cast:
    ward: Ward
    actors: dict[str, Actor] = field(default_factory=dict)

    def get(self, name: str) -> Actor:
        if name not in self.actors:
            with transaction(self.ward.database) as session:
                self.actors[name] = ACTORS[name](Maker(session, self.ward, system_clock()))
        return self.actors[name]

    def forget(self, name: str) -> None:
        """Next time it is somebody new: this one was changed."""
        self.actors.pop(name, None)


def _guest(make: Maker) -> Actor:
    for _ in range(10):
        make.session.add(LoginTry(login=LOCKED_LOGIN, tried_at=make.now))
    return Actor()


def _phone(make: Maker) -> Actor:
    home, _ = make.ward.add_home(make.session, "Bà Ba", "Ông Tư", "Chị Mỵ", LONG_NAME, "Bé Súa")
    return Actor(make.token(None, household_id=home))


def _full_home(make: Maker) -> Actor:
    home, _ = make.ward.add_home(make.session, *(f"{LONG_NAME} {number}" for number in range(1, 13)))
    return Actor(make.token(None, household_id=home))


def _newcomer(make: Maker) -> Actor:
    return make.actor(make.member())


def _learner(make: Maker) -> Actor:
    return make.actor(make.member(finished=3, others=("Ông Tư", LONG_NAME)))


def _reader(make: Maker) -> Actor:
    """A guest of a site with a contact card."""
    make_contacts(make.session)
    return Actor()


def _follower(make: Maker) -> Actor:
    """On the way through a programme, which the catalogue shows from then on."""
    return make.actor(make.member(finished=3, name=LONG_NAME), programme=publish_for_homes(make.session))


def _ready(make: Maker) -> Actor:
    return make.actor(make.member(finished=7, name=LONG_NAME))


def _testing(make: Maker) -> Actor:
    person_id = make.member(finished=7)
    attempt = make.begin(person_id, "final")
    make.answer(person_id, attempt, right=2, wrong=1)
    return make.actor(person_id, attempt=attempt)


def _practising(make: Maker) -> Actor:
    """The first answer is right, the second is not."""
    person_id = make.member(finished=1)
    attempt = make.begin(person_id, "practice")
    make.answer(person_id, attempt, right=1, wrong=1)
    return make.actor(person_id, attempt=attempt)


def _handed_in(make: Maker, quiz: str, right: int) -> tuple[int, UUID]:
    person_id = make.member(finished=7)
    attempt = make.begin(person_id, quiz)
    make.answer(person_id, attempt, right=right, wrong=10 - right)
    make.hand_in(person_id, attempt)
    return person_id, attempt


def _practised(make: Maker) -> Actor:
    person_id, attempt = _handed_in(make, "practice", 6)
    return make.actor(person_id, attempt=attempt)


def _failed(make: Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 4)
    return make.actor(person_id, attempt=attempt)


def _passed(make: Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 10)
    return make.actor(person_id, attempt=attempt)


def _certified(make: Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 10)
    return make.actor(person_id, attempt=attempt, **_certify(make, person_id))


def _revoked(make: Maker) -> Actor:
    person_id, _ = _handed_in(make, "final", 10)
    facts = _certify(make, person_id)
    certificates.revoke(make.session, code=facts["code"], reason="mistake", now=make.now)
    return make.actor(person_id, **facts)


def _certify(make: Maker, person_id: int) -> dict[str, str]:
    accounts.set_print_name(make.session, person_id=person_id, name=LONG_NAME)
    course_id = make.lessons[0].course_id
    code = certificates.issue(
        make.session, person_id=person_id, course_id=course_id, issuer=ISSUER, now=make.now
    )
    token = make.session.scalars(select(Certificate.token).where(Certificate.code == code)).one()
    return {"code": code, "token": token}


def _official(make: Maker) -> Actor:
    return make.actor(make.official(finished=3))


def _ready_official(make: Maker) -> Actor:
    return make.actor(make.official())


def _waiting_official(make: Maker) -> Actor:
    """All three tries of the day are used."""
    person_id = make.official()
    for _ in range(3):
        attempt = make.begin(person_id, "final", audience="official")
        make.answer(person_id, attempt, right=5)
        make.hand_in(person_id, attempt)
    return make.actor(person_id, attempt=attempt)


def _learning_guest(make: Maker) -> Actor:
    """Two lessons finished and a practice begun before anybody was named."""
    learner = accounts.keep_guest(make.session, session_id=None, household_id=None, phone="", now=make.now)
    make.finish(learner.person_id, 2)
    make.begin(learner.person_id, "practice")
    return Actor(learner.token or "")


def _claiming(make: Maker) -> Actor:
    """Chosen on a phone on which a guest learned before."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    token = make.token(person_id, household_id=home)
    row = make.session.scalars(select(PhoneSession).order_by(PhoneSession.id.desc())).first()
    assert row is not None
    guest = accounts.keep_guest(
        make.session, session_id=row.id, household_id=home, phone=row.phone, now=make.now
    )
    make.finish(guest.person_id, 1)
    make.begin(guest.person_id, "practice")
    return Actor(token, {"guest": str(guest.person_id)})


def _asked(type_name: str) -> Callable[[Maker], Actor]:
    """Somebody whose practice holds a question of this type."""

    def make_actor(make: Maker) -> Actor:
        for seed in range(100):
            person_id = make.member()
            attempt = make.begin(person_id, "practice", seed=seed)
            for number, key in make.keys(attempt).items():
                if key.type == type_name:
                    return make.actor(person_id, attempt=attempt, number=number)
        raise LookupError(f"no practice asks a question of the type {type_name}")

    return make_actor


def _locks(make: Maker) -> Actor:
    """A home's phone: members with a lock of each kind, one that waits, one that is closed."""
    home, _ = make.ward.add_home(make.session, "Bà Ba", LONG_NAME, "Chị Mỵ", "Ông Tư", "Bé Súa")
    query = select(Person).join(Membership).where(Membership.household_id == home).order_by(Membership.id)
    _, pictures, pin, waiting, closed = make.session.scalars(query)
    for person in (pictures, waiting, closed):
        make_lock(make.session, person, b"screens")
    make_lock(make.session, pin, b"screens", "pin", "7352")
    make_tries(make.session, waiting.id, 5, at=make.now)
    make_tries(make.session, closed.id, 10, at=make.now)
    members = {"pictures": pictures, "pin": pin, "waiting": waiting, "closed": closed}
    return Actor(make.token(None, household_id=home), {name: person.code for name, person in members.items()})


def _locked(make: Maker) -> Actor:
    """Somebody whose own lock is open."""
    person = make.session.get_one(Person, make.member(name=LONG_NAME, finished=1))
    make_lock(make.session, person, b"screens")
    return make.actor(person.id)


def _helper(make: Maker) -> Actor:
    """A volunteer of the ward in which a member is locked out, about to see who it is."""
    closed = _locks(make).facts["closed"]
    unit = find_unit(make.session.connection(), code=WARD)
    assert unit is not None
    person_id = make.official(finished=0)
    accounts.appoint(make.session, person_id=person_id, unit_id=unit.id, role="volunteer", now=make.now)
    households.look_at_lock(make.session, helper_id=person_id, person_code=closed, now=make.now)
    return make.actor(person_id, closed=closed)


def _homes_adult(make: Maker) -> Actor:
    """Cares for a child, in a home that one person left; another child moves in with a code."""
    home, person_id = make.ward.add_home(make.session, "Bà Ba", LONG_NAME, "Ông Tư")
    member, child = make.code_of(person_id), make.child(home, person_id)
    former = make.session.scalars(select(Membership.person_id).where(Membership.household_id == home)).all()[
        2
    ]
    households.leave_home(
        make.session,
        household_id=home,
        person_code=make.code_of(former),
        by_id=former,
        now=make.now,
    )
    other, guardian_id = make.ward.add_home(make.session, "Chị Mỵ")
    code = households.make_moving_code(
        make.session,
        household_id=other,
        person_code=make.child(other, guardian_id),
        by_id=guardian_id,
        key=str(uuid7(make.now)),
        secret=make.ward.secret,
        now=make.now,
    )
    return make.actor(person_id, member=member, child=child, code=code)


def _coming(make: Maker) -> Actor:
    """A child who belongs to no home any more, by their card in front of another home's phone."""
    home, guardian_id = make.ward.add_home(make.session, "Bà Ba")
    other, _ = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    child = make.child(home, guardian_id)
    households.leave_home(make.session, household_id=home, person_code=child, by_id=guardian_id, now=make.now)
    child_id = make.session.scalars(select(Person.id).where(Person.code == child)).one()
    return Actor(make.token(child_id, household_id=other))


def _alone(make: Maker) -> Actor:
    """Somebody who belongs to no home, by their card in front of a phone of none."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME)
    households.leave_home(
        make.session, household_id=home, person_code=make.code_of(person_id), by_id=person_id, now=make.now
    )
    return Actor(make.token(person_id, household_id=None))


def _homes_child(make: Maker) -> Actor:
    home, person_id = make.ward.add_home(make.session, "Bà Ba")
    child = make.child(home, person_id)
    child_id = make.session.scalars(select(Person.id).where(Person.code == child)).one()
    return make.actor(child_id, member=child, guardian=make.code_of(person_id))


def _beside(make: Maker) -> Actor:
    """Somebody who may have learned with others at home."""
    person_id = make.member(finished=1, others=("Ông Tư", LONG_NAME))
    return make.actor(person_id, lesson=make.lessons[1].key)


def _looked_at(make: Maker) -> Actor:
    """Helpers looked at this home on two pages' worth of days."""
    person_id = make.member(name=LONG_NAME, finished=3, others=("Ông Tư", "Chị Mỵ"))
    household_id = make.session.scalars(
        select(Membership.household_id).where(Membership.person_id == person_id)
    ).one()
    helper = make.official(finished=0)
    for number in range(53):
        note_look(
            make.session,
            household_id=household_id,
            person_id=helper,
            what=("page", "phone_seen", "phone", "lock_seen", "lock", "lock_off")[number % 6],
            now=make.now - timedelta(days=number),
        )
    return make.actor(person_id)


def _leaving(make: Maker) -> Actor:
    """The home waits to be erased, and so do somebody in it and a child."""
    household_id, person_id = make.ward.add_home(make.session, "Bà Ba", "Ông Tư")
    other = make.session.scalars(
        select(Membership.person_id).where(
            Membership.household_id == household_id, Membership.person_id != person_id
        )
    ).one()
    child = find_person(make.session.connection(), code=make.child(household_id, person_id)) or 0
    for who in (other, child):
        privacy.ask_person_erasure(make.session, person_id=who, now=make.now)
    privacy.ask_home_erasure(make.session, household_id=household_id, person_id=person_id, now=make.now)
    return make.actor(person_id)


def _withdrawn(make: Maker) -> Actor:
    person_id = make.member(finished=2)
    privacy.withdraw(make.session, person_id=person_id, purpose=LEARNING_RECORD, now=make.now)
    return make.actor(person_id)


def _told(make: Maker) -> Actor:
    """Somebody whose home told of two lessons that they learned along."""
    household_id, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    make_lock(make.session, make.session.get_one(Person, person_id), b"screens")
    teller = make.session.scalars(
        select(Membership.person_id).where(
            Membership.household_id == household_id, Membership.person_id != person_id
        )
    ).one()
    for place in (1, 2):
        make.tell_together(household_id, teller, make.code_of(person_id), place=place)
    return make.actor(person_id)


def _parted(make: Maker) -> Actor:
    """Whose home has just parted; `stayed` and `went` name the cards of one home, and of both."""
    home, person_id = make.ward.add_home(make.session, "Bà Ba")
    other, _ = make.ward.add_home(make.session, LONG_NAME)
    cards = [f"{one}:{make.card(one)['card_id']}" for one in (other, home)]
    subjects = {"stayed": [str(person_id), cards[0]], "went": [str(person_id), *cards]}
    ends_at = make.now + SHOWN_FOR
    tokens = {
        name: signing.sign(make.ward.secret, PURPOSE, "|".join(subject), ends_at)
        for name, subject in subjects.items()
    }
    return make.actor(person_id, **tokens)


def _withdrawn_child(make: Maker) -> Actor:
    """A child whose agreement is taken back; two in the home show nothing of what they learned."""
    home, guardian_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    child = make.child(home, guardian_id)
    child_id = make.session.scalars(select(Person.id).where(Person.code == child)).one()
    make.finish(guardian_id, 2)
    hiding = update(Membership).where(Membership.household_id == home, Membership.person_id != child_id)
    make.session.execute(hiding.values(shows_lessons=False, shows_certificates=False))
    privacy.withdraw(make.session, person_id=child_id, purpose=LEARNING_RECORD, now=make.now)
    return make.actor(child_id)


ACTORS: Mapping[str, Callable[[Maker], Actor]] = {
    "guest": _guest,
    "phone": _phone,
    "full-home": _full_home,
    "newcomer": _newcomer,
    "learner": _learner,
    "reader": _reader,
    "follower": _follower,
    "ready": _ready,
    "testing": _testing,
    "practising": _practising,
    "practised": _practised,
    "failed": _failed,
    "passed": _passed,
    "certified": _certified,
    "revoked": _revoked,
    "official": _official,
    "ready-official": _ready_official,
    "waiting-official": _waiting_official,
    "looked-at": _looked_at,
    "leaving": _leaving,
    "withdrawn": _withdrawn,
    "locks": _locks,
    "locked": _locked,
    "helper": _helper,
    "learning-guest": _learning_guest,
    "claiming": _claiming,
    "homes-adult": _homes_adult,
    "homes-child": _homes_child,
    "coming": _coming,
    "alone": _alone,
    "beside": _beside,
    "told": _told,
    "parted": _parted,
    "withdrawn-child": _withdrawn_child,
    **{
        f"asked-{name}": _asked(name)
        for name in ("single", "multiple", "true-false", "order", "match", "text")
    },
    **cast_at_home.ACTORS,
    **cast_joining.ACTORS,
}
