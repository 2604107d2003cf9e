"""Phones that come to a home, by its card or by asking; and people who type codes."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import PhoneSession
from learnhub.accounts.queries import token_hash
from learnhub.accounts.rules import CLAIM_LETTERS
from learnhub.demo.ward import WARD
from learnhub.households import service as households
from learnhub.households.models import Household, PersonCard
from learnhub.households.rules import ASK_LIFE, CODE_LETTERS, MOVING_LETTERS, person_token
from learnhub.kit.ids import new_code
from learnhub.units.queries import find_unit
from tests.browser.making import LONG_NAME, Actor, Maker
from tests.browser.ward import PASSWORD


def _carded(make: Maker) -> Actor:
    """A member of a home with a card, with a card of their own; a phone asks at the home."""
    home, person_id = make.ward.add_home(make.session, LONG_NAME, "Ông Tư")
    facts = make.card(home)
    households.make_person_card(
        make.session, person_id=person_id, replaces="", secret=make.ward.secret, now=make.now
    )
    own = make.session.scalars(select(PersonCard.id).where(PersonCard.person_id == person_id)).one()
    _ask(make, facts["home_code"], make.session_token())
    make.token(person_id)  # a second phone
    return make.actor(person_id, **facts, own_card=person_token(make.ward.secret, own))


def _recarded(make: Maker) -> Actor:
    """Whose facts name a card that was replaced."""
    home, _ = make.ward.add_home(make.session, "Bà Ba")
    old = make.card(home)
    households.make_household_card(
        make.session, household_id=home, replaces=old["card_id"], secret=make.ward.secret, now=make.now
    )
    return Actor(facts=old)


def _ask(make: Maker, code: str, token: str, *, ago: timedelta = timedelta(0)) -> str:
    """The phone of this session asks the home of this code."""
    phone = make.session.scalars(
        select(PhoneSession).where(PhoneSession.token_hash == token_hash(token))
    ).one()
    asked = households.ask_to_join(
        make.session, code=code, phone=phone.phone, session_id=phone.id, now=make.now - ago
    )
    assert isinstance(asked, households.Asked)
    return asked.ask


def _asking(make: Maker) -> Actor:
    """A phone that waits at a home."""
    home, _ = make.ward.add_home(make.session, "Bà Ba")
    token = make.session_token()
    return Actor(token, {"ask": _ask(make, make.card(home)["home_code"], token)})


def _answered(answer: str) -> Callable[[Maker], Actor]:
    """A phone that the home answered."""

    def make_actor(make: Maker) -> Actor:
        home, _ = make.ward.add_home(make.session, LONG_NAME)
        token = make.session_token()
        ask = _ask(make, make.card(home)["home_code"], token)
        households.answer_request(
            make.session, ask=ask, household_id=home, answer=answer, person_id=None, now=make.now
        )
        return Actor(token, {"ask": ask})

    return make_actor


def _too_late(make: Maker) -> Actor:
    """A phone that nobody answered in time."""
    home, _ = make.ward.add_home(make.session, "Bà Ba")
    token = make.session_token()
    return Actor(token, {"ask": _ask(make, make.card(home)["home_code"], token, ago=ASK_LIFE)})


def _mistyping(make: Maker) -> Actor:
    """A phone of no home, in front of which somebody types a code that no home has."""
    return Actor(facts={"code": new_code(CODE_LETTERS)})


def _mistyping_member(make: Maker) -> Actor:
    """An adult who types codes that nobody has."""
    codes = {"moving_code": new_code(MOVING_LETTERS), "claim_code": new_code(CLAIM_LETTERS)}
    return make.actor(make.member(), **codes)


def _phone_helper(make: Maker) -> Actor:
    """A volunteer of the ward who is looking at a phone that asks."""
    unit = find_unit(make.session.connection(), code=WARD)
    assert unit is not None
    person_id = accounts.register_person(make.session, name="Sùng Thị Chi", unit_id=unit.id, now=make.now)
    login = f"helper-{person_id}"
    accounts.create_account(make.session, person_id=person_id, login=login, password=PASSWORD, now=make.now)
    accounts.appoint(make.session, person_id=person_id, unit_id=unit.id, role="volunteer", now=make.now)
    home, _ = make.ward.add_home(make.session, LONG_NAME)
    make.session.get_one(Household, home).phone = "0912345678"
    ask = _ask(make, make.card(home)["home_code"], make.session_token())
    households.note_look(
        make.session, household_id=home, person_id=person_id, what="phone_seen", now=make.now
    )
    return make.actor(person_id, ask=ask)


ACTORS: Mapping[str, Callable[[Maker], Actor]] = {
    "carded": _carded,
    "recarded": _recarded,
    "asking": _asking,
    "let-in": _answered("yes"),
    "refused": _answered("no"),
    "too-late": _too_late,
    "phone-helper": _phone_helper,
    "mistyping": _mistyping,
    "mistyping-member": _mistyping_member,
}
