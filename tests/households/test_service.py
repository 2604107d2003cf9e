"""docs/rules.md, H2 (a repeat is recognised), H3 (twelve people a home), H4 (own members only)."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from learnhub.accounts.models import Consent, Person
from learnhub.accounts.queries import find_session
from learnhub.households import service
from learnhub.households.errors import AvatarMissing, HomeFull, MemberNotFound
from learnhub.households.events import MemberJoined
from learnhub.households.models import Household, HouseholdLook, Membership
from learnhub.kit.db import open_database, transaction
from tests.conftest import NOW
from tests.factories.accounts import make_account
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person, make_phone, make_unit


def start(session, first=None):
    return service.register_household(
        session,
        nickname="Nhà bà Ba",
        unit_id=make_unit(session).id,
        first=first or new_member(),
        now=NOW,
    )


def add(session, household_id, member=None):
    return service.add_member(session, household_id=household_id, member=member or new_member("Tí"), now=NOW)


def choose(session, household_id, code, replaces=None):
    return service.choose_member(
        session, household_id=household_id, person_code=code, replaces=replaces, now=NOW
    )


def count(session, column):
    return session.scalar(select(func.count(column)))


def test_a_home_starts_with_its_first_member(session):
    joined = start(session)
    home = session.get_one(Household, joined.household_id)
    person = session.get_one(Person, joined.person_id)
    assert (home.nickname, len(home.code)) == ("Nhà bà Ba", 16)
    assert (person.name, person.address_as, person.avatar) == ("Bà Ba", "ba", "lotus")
    assert person.unit_id == home.unit_id


def test_every_member_agreed_to_a_learning_record(session):
    joined = start(session)
    consent = session.scalars(select(Consent)).one()
    assert (consent.person_id, consent.purpose, consent.text_version, consent.given_at) == (
        joined.person_id,
        "learning_record",
        "2026-11",
        NOW,
    )


def test_joining_is_announced(database_url):
    heard = []
    database = open_database(database_url, {MemberJoined: [lambda _session, event: heard.append(event)]})
    with transaction(database) as session:
        first = start(session)
        second = add(session, first.household_id)
    database.dispose()
    assert heard == [
        MemberJoined(first.household_id, first.person_id, NOW),
        MemberJoined(first.household_id, second.person_id, NOW),
    ]


def test_the_same_form_starts_one_home(session):
    first = new_member()
    assert start(session, first) == start(session, first)
    assert (count(session, Household.id), count(session, Person.id)) == (1, 1)


def test_the_same_form_adds_one_member(session):
    home = start(session)
    member = new_member("Tí")
    assert add(session, home.household_id, member) == add(session, home.household_id, member)
    assert count(session, Membership.id) == 2


def test_the_same_form_changes_nothing_after_the_member_left(session):
    home = start(session)
    joined = add(session, home.household_id, member := new_member("Tí"))
    service.end_membership(session, household_id=joined.household_id, person_id=joined.person_id, now=NOW)
    assert add(session, home.household_id, member) == joined
    assert count(session, Membership.id) == 2


def test_a_form_of_one_home_adds_nobody_to_another(session):
    one, other = start(session), start(session)
    add(session, one.household_id, member := new_member("Tí"))
    with pytest.raises(MemberNotFound):
        add(session, other.household_id, member)


def test_who_knows_a_persons_code_cannot_join_their_home(session):
    """The code stands in pages; only the form's key, which it was made from, repeats the form."""
    joined = start(session, first := new_member())
    code_as_key = new_member(key=first.code)
    assert start(session, code_as_key).household_id != joined.household_id


def test_a_member_has_one_of_our_pictures(session):
    member = service.NewMember(new_member().key, "Tí", "", "lamp")
    with pytest.raises(AvatarMissing):
        start(session, member)


def test_a_thirteenth_person_does_not_fit(session):
    home = start(session)
    for _ in range(11):
        add(session, home.household_id)
    with pytest.raises(HomeFull):
        add(session, home.household_id)
    assert count(session, Membership.id) == 12


def test_who_left_makes_room(session):
    home = start(session)
    for _ in range(11):
        add(session, home.household_id)
    service.end_membership(session, household_id=home.household_id, person_id=home.person_id, now=NOW)
    assert add(session, home.household_id)


def test_ten_members_and_three_racing_ones_make_twelve(database):
    with transaction(database) as session:
        home = start(session)
        for _ in range(9):
            add(session, home.household_id)
    go = Barrier(3)
    outcomes = []

    def join() -> None:
        go.wait()
        try:
            with transaction(database) as session:
                outcomes.append(add(session, home.household_id))
        except HomeFull:
            outcomes.append(None)

    run_together(*[Thread(target=join) for _ in range(3)])
    assert (len(outcomes), outcomes.count(None)) == (3, 1)
    with transaction(database) as session:
        assert count(session, Membership.id) == 12


def test_a_form_sent_twice_at_once_starts_one_home(database):
    first = new_member()
    with transaction(database) as session:
        unit_id = make_unit(session).id
    go = Barrier(3)
    outcomes = []

    def send() -> None:
        go.wait()
        with transaction(database) as session:
            outcomes.append(
                service.register_household(session, nickname="Nhà", unit_id=unit_id, first=first, now=NOW)
            )

    run_together(*[Thread(target=send) for _ in range(3)])
    assert len(outcomes) == 3
    assert len(set(outcomes)) == 1


def run_together(*threads: Thread) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_chosen_member_stands_in_front_of_the_phone(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina, ben)
    phone = make_phone(session, amina, home)
    token = choose(session, home.id, ben.code, replaces=phone.session_id)
    found = find_session(session.connection(), token=token, now=NOW)
    assert (found["name"], found["household_id"]) == ("Ben", home.id)
    assert find_session(session.connection(), token=phone.token, now=NOW) is None


def test_choosing_a_member_ends_a_staff_session(session):
    lan = make_account(session)
    home = make_household(session, lan.person)
    phone = make_phone(session, lan.person, home)
    token = choose(session, home.id, lan.person.code, replaces=phone.session_id)
    found = find_session(session.connection(), token=token, now=NOW + timedelta(days=100))
    assert (found["name"], found["role_rank"]) == ("Lan", None)


def test_nobody_of_another_home_can_be_chosen(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina)
    make_household(session, ben)
    alone = make_person(session, "Dung")
    for code in (ben.code, alone.code, "nobody", "", "\0", "x" * 5000, "mã"):
        with pytest.raises(MemberNotFound):
            choose(session, home.id, code)
    with pytest.raises(MemberNotFound):
        choose(session, None, amina.code)


def test_who_left_stands_in_front_of_no_phone_and_cannot_be_chosen(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina, ben)
    phone = make_phone(session, amina, home)
    service.end_membership(session, household_id=home.id, person_id=amina.id, now=NOW)
    found = find_session(session.connection(), token=phone.token, now=NOW)
    assert (found["person_id"], found["household_id"]) == (None, home.id)
    with pytest.raises(MemberNotFound):
        choose(session, home.id, amina.code)


def test_only_a_member_can_leave(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina)
    with pytest.raises(MemberNotFound):
        service.end_membership(session, household_id=home.id, person_id=ben.id, now=NOW)


def test_who_left_one_home_may_live_in_the_next(session):
    amina = make_person(session)
    old = make_household(session, amina)
    service.end_membership(session, household_id=old.id, person_id=amina.id, now=NOW)
    new = make_household(session, amina)
    assert choose(session, new.id, amina.code)


def test_a_look_at_a_home_is_kept(session):
    """docs/rules.md, H6."""
    home = start(session)
    chi = make_account(session, role="volunteer").person
    service.note_look(session, household_id=home.household_id, person_id=chi.id, what="lock", now=NOW)
    session.flush()
    kept = session.scalars(select(HouseholdLook)).one()
    assert (kept.household_id, kept.person_id, kept.what) == (home.household_id, chi.id, "lock")
