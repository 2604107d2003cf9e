"""docs/rules.md, A1 (R-36), A2 (R-37), A5 (R-38): accounts, and how often a password may be tried."""

import unicodedata
from datetime import timedelta
from threading import Barrier, Thread
from unittest.mock import Mock

import pytest
from sqlalchemy import func, select, update

from learnhub.accounts import service
from learnhub.accounts.errors import (
    AccountNotFound,
    LoginTaken,
    PasswordTooCommon,
    RoleUnknown,
)
from learnhub.accounts.models import Account, Consent, LoginTry, Person, Position
from learnhub.accounts.queries import find_session
from learnhub.accounts.rules import new_password
from learnhub.kit import passwords
from learnhub.kit.db import transaction
from tests.conftest import NOW
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.people import make_person, make_phone, make_unit


def sign_in(session, login="lan", password=PASSWORD, now=NOW):
    """What a visitor is told: a token, None, or the moment until which nothing is looked at."""
    taken = service.take_try(session, login=login, now=now)
    if isinstance(taken, service.Limited):
        return taken.until
    if not service.is_right(taken, password):
        return None
    return service.sign_in(session, taken, household_id=None, replaces=None, now=now)


def fail(session, times, *, login="lan", now=NOW):
    for _ in range(times):
        assert sign_in(session, login, "wrong password", now) is None


def test_a_person_is_registered_with_an_unguessable_code(session):
    unit = make_unit(session)
    person_id = service.register_person(session, name="Bà  Ba", unit_id=unit.id, now=NOW)
    person = session.get_one(Person, person_id)
    assert (person.name, len(person.code)) == ("Bà Ba", 27)


def test_a_consent_names_its_purpose_and_its_sentence(session):
    amina = make_person(session)
    service.give_consent(session, person_id=amina.id, purpose="learning_record", text_version="1", now=NOW)
    consent = session.scalars(select(Consent)).one()
    assert (consent.person_id, consent.purpose, consent.text_version, consent.withdrawn_at) == (
        amina.id,
        "learning_record",
        "1",
        None,
    )


def test_a_role_starts_today(session):
    lan = make_account(session, role="admin")
    position = session.scalars(select(Position)).one()
    assert (position.person_id, position.role, position.since_on) == (
        lan.person.id,
        "admin",
        NOW.date(),
    )


def test_an_unknown_role_is_refused(session):
    lan = make_account(session)
    with pytest.raises(RoleUnknown):
        service.appoint(session, person_id=lan.person.id, unit_id=lan.unit_id, role="king", now=NOW)


def test_a_password_is_kept_as_argon2id_only(session, slow_hashes):
    make_account(session)
    account = session.scalars(select(Account)).one()
    assert account.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_login_belongs_to_one_person_in_every_spelling(session):
    make_account(session, "lan")
    with pytest.raises(LoginTaken):
        make_account(session, " ＬＡＮ ")


def test_a_common_password_makes_no_account(session):
    amina = make_person(session)
    with pytest.raises(PasswordTooCommon):
        service.create_account(session, person_id=amina.id, login="amina", password="matkhau123", now=NOW)


def test_the_right_password_opens_a_session(session):
    make_account(session)
    token = sign_in(session, " LAN ")
    assert find_session(session.connection(), token=token, now=NOW)["name"] == "Lan"


def test_a_password_typed_in_pieces_is_the_same_password(session):
    make_account(session)
    assert sign_in(session, password=unicodedata.normalize("NFD", PASSWORD))


@pytest.mark.parametrize("login", ["lan", "nobody"])
@pytest.mark.parametrize("password", ["", "wrong password", "x" * 5000, "x\0y"])
def test_anything_else_opens_nothing(session, login, password):
    make_account(session)
    assert sign_in(session, login, password) is None


def test_a_closed_account_is_like_none(session):
    make_account(session)
    session.scalars(select(Account)).one().is_active = False
    assert sign_in(session) is None


def test_a_right_password_is_not_counted(session):
    make_account(session)
    for _ in range(12):
        assert isinstance(sign_in(session), str)
    assert session.scalar(select(func.count(LoginTry.id))) == 0


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_after_ten_wrong_passwords_even_the_right_one_waits_five_minutes(session, login):
    make_account(session)
    fail(session, 10, login=login)
    until = NOW + timedelta(minutes=5)
    assert sign_in(session, login) == until
    assert sign_in(session, login.upper(), now=until - timedelta(seconds=1)) == until
    after = sign_in(session, login, now=until)
    assert isinstance(after, str) if login == "lan" else after is None


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_after_fifty_wrong_passwords_a_day_has_to_pass(session, login):
    make_account(session)
    for round_ in range(5):
        fail(session, 10, login=login, now=NOW + timedelta(minutes=6 * round_))
    later = NOW + timedelta(hours=23)
    assert sign_in(session, login, now=later) == NOW + timedelta(days=1)


def test_being_refused_does_not_make_the_wait_longer(session):
    make_account(session)
    fail(session, 10)
    for _ in range(20):
        assert sign_in(session) == NOW + timedelta(minutes=5)
    assert session.scalar(select(func.count(LoginTry.id))) == 10


def test_one_account_does_not_lock_another(session):
    make_account(session, "lan")
    make_account(session, "dung", name="Dung")
    fail(session, 10, login="lan")
    assert isinstance(sign_in(session, "dung"), str)


def test_tries_of_yesterday_are_forgotten(session):
    make_account(session)
    fail(session, 3)
    sign_in(session, now=NOW + timedelta(days=1))
    assert session.scalar(select(func.count(LoginTry.id))) == 0


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_thirty_guesses_at_once_are_no_more_than_ten(database, login):
    with transaction(database) as session:
        make_account(session)
    start = Barrier(30)
    outcomes = []

    def guess() -> None:
        start.wait()
        with transaction(database) as session:
            outcomes.append(service.take_try(session, login=login, now=NOW))

    threads = [Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(outcome, service.Try) for outcome in outcomes) == 10
    assert len(outcomes) == 30


def test_a_password_changed_while_it_was_looked_at_opens_nothing(session):
    make_account(session)
    taken = service.take_try(session, login="lan", now=NOW)
    assert service.is_right(taken, PASSWORD)
    service.reset_password(session, login="lan", now=NOW)
    opened = service.sign_in(session, taken, household_id=None, replaces=None, now=NOW)
    assert opened is None


@pytest.mark.parametrize(
    ("login", "hashed"), [("lan", "verify"), ("nobody", "dummy_verify"), ("closed", "dummy_verify")]
)
def test_the_same_slow_work_is_done_for_a_name_that_nobody_has(session, login, hashed, monkeypatch):
    """docs/rules.md, A5: no clock is read here."""
    make_account(session, "lan")
    make_account(session, "closed")
    session.execute(update(Account).where(Account.login == "closed").values(is_active=False))
    looks = {name: Mock(return_value=False) for name in ("verify", "dummy_verify")}
    for name, look in looks.items():
        monkeypatch.setattr(passwords._CONTEXT, name, look)
    assert sign_in(session, login, "wrong password") is None
    assert [name for name, look in looks.items() if look.call_count] == [hashed]


def test_a_reset_password_is_new_works_and_ends_sessions(session):
    lan = make_account(session)
    phone = make_phone(session, lan.person)
    fail(session, 10)
    password = service.reset_password(session, login=" LAN ", now=NOW)
    assert find_session(session.connection(), token=phone.token, now=NOW) is None
    assert isinstance(sign_in(session, password=password), str), "wrong tries are forgotten"
    assert sign_in(session, password=PASSWORD) is None


def test_nobodys_password_cannot_be_reset(session):
    with pytest.raises(AccountNotFound):
        service.reset_password(session, login="nobody", now=NOW)


def test_random_passwords_differ_and_are_passwords():
    made = {service.random_password() for _ in range(50)}
    assert len(made) == 50
    assert all(new_password(password) == password for password in made)


def test_a_counted_try_never_shows_the_hash(session):
    make_account(session)
    assert "argon2" not in repr(service.take_try(session, login="lan", now=NOW))
