"""docs/rules.md, A4 (R-34): a new session id whenever the person changes; an ended one is dead at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from learnhub.accounts import service
from learnhub.accounts.models import PhoneSession
from learnhub.accounts.queries import find_session, token_hash
from tests.conftest import NOW
from tests.factories.accounts import make_account
from tests.factories.people import make_household, make_person, make_phone


def seen(session, token, now=NOW):
    """Who stands in front of this phone, and in which home it is."""
    session.flush()
    row = find_session(session.connection(), token=token, now=now)
    return row and (row["name"], row["household_id"])


def open_session(session, *, household=None, person=None, account_id=None, replaces=None):
    return service.open_session(
        session,
        household_id=household.id if household else None,
        person_id=person.id if person else None,
        account_id=account_id,
        now=NOW,
        replaces=replaces,
    )


def test_only_the_hash_of_a_token_is_kept(session):
    token = open_session(session, person=make_person(session))
    row = session.scalars(select(PhoneSession)).one()
    assert row.token_hash == token_hash(token)
    assert len(token) >= 27, "160 bits"


def test_a_replaced_session_is_dead_and_no_other(session):
    amina = make_person(session)
    old, other = make_phone(session, amina), make_phone(session, amina)
    new = open_session(session, person=amina, replaces=old.session_id)
    assert seen(session, old.token) is None
    assert seen(session, new) == seen(session, other.token) == ("Amina", None)


def test_staff_who_do_nothing_for_thirty_minutes_are_signed_out(session):
    """R-35: a form within that time gives thirty more; twelve hours after signing in it ends anyway."""
    chi = make_account(session)
    half = timedelta(minutes=30)
    token = open_session(session, person=chi.person, account_id=chi.account_id)
    name = (chi.person.name, None)
    assert seen(session, token, NOW + half - timedelta(seconds=1)) == name
    assert seen(session, token, NOW + half) == (None, None)
    row = session.scalars(select(PhoneSession).where(PhoneSession.token_hash == token_hash(token))).one()
    for number in range(1, 24):
        service.stay_awake(session.connection(), session_id=row.id, now=NOW + number * timedelta(minutes=29))
    assert seen(session, token, NOW + 24 * timedelta(minutes=29)) == name
    for number in range(24, 26):
        service.stay_awake(session.connection(), session_id=row.id, now=NOW + number * timedelta(minutes=29))
    assert seen(session, token, NOW + timedelta(hours=12)) is None


def named(session, token):
    return find_session(session.connection(), token=token, now=NOW)["phone"]


def test_a_phone_keeps_its_name_whoever_takes_it(session):
    """Also when two tabs change the person at the same moment: both continue the one that was there."""
    old = make_phone(session, make_person(session))
    name = named(session, old.token)
    tabs = [open_session(session, person=make_person(session), replaces=old.session_id) for _ in range(2)]
    assert [named(session, token) for token in tabs] == [name, name]


def test_every_new_phone_has_a_name_of_its_own(session):
    names = [named(session, open_session(session, person=make_person(session))) for _ in range(2)]
    assert len(set(names)) == 2
    assert min(map(len, names)) >= 27, "160 bits"


@pytest.mark.parametrize(
    ("is_staff", "life"),
    [
        pytest.param(True, timedelta(hours=12), id="staff for twelve hours"),
        pytest.param(False, timedelta(days=180), id="others for half a year"),
    ],
)
def test_a_session_ends_by_itself(session, is_staff, life):
    lan = make_account(session)
    account_id = lan.account_id if is_staff else None
    token = open_session(session, person=lan.person, account_id=account_id)
    session.scalars(select(PhoneSession)).one().locks_at = None  # as if forms were sent all the time
    assert seen(session, token, NOW + life - timedelta(seconds=1)) == ("Lan", None)
    assert seen(session, token, NOW + life) is None


def test_a_home_keeps_its_phone_when_a_sign_in_on_it_runs_out(session):
    lan, home = make_account(session), make_household(session)
    token = open_session(session, household=home, person=lan.person, account_id=lan.account_id)
    assert seen(session, token, NOW + timedelta(minutes=29)) == ("Lan", home.id)
    assert seen(session, token, NOW + timedelta(hours=13)) == (None, home.id)
    assert seen(session, token, NOW + timedelta(days=180)) is None


def test_dropping_the_person_keeps_the_home(session):
    amina = make_person(session)
    home = make_household(session, amina)
    phone = make_phone(session, amina, home)
    token = service.drop_person(session, session_id=phone.session_id, household_id=home.id, now=NOW)
    assert seen(session, phone.token) is None
    assert seen(session, token) == (None, home.id)


def test_dropping_the_person_of_a_phone_without_a_home_ends_its_session(session):
    phone = make_phone(session, make_person(session))
    token = service.drop_person(session, session_id=phone.session_id, household_id=None, now=NOW)
    assert token is None
    assert seen(session, phone.token) is None


def test_a_phone_that_was_never_here_has_nothing_to_drop(session):
    assert service.drop_person(session, session_id=None, household_id=None, now=NOW) is None


def test_a_released_person_leaves_every_phone_but_takes_no_home_away(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina, ben)
    shared, own = make_phone(session, amina, home), make_phone(session, amina)
    bens = make_phone(session, ben, home)
    service.release_phones(session, person_id=amina.id, now=NOW)
    assert seen(session, shared.token) == (None, home.id)
    assert seen(session, own.token) is None
    assert seen(session, bens.token) == ("Ben", home.id)


def test_a_new_role_is_used_after_a_new_sign_in(session):
    lan = make_account(session, role=None)
    token = open_session(session, person=lan.person, account_id=lan.account_id)
    role = {"person_id": lan.person.id, "unit_id": lan.unit_id, "role": "admin", "now": NOW}
    service.appoint(session, **role)
    assert seen(session, token) is None

    again = open_session(session, person=lan.person, account_id=lan.account_id)
    service.appoint(session, **role)
    assert seen(session, again) == ("Lan", None), "the same role again changes nothing"
