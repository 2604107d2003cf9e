"""docs/rules.md, H3, H40, H64, H65: a home while somebody of it, or all of it, waits to be erased."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Consent, Person
from learnhub.households import service as households
from learnhub.households.errors import (
    AdultNeeded,
    ChildrenStay,
    GuardianMissing,
    HomeEnded,
    HomeFull,
    TooManyTogether,
)
from learnhub.households.models import Guardianship, Household
from learnhub.kit.db import Database, transaction
from learnhub.privacy import service
from learnhub.privacy.models import PrivacyRequest
from tests.conftest import NOW
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person
from tests.households.test_members import LATER, add_child, leave, people_of, take_back
from tests.households.test_moving import code_of, take_in

ERASED = NOW + timedelta(days=30)


def ask(session: Session, person: Person) -> None:
    service.ask_person_erasure(session, person_id=person.id, now=NOW)


def keep(session: Session, home: Household, by: Person | None) -> None:
    """The newest erasure is taken back on a phone of this home."""
    code = session.scalars(select(PrivacyRequest.code).order_by(PrivacyRequest.id.desc())).first()
    by_id = by.id if by else None
    service.undo(session, code=code or "", household_id=home.id, by_id=by_id, now=LATER)


def guardian_of(session: Session, child: Person) -> int | None:
    return session.scalar(
        select(Guardianship.guardian_id).where(
            Guardianship.child_id == child.id, Guardianship.until_at.is_(None)
        )
    )


@pytest.fixture
def amina(session):
    return make_person(session)


@pytest.fixture
def chi(session):
    return make_person(session, "Chi")


@pytest.fixture
def ben(session):
    return make_person(session, "Ben")


@pytest.fixture
def home(session, amina, chi):
    return make_household(session, amina, chi)


@pytest.fixture
def child(session, home, amina):
    return add_child(session, home, amina)


def test_who_waits_keeps_their_place(session, ben):
    """H3: a thirteenth would be there as soon as somebody is kept."""
    others = [make_person(session, f"M{number}") for number in range(12)]
    home, other = make_household(session, *others), make_household(session, ben)
    leave(session, home, others[2], now=NOW)
    take_in(session, home, others[0], code_of(session, other, ben), now=NOW)
    ask(session, others[1])
    with pytest.raises(HomeFull):
        take_back(session, home, others[2], by=others[0], now=NOW)
    chi = make_person(session, "Chi")
    third = make_household(session, chi)
    with pytest.raises(HomeFull):
        take_in(session, home, others[0], code_of(session, third, chi), now=NOW)
    with pytest.raises(TooManyTogether):
        take_in(session, home, others[0], code_of(session, third, by=chi), now=NOW)


def test_who_waits_comes_along_when_homes_become_one(session, home, amina, chi, ben):
    """H64: the phones that may keep them are the other home's now."""
    other = make_household(session, ben)
    ask(session, amina)
    take_in(session, other, ben, code_of(session, home, by=chi), now=NOW)
    keep(session, other, None)
    assert people_of(session, other).keys() == {"Ben", "Chi", "Amina"}


def test_nobody_cares_for_a_child_who_waits(session, home, amina, child):
    """H40, H43: so whoever cared for the child may go, or be erased, too."""
    ask(session, child)
    assert guardian_of(session, child) is None
    ask(session, amina)
    assert people_of(session, home).keys() == {"Chi"}


def test_whoever_keeps_a_child_cares_and_agrees(session, home, amina, chi, child):
    """H40, H64."""
    ask(session, child)
    leave(session, home, amina)
    for nobody in (None, child, amina):
        with pytest.raises(AdultNeeded), session.begin_nested():
            keep(session, home, nobody)
    keep(session, home, chi)
    assert guardian_of(session, child) == chi.id
    standing = select(Consent.given_by_id).where(
        Consent.person_id == child.id, Consent.withdrawn_at.is_(None)
    )
    assert chi.id in session.scalars(standing).all()
    assert people_of(session, home).keys() == {"Chi", child.name}


def test_a_child_whom_the_operator_keeps_comes_back_to_an_adult(session, home, amina, child):
    ask(session, child)
    assert service.undo_person(session, person_id=child.id, now=LATER)
    assert child.name not in people_of(session, home)
    take_back(session, home, child, by=amina)
    assert guardian_of(session, child) == amina.id


def test_an_adult_whom_the_operator_keeps_stays_at_home(session, home, amina):
    ask(session, amina)
    assert service.undo_person(session, person_id=amina.id, now=LATER)
    assert "Amina" in people_of(session, home)


def test_nobody_cares_for_the_children_of_a_home_that_is_erased(session, home, amina, child):
    """H40, H65: otherwise a child would hold an adult back with whom it lives no more."""
    service.ask_home_erasure(session, household_id=home.id, person_id=amina.id, now=NOW)
    with pytest.raises(ChildrenStay):
        ask(session, amina)
    service.erase_due(session, now=ERASED, limit=9)
    assert guardian_of(session, child) is None
    ask(session, amina)


@pytest.mark.parametrize("asks_first", [True, False])
def test_nobody_gets_a_child_while_they_ask_to_be_erased(database: Database, asks_first):
    """H40, R-71: whoever comes second waits for the first, and is refused."""
    with transaction(database) as session:
        amina = make_person(session)
        home = make_household(session, amina)
        session.expunge_all()

    def work(is_asking: bool) -> None:
        with transaction(database) as session:
            begin(session, is_asking)

    def begin(session: Session, is_asking: bool) -> None:
        ask(session, amina) if is_asking else add_child(session, home, amina)

    with ThreadPoolExecutor(1) as other:
        with transaction(database) as session:
            begin(session, asks_first)
            second = other.submit(work, not asks_first)
            wait([second], timeout=0.5)
        with pytest.raises(GuardianMissing if asks_first else ChildrenStay):
            second.result()


def test_a_form_that_arrives_when_the_home_was_erased_puts_nobody_into_it(session, home, amina):
    """docs/rules.md, H65: it was shown a moment before."""
    households.erase_home(session, household_id=home.id, now=LATER)
    with pytest.raises(HomeEnded):
        households.add_member(session, household_id=home.id, member=new_member("Ben"), now=LATER)
    with pytest.raises(HomeEnded):
        take_back(session, home, amina, by=amina)
    assert people_of(session, home) == {}
