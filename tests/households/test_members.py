"""Children with their guardians, leaving and coming back: what is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from learnhub.accounts import service as accounts
from learnhub.accounts.errors import AccountExists, AccountForChild
from learnhub.accounts.models import Consent, Person
from learnhub.accounts.queries import find_session
from learnhub.households import service
from learnhub.households.errors import (
    AdultNeeded,
    ChildrenStay,
    GuardianMissing,
    HomeFull,
    LivesElsewhere,
    MemberNotFound,
)
from learnhub.households.models import Membership
from learnhub.households.queries import get_home, list_former
from tests.conftest import NOW
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person, make_phone
from tests.statements import counted

LATER = NOW + timedelta(days=1)


def add_child(session, home, guardian, member=None):
    member = member or new_member("Bé Súa")
    joined = service.add_child(
        session, household_id=home.id, member=member, guardian_code=guardian.code, now=NOW
    )
    return session.get_one(Person, joined.person_id)


def leave(session, home, person, by=None, now=LATER):
    service.leave_home(
        session, household_id=home.id, person_code=person.code, by_id=(by or person).id, now=now
    )


def hand_over(session, home, person, guardian, by=None):
    service.hand_over_children(
        session,
        household_id=home.id,
        person_code=person.code,
        by_id=(by or person).id,
        guardian_code=guardian.code,
        now=LATER,
    )


def take_back(session, home, person, by, now=LATER):
    service.take_back(session, household_id=home.id, person_code=person.code, by_id=by.id, now=now)


def people_of(session, home):
    return {person.name: person for person in get_home(session.connection(), household_id=home.id).people}


def consents(session, person):
    rows = session.execute(
        select(Consent.given_by_id, Consent.means, Consent.text_version)
        .where(Consent.person_id == person.id)
        .order_by(Consent.id)
    )
    return [tuple(row) for row in rows]


@pytest.fixture
def amina(session):
    return make_person(session)


@pytest.fixture
def ben(session):
    return make_person(session, "Ben")


@pytest.fixture
def home(session, amina, ben):
    return make_household(session, amina, ben)


# Children


def test_a_child_is_kept_with_the_yes_of_an_adult_of_the_home(session, home, amina):
    """docs/rules.md, H40 and R-31: who agreed, when, how, to which sentence."""
    child = add_child(session, home, amina)
    assert child.is_child
    assert consents(session, child) == [(amina.id, "phone", "2026-11 child")]
    assert people_of(session, home)["Bé Súa"].guardian_id == amina.id


@pytest.mark.parametrize("who", ["nobody", "a stranger", "a child", "who left"])
def test_a_child_without_a_guardian_is_not_kept(session, home, amina, ben, who):
    """docs/rules.md, H40."""
    stranger = make_person(session, "Stranger")
    make_household(session, stranger)
    child = add_child(session, home, amina)
    leave(session, home, ben, now=NOW)
    code = {"nobody": "", "a stranger": stranger.code, "a child": child.code, "who left": ben.code}[who]
    before = session.scalar(select(func.count(Person.id)))
    with pytest.raises(GuardianMissing):
        service.add_child(
            session, household_id=home.id, member=new_member("Bé An"), guardian_code=code, now=NOW
        )
    assert session.scalar(select(func.count(Person.id))) == before


def test_the_form_of_a_child_sent_twice_adds_one_child(session, home, amina):
    """docs/rules.md, H2."""
    member = new_member("Bé Súa")
    assert add_child(session, home, amina, member).id == add_child(session, home, amina, member).id
    assert len(consents(session, session.scalars(select(Person).where(Person.is_child)).one())) == 1


def test_a_child_who_is_grown_up_agrees_for_themselves(session, home, amina):
    """docs/rules.md, H42: once, and only in front of the phone."""
    child = add_child(session, home, amina)
    with pytest.raises(AdultNeeded):
        service.grow_up(session, household_id=home.id, person_code=child.code, by_id=amina.id, now=LATER)
    for _ in range(2):
        service.grow_up(session, household_id=home.id, person_code=child.code, by_id=child.id, now=LATER)
    session.refresh(child)
    assert not child.is_child
    assert consents(session, child)[1:] == [(None, "phone", "2026-11 grown")]
    assert people_of(session, home)["Bé Súa"].guardian_id is None


def test_a_guardian_leaves_only_when_another_adult_cares(session, home, amina, ben):
    """docs/rules.md, H43: no child stays alone."""
    child = add_child(session, home, amina)
    with pytest.raises(ChildrenStay):
        leave(session, home, amina)
    for nobody in (amina, child):
        with pytest.raises(GuardianMissing):
            hand_over(session, home, amina, nobody)
    hand_over(session, home, amina, ben)
    assert consents(session, child)[-1][0] == ben.id
    leave(session, home, amina)
    assert people_of(session, home)["Bé Súa"].guardian_id == ben.id
    with pytest.raises(ChildrenStay):
        leave(session, home, ben)


def test_a_child_gives_away_nobody(session, home, amina, ben):
    child = add_child(session, home, amina)
    with pytest.raises(AdultNeeded):
        hand_over(session, home, amina, ben, by=child)


# How somebody is called


def describe(session, home, person, by, name="Mới", avatar="cat"):
    service.describe_member(
        session,
        household_id=home.id,
        person_code=person.code,
        by_id=by.id,
        name=name,
        address_as="em",
        avatar=avatar,
    )


def test_everybody_says_how_they_are_called_and_adults_say_it_for_children(session, home, amina, ben):
    """docs/rules.md, H41."""
    child = add_child(session, home, amina)
    describe(session, home, amina, amina, "Bà Amina")
    describe(session, home, child, ben, "Súa")
    describe(session, home, child, child, "Súa lớn")
    assert {"Bà Amina", "Ben", "Súa lớn"} == people_of(session, home).keys()
    for other, by in ((amina, ben), (amina, child)):
        with pytest.raises(AdultNeeded):
            describe(session, home, other, by)


def test_a_name_of_eighty_letters_with_stacked_marks_fits(session, home, amina):
    long = "ễ" * 80
    describe(session, home, amina, amina, "e\u0302\u0303" * 80)
    assert long in people_of(session, home)


# Leaving and coming back


def test_an_adult_leaves_and_may_remove_somebody_a_child_may_not(session, home, amina, ben):
    """docs/rules.md, H44."""
    child = add_child(session, home, amina)
    for person, by in ((ben, child), (child, child)):
        with pytest.raises(AdultNeeded):
            leave(session, home, person, by)
    leave(session, home, child, ben)
    leave(session, home, ben, amina)
    leave(session, home, amina)
    assert people_of(session, home) == {}


def test_nobody_of_another_home_removes_anybody(session, home, amina):
    """docs/rules.md, H44."""
    stranger = make_person(session, "Stranger")
    make_household(session, stranger)
    with pytest.raises(AdultNeeded):
        leave(session, home, amina, stranger)
    with pytest.raises(MemberNotFound):
        leave(session, home, stranger, amina)


def test_leaving_twice_changes_nothing_more(session, home, amina):
    leave(session, home, amina)
    with pytest.raises(MemberNotFound):
        leave(session, home, amina, now=LATER + timedelta(days=1))
    assert session.scalar(select(Membership.until_at).where(Membership.person_id == amina.id)) == LATER


def test_who_left_stands_in_front_of_no_phone(session, home, amina):
    phone = make_phone(session, amina, home)
    leave(session, home, amina)
    found = find_session(session.connection(), token=phone.token, now=LATER)
    assert (found["person_id"], found["household_id"]) == (None, home.id)


def test_the_home_takes_somebody_back_within_thirty_days(session, home, amina, ben):
    """docs/rules.md, H45: from now on; the time between stays away."""
    leave(session, home, ben, now=NOW)
    back_at = NOW + timedelta(days=29)
    for _ in range(2):
        take_back(session, home, ben, amina, back_at)
    spans = session.execute(
        select(Membership.since_at, Membership.until_at)
        .where(Membership.person_id == ben.id)
        .order_by(Membership.id)
    ).all()
    assert [tuple(span) for span in spans] == [(NOW - timedelta(days=1), NOW), (back_at, None)]


def test_nobody_is_taken_back_later_or_from_another_home(session, home, amina, ben):
    """docs/rules.md, H45."""
    leave(session, home, ben, now=NOW)
    with pytest.raises(LivesElsewhere):
        take_back(session, home, ben, amina, NOW + timedelta(days=30))
    make_household(session, ben)
    with pytest.raises(LivesElsewhere):
        take_back(session, home, ben, amina)
    assert list_former(session.connection(), household_id=home.id, now=LATER) == ()


def test_a_full_home_takes_nobody_back(session, home, amina, ben):
    """docs/rules.md, H3."""
    leave(session, home, ben)
    for _ in range(11):
        service.add_member(session, household_id=home.id, member=new_member(), now=LATER)
    with pytest.raises(HomeFull):
        take_back(session, home, ben, amina)


def test_a_child_comes_back_to_the_adult_who_takes_them_back(session, home, amina, ben):
    """docs/rules.md, H45, H40."""
    child = add_child(session, home, amina)
    leave(session, home, child, amina)
    with pytest.raises(AdultNeeded):
        take_back(session, home, child, child)
    take_back(session, home, child, ben)
    assert people_of(session, home)["Bé Súa"].guardian_id == ben.id
    assert consents(session, child)[-1][0] == ben.id


# Accounts


def test_a_member_who_gets_an_account_stays_one_person(session, home, amina):
    """docs/rules.md, H48: the membership stays, and no second record begins."""
    accounts.create_account(
        session, person_id=amina.id, login="amina", password="bốn từ ngắn dễ nhớ", now=NOW
    )
    accounts.appoint(session, person_id=amina.id, unit_id=home.unit_id, role="volunteer", now=NOW)
    assert "Amina" in people_of(session, home)
    assert session.scalar(select(func.count(Person.id))) == 2
    with pytest.raises(AccountExists):
        accounts.create_account(
            session, person_id=amina.id, login="amina-2", password="bốn từ ngắn dễ nhớ", now=NOW
        )


def test_a_child_gets_no_account(session, home, amina):
    """docs/rules.md, H48."""
    child = add_child(session, home, amina)
    with pytest.raises(AccountForChild):
        accounts.create_account(
            session, person_id=child.id, login="sua", password="bốn từ ngắn dễ nhớ", now=NOW
        )


def test_a_home_is_read_with_one_statement(session):
    home = make_household(session, *[make_person(session) for _ in range(12)])
    with counted(connection := session.connection()) as statements:
        get_home(connection, household_id=home.id)
        list_former(connection, household_id=home.id, now=NOW)
    assert statements.count == 2
