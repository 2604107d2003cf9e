"""docs/rules.md, H11, H12 (what is kept of a secret), H14 (asked again after 30 idle minutes), R-27, R-35."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from learnhub.accounts.errors import LockMissing
from learnhub.accounts.models import Lock, LockTry, PhoneSession
from learnhub.accounts.queries import find_session
from learnhub.accounts.rules.locks import Standing
from learnhub.accounts.service import locks, open_session, stay_awake
from learnhub.kit.db import transaction
from tests.conftest import NOW
from tests.factories.locks import PICTURES, make_lock, make_tries
from tests.factories.people import make_household, make_person, make_phone
from tests.parallel import at_once

KEY = b"k" * 32
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def amina(session):
    person = make_person(session)
    make_lock(session, person, KEY)
    return person


def take(session, person, phone="one", now=NOW):
    return locks.take_try(session, person_id=person.id, phone=phone, now=now)


def count(session):
    return session.scalar(select(func.count(LockTry.id)))


def open_for(session, person, home, now=NOW, account_id=None):
    return open_session(
        session, household_id=home.id, person_id=person.id, account_id=account_id, now=now, replaces=None
    )


def name_of(session, token, now):
    return find_session(session.connection(), token=token, now=now)["name"]


def test_only_the_right_pictures_in_their_order_are_right(session, amina):
    taken = take(session, amina)
    assert locks.is_right(taken, PICTURES, key=KEY)
    assert not locks.is_right(taken, "moon sun boat", key=KEY)


def test_nothing_that_is_stored_can_be_tried_without_the_sites_key(session, amina):
    """H12: the hash is slow, salted, and made under a key that no database holds."""
    kept = session.scalars(select(Lock)).one()
    assert kept.secret_hash.startswith("$argon2id$")
    assert not locks.is_right(take(session, amina), PICTURES, key=b"another" * 5)


def test_one_secret_of_two_people_looks_different(session, amina):
    ben = make_person(session, "Ben")
    make_lock(session, ben, KEY)
    taken = locks.Try(0, amina.id, "pictures", session.get_one(Lock, ben.id).secret_hash)
    assert not locks.is_right(taken, PICTURES, key=KEY), "the hash of another person opens nothing"


def test_a_try_counts_before_it_is_looked_at(session, amina):
    for _ in range(5):
        assert isinstance(take(session, amina), locks.Try)
    assert take(session, amina) == Standing(until=NOW + timedelta(minutes=15))
    assert count(session) == 5


def test_the_right_secret_takes_its_try_back_and_opens(session, amina):
    home = make_household(session, amina)
    make_tries(session, amina.id, 3)
    token = locks.unlock(session, take(session, amina), household_id=home.id, replaces=None, now=NOW)
    assert name_of(session, token, NOW) == "Amina"
    assert session.scalars(select(LockTry.is_settled)).all() == [True] * 3


def test_a_lock_that_was_changed_meanwhile_opens_for_nobody(session, amina):
    home = make_household(session, amina)
    taken = take(session, amina)
    new = locks.hash_secret(person_id=amina.id, kind="pin", secret="7352", key=KEY)
    locks.set_lock(session, person_id=amina.id, kind="pin", secret_hash=new, now=NOW)
    assert locks.unlock(session, taken, household_id=home.id, replaces=None, now=NOW) is None


def test_ten_wrong_tries_wait_for_a_helper_and_no_longer_for_time(session, amina):
    make_tries(session, amina.id, 10)
    later = NOW + timedelta(days=40)
    assert take(session, amina, now=later) == Standing(is_closed=True)
    assert locks.open_lock(session, person_id=amina.id)
    assert isinstance(take(session, amina, now=later), locks.Try)
    assert not locks.open_lock(session, person_id=make_person(session).id)


def test_a_phone_is_counted_across_the_members_of_its_home(session, amina):
    for _ in range(2):
        make_tries(session, make_person(session).id, 10, phone="one")
    assert take(session, amina) == Standing(until=NOW + timedelta(days=1), is_phone=True)
    assert isinstance(take(session, amina, phone="another"), locks.Try)


def test_old_tries_are_cleared_away(session, amina):
    make_tries(session, amina.id, 9, at=NOW - timedelta(days=2))
    take(session, amina)
    assert count(session) == 1


def test_a_person_without_a_lock_has_none_to_try(session):
    with pytest.raises(LockMissing):
        take(session, make_person(session))


def test_parallel_guesses_get_no_more_tries(database):
    with transaction(database) as session:
        amina = make_person(session)
        make_lock(session, amina, KEY)
        person_id = amina.id

    def guess(number):
        with transaction(database) as session:
            return locks.take_try(session, person_id=person_id, phone=f"phone {number}", now=NOW)

    taken = at_once(8, guess)
    assert sum(isinstance(one, locks.Try) for one in taken) == 5


# Asked again after 30 idle minutes


def test_a_member_with_a_lock_is_asked_again_after_thirty_idle_minutes(session, amina):
    home = make_household(session, amina)
    token = open_for(session, amina, home)
    assert name_of(session, token, NOW + HALF_AN_HOUR - timedelta(seconds=1)) == "Amina"
    found = find_session(session.connection(), token=token, now=NOW + HALF_AN_HOUR)
    assert (found["person_id"], found["household_id"]) == (None, home.id), "the phone stays the home's"


def test_a_member_without_a_lock_is_not_asked_again(session):
    ben = make_person(session, "Ben")
    token = open_for(session, ben, make_household(session, ben))
    assert name_of(session, token, NOW + timedelta(days=100)) == "Ben"


def test_whoever_is_there_is_not_asked_again(session, amina):
    token = open_for(session, amina, make_household(session, amina))
    found = find_session(session.connection(), token=token, now=NOW)
    later = NOW + timedelta(minutes=29)
    stay_awake(session.connection(), session_id=found["session_id"], now=later)
    assert name_of(session, token, later + timedelta(minutes=29)) == "Amina"


def test_whoever_was_away_cannot_be_there_again_without_the_lock(session, amina):
    token = open_for(session, amina, make_household(session, amina))
    session_id = session.scalars(select(PhoneSession.id)).one()
    stay_awake(session.connection(), session_id=session_id, now=NOW + HALF_AN_HOUR)
    assert name_of(session, token, NOW + HALF_AN_HOUR) is None


def test_a_new_lock_holds_on_every_phone_and_a_removed_one_on_none(session):
    ben = make_person(session, "Ben")
    phones = [make_phone(session, ben, make_household(session)) for _ in range(2)]
    hashed = locks.hash_secret(person_id=ben.id, kind="pin", secret="7352", key=KEY)
    locks.set_lock(session, person_id=ben.id, kind="pin", secret_hash=hashed, now=NOW)
    names = {name_of(session, phone.token, NOW + HALF_AN_HOUR) for phone in phones}
    assert names == {None}
    locks.remove_lock(session, person_id=ben.id)
    names = {name_of(session, phone.token, NOW + HALF_AN_HOUR) for phone in phones}
    assert names == {"Ben"}
