"""From one home to another, homes that part and homes that become one: what is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from learnhub.accounts.models import Person
from learnhub.accounts.queries import find_session
from learnhub.households import rules, service
from learnhub.households.errors import (
    AdultNeeded,
    AlreadyHere,
    ChildApart,
    ChildrenStay,
    GuardianMissing,
    HomeEnded,
    HomeFull,
    LivesElsewhere,
    MemberNotFound,
    MovingCodeUnknown,
    NobodyChosen,
    TooManyTogether,
)
from learnhub.households.models import Household, Membership, MovingCode
from learnhub.households.service.homes import enter
from learnhub.kit.db import transaction
from learnhub.kit.errors import Refusal
from learnhub.kit.ids import read_code, uuid7
from tests.conftest import NOW
from tests.factories.cards import SECRET, make_home_card
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person, make_phone, make_unit
from tests.households.test_members import LATER, add_child, leave, people_of, take_back
from tests.parallel import at_once


def code_of(session, home, person=None, by=None, now=NOW, key=None):
    return service.make_moving_code(
        session,
        household_id=home.id,
        person_code=person.code if person else None,
        by_id=(by or person).id,
        key=key or str(uuid7(now)),
        secret=SECRET,
        now=now,
    )


def take_in(session, home, by, code, guardian="", now=LATER):
    service.take_in(session, household_id=home.id, by_id=by.id, typed=code, guardian_code=guardian, now=now)


def split(session, home, by, *leaving, key=None, nickname="Nhà mới", now=LATER):
    new = service.NewHome(key or str(uuid7(NOW)), nickname, make_unit(session).id)
    codes = frozenset(person.code for person in leaving)
    return service.split_home(session, household_id=home.id, leaving=codes, new=new, by_id=by.id, now=now)


@pytest.fixture
def amina(session):
    return make_person(session)


@pytest.fixture
def ben(session):
    return make_person(session, "Ben")


@pytest.fixture
def home(session, amina):
    return make_household(session, amina)


@pytest.fixture
def other(session, ben):
    return make_household(session, ben)


SOON = NOW + timedelta(minutes=29)


# Moving


def test_a_code_brings_a_member_to_another_home(session, home, other, amina, ben):
    """docs/rules.md, H46: from one moment on, never in two homes."""
    code = code_of(session, home, amina)
    take_in(session, other, ben, f" {code[:4].lower()}-{code[4:]} ", now=SOON)
    assert people_of(session, home) == {}
    assert people_of(session, other).keys() == {"Ben", "Amina"}
    spans = session.execute(
        select(Membership.household_id, Membership.since_at, Membership.until_at)
        .where(Membership.person_id == amina.id)
        .order_by(Membership.id)
    ).all()
    assert [span[0] for span in spans] == [home.id, other.id]
    assert spans[0].until_at == spans[1].since_at == SOON


def test_a_code_works_once_for_half_an_hour_and_a_newer_one_kills_it(session, home, other, amina, ben):
    """docs/rules.md, H46."""
    old = code_of(session, home, amina)
    code = code_of(session, home, amina)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for dead, now in ((old, SOON), (wrong, SOON), ("", SOON), (code, NOW + timedelta(minutes=30))):
        with pytest.raises(MovingCodeUnknown):
            take_in(session, other, ben, dead, now=now)
    take_in(session, other, ben, code, now=SOON)
    with pytest.raises(MovingCodeUnknown):
        take_in(session, other, ben, code, now=SOON)


def test_a_form_that_is_sent_again_shows_its_code_while_it_is_good_and_then_none(
    session, home, other, amina, ben
):
    """docs/rules.md, H46: never a second life for a code, also after its row was deleted (H72)."""
    key = str(uuid7(NOW))
    code = code_of(session, home, amina, key=key)
    assert code_of(session, home, amina, key=key, now=SOON) == code
    assert code_of(session, home, amina, key=key, now=NOW + timedelta(minutes=30)) is None
    take_in(session, other, ben, code, now=SOON)
    assert code_of(session, home, amina, key=key, now=SOON) is None
    session.execute(delete(MovingCode))
    assert code_of(session, other, amina, key=key, now=NOW + timedelta(days=1)) is None


def test_a_key_makes_a_code_for_one_home_and_one_person_only(session, home, other, amina, ben):
    key = str(uuid7(NOW))
    code_of(session, home, amina, key=key)
    assert code_of(session, home, by=amina, key=key) is None
    assert code_of(session, other, ben, key=key) is None


def test_a_code_is_made_of_the_key_of_the_form_and_that_of_the_site():
    key = str(uuid7(NOW))
    code = rules.moving_code(SECRET, key)
    assert read_code(code, rules.MOVING_LETTERS) == code
    assert rules.moving_code(SECRET, key) == code
    assert len({code, rules.moving_code(b"another", key), rules.moving_code(SECRET, str(uuid7(NOW)))}) == 3


def test_a_code_of_somebody_who_left_brings_nobody(session, home, other, amina, ben):
    code = code_of(session, home, amina)
    leave(session, home, amina, now=SOON)
    with pytest.raises(MovingCodeUnknown):
        take_in(session, other, ben, code, now=SOON)


def test_a_code_is_typed_in_another_home_by_an_adult(session, home, other, amina, ben):
    code = code_of(session, home, amina)
    with pytest.raises(AlreadyHere):
        take_in(session, home, amina, code, now=SOON)
    child = add_child(session, other, ben)
    for nobody in (child, amina):
        with pytest.raises(AdultNeeded):
            take_in(session, other, nobody, code, now=SOON)


def test_only_the_person_or_an_adult_for_a_child_asks_for_a_code(session, home, amina, ben):
    child = add_child(session, home, amina)
    for person in (child, None):
        with pytest.raises(AdultNeeded):
            code_of(session, home, person, by=child)
    with pytest.raises(AdultNeeded):
        code_of(session, home, amina, by=ben)
    assert code_of(session, home, child, by=amina)
    with pytest.raises(ChildrenStay):
        code_of(session, home, amina)


def test_a_full_home_takes_nobody_in(session, home, other, amina, ben):
    """docs/rules.md, H3."""
    for _ in range(11):
        service.add_member(session, household_id=other.id, member=new_member(), now=NOW)
    with pytest.raises(HomeFull):
        take_in(session, other, ben, code_of(session, home, amina), now=SOON)
    assert people_of(session, home).keys() == {"Amina"}


def test_a_child_moves_to_an_adult_who_cares_there(session, home, other, amina, ben):
    """docs/rules.md, H40, H46."""
    child = add_child(session, home, amina)
    code = code_of(session, home, child, by=amina)
    for nobody in ("", amina.code):
        with pytest.raises(GuardianMissing):
            take_in(session, other, ben, code, nobody, now=SOON)
    take_in(session, other, ben, code, ben.code, now=SOON)
    assert people_of(session, other)["Bé Súa"].guardian_id == ben.id


def test_who_moves_to_another_ward_is_helped_there(session, home, other, ben):
    lan = make_person(session, "Lan")
    lan.unit_id = home.unit_id
    session.add(Membership(household_id=home.id, person_id=lan.id, since_at=NOW))
    session.flush()
    take_in(session, other, ben, code_of(session, home, lan), now=SOON)
    session.refresh(lan)
    assert lan.unit_id == other.unit_id


def test_of_two_homes_that_type_a_code_at_once_one_takes_the_person_in(database):
    """docs/rules.md, H46: the constraint decides."""
    with transaction(database) as session:
        amina = make_person(session)
        code = code_of(session, make_household(session, amina), amina)
        hosts = [make_person(session, "Ben"), make_person(session, "Chi")]
        homes = [make_household(session, host).id for host in hosts]
        hosts = [host.id for host in hosts]
        amina_id = amina.id

    def type_it(number):
        try:
            with transaction(database) as session:
                service.take_in(
                    session,
                    household_id=homes[number],
                    by_id=hosts[number],
                    typed=code,
                    guardian_code="",
                    now=SOON,
                )
        except Refusal as refusal:
            return type(refusal)
        return None

    outcomes = at_once(2, type_it)
    assert sorted(outcomes, key=str) == [MovingCodeUnknown, None]
    with transaction(database) as session:
        open_ones = session.scalars(
            select(Membership.household_id).where(
                Membership.person_id == amina_id, Membership.until_at.is_(None)
            )
        ).all()
        assert open_ones == [homes[outcomes.index(None)]]


def test_nobody_is_in_two_homes(session, home, other, amina):
    """docs/rules.md, H46."""
    with pytest.raises(LivesElsewhere):
        enter(session, household_id=other.id, person_id=amina.id, now=LATER)


# Parting


def test_some_people_start_a_home_of_their_own(session, home, amina):
    """docs/rules.md, H47."""
    chi = session.get_one(
        Person,
        service.add_member(session, household_id=home.id, member=new_member("Chi"), now=NOW).person_id,
    )
    child = add_child(session, home, chi)
    key = str(uuid7(NOW))
    made = split(session, home, amina, chi, child, key=key)
    assert split(session, home, amina, chi, child, key=key) == made, "the same form again"
    new = session.get_one(Household, made)
    assert people_of(session, home).keys() == {"Amina"}
    assert people_of(session, new).keys() == {"Chi", "Bé Súa"}
    assert people_of(session, new)["Bé Súa"].guardian_id == chi.id


def test_an_adult_goes_an_adult_stays_and_children_stay_with_their_guardian(session, home, amina):
    """docs/rules.md, H47."""
    joined = service.add_member(session, household_id=home.id, member=new_member("Chi"), now=NOW)
    chi = session.get_one(Person, joined.person_id)
    child = add_child(session, home, chi)
    for goers in ((), (child,), (amina, chi, child)):
        with pytest.raises(NobodyChosen):
            split(session, home, amina, *goers)
    for goers in ((chi,), (amina, child)):
        with pytest.raises(ChildApart):
            split(session, home, amina, *goers)
    with pytest.raises(AdultNeeded):
        split(session, home, child, chi, child)
    assert people_of(session, home).keys() == {"Amina", "Chi", "Bé Súa"}


# Becoming one


def test_two_homes_become_one_with_their_phones(session, home, other, amina, ben):
    """docs/rules.md, H47."""
    child = add_child(session, home, amina)
    phone = make_phone(session, amina, home)
    take_in(session, other, ben, code_of(session, home, by=amina), now=SOON)
    assert people_of(session, other).keys() == {"Ben", "Amina", "Bé Súa"}
    assert people_of(session, other)["Bé Súa"].guardian_id == amina.id
    assert child.is_child
    session.refresh(home)
    assert home.closed_at == SOON
    found = find_session(session.connection(), token=phone.token, now=SOON)
    assert (found["household_id"], found["person_id"]) == (other.id, None)


def test_at_most_twelve_fit_together(session, home, other, amina, ben):
    """docs/rules.md, H3, H47."""
    for place in (home, other):
        for _ in range(6):
            service.add_member(session, household_id=place.id, member=new_member(), now=NOW)
    with pytest.raises(TooManyTogether):
        take_in(session, other, ben, code_of(session, home, by=amina), now=SOON)
    assert "Amina" in people_of(session, home)


def test_the_card_of_a_home_that_is_no_more_opens_nothing(session, home, other, amina, ben):
    """docs/rules.md, H21, H47."""
    old, kept = make_home_card(session, other), make_home_card(session, home)
    take_in(session, home, amina, code_of(session, other, by=ben), now=SOON)
    session.flush()
    assert (old.ended_at, kept.ended_at) == (SOON, None)


def test_a_phone_that_was_let_in_before_enters_the_home_that_stays(session, home, other, amina, ben):
    """docs/rules.md, H24, H47."""
    card = make_home_card(session, other)
    asked = service.ask_to_join(session, code=card.code, phone="a phone", session_id=None, now=NOW)
    service.answer_request(
        session, ask=asked.ask, household_id=other.id, answer="yes", person_id=ben.id, now=NOW
    )
    take_in(session, home, amina, code_of(session, other, by=ben), now=SOON)
    token = service.enter_home(session, ask=asked.ask, phone="a phone", replaces=None, now=SOON)
    assert find_session(session.connection(), token=token, now=SOON)["household_id"] == home.id


def test_two_homes_that_take_each_other_in_at_once_become_one(database):
    """docs/rules.md, H47: locked in one order, nobody waits in a circle."""
    with transaction(database) as session:
        hosts = [make_person(session, "Ben"), make_person(session, "Chi")]
        homes = [make_household(session, host) for host in hosts]
        codes = [code_of(session, home, by=host) for home, host in zip(homes, hosts, strict=True)]
        people, places = [host.id for host in hosts], [home.id for home in homes]

    def type_it(number):
        try:
            with transaction(database) as session:
                service.take_in(
                    session,
                    household_id=places[number],
                    by_id=people[number],
                    typed=codes[1 - number],
                    guardian_code="",
                    now=SOON,
                )
        except Refusal as refusal:
            return type(refusal)
        return None

    assert sorted(at_once(2, type_it), key=str) == [HomeEnded, None]


def test_who_left_a_home_that_became_one_comes_in_by_their_card(session, home, other, amina, ben):
    """The old home is no more, so nobody can take them back. docs/rules.md, H70."""
    chi = session.get_one(
        Person,
        service.add_member(session, household_id=home.id, member=new_member("Chi"), now=NOW).person_id,
    )
    leave(session, home, chi, now=SOON)
    take_in(session, other, ben, code_of(session, home, by=amina), now=SOON)
    with pytest.raises(MemberNotFound):
        take_back(session, other, chi, ben)
    service.come_home(session, household_id=other.id, person_id=chi.id, guardian_code="", now=SOON)
    assert "Chi" in people_of(session, other)
