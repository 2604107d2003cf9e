"""docs/rules.md, H74 and R-35: on which phones somebody is, and leaving them."""

from datetime import timedelta

import pytest

from learnhub.accounts import service
from learnhub.accounts.models import PhoneSession
from learnhub.accounts.queries import OwnPhone, own_phones
from learnhub.kit.db import transaction
from tests.conftest import NOW, as_
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.statements import counted


@pytest.fixture
def phones(database):
    """Amina on two phones of her home, on a stranger's, and on one whose time is over; Ben beside her."""
    with transaction(database) as session:
        amina, ben = make_person(session), make_person(session, "Ben")
        home, other = make_household(session, amina, ben), make_household(session)
        past = NOW - timedelta(seconds=1)
        made = {
            "here": make_phone(session, amina, home),
            "at home": make_phone(session, amina, home),
            "at the neighbours'": make_phone(session, amina, other),
            "over": make_phone(session, amina, home, expires_at=past),
            "Ben's": make_phone(session, ben, home),
        }
        return {name: (f"phone-{phone.token}", as_(phone.token)) for name, phone in made.items()}


def shows(client, headers, name):
    """Whom the phone shows, as its own page of learning says; nobody is sent to the chooser."""
    return f"{name}: my learning" in client.get("/en/me", headers=headers).text


def test_somebody_sees_every_phone_that_shows_them_and_no_other(client, phones):
    page = client.get("/en/me/phones", headers=phones["here"][1]).text
    named = [part.split('"', 1)[0] for part in page.split('name="phone" value="')[1:]]
    assert named == [phones["at home"][0], phones["at the neighbours'"][0], "every other"]
    assert (page.count("This phone"), page.count("A phone of a home")) == (1, 3)


def test_a_phone_that_is_left_shows_its_person_no_more_and_stays_its_homes(client, phones):
    name, headers = phones["at the neighbours'"]
    left = client.post("/en/me/phones", data={"phone": name}, headers=phones["here"][1])
    assert (left.status_code, left.headers["location"]) == (303, "/en/me/phones")
    assert not shows(client, headers, "Amina")
    assert client.get("/en/household/phones", headers=headers).status_code == 200
    assert shows(client, phones["at home"][1], "Amina")


def test_every_other_phone_is_left_at_once(client, phones):
    client.post("/en/me/phones", data={"phone": "every other"}, headers=phones["here"][1])
    shown = {who: shows(client, headers, "Amina") for who, (_name, headers) in phones.items()}
    assert shown == {
        "here": True,
        "at home": False,
        "at the neighbours'": False,
        "over": False,
        "Ben's": False,
    }
    assert shows(client, phones["Ben's"][1], "Ben")


@pytest.mark.parametrize("sent", ["", "nobody's", "\x00", "a" * 500])
def test_nobody_is_taken_off_by_somebody_else(client, database, phones, sent):
    name, headers = phones["Ben's"]
    for phone in (name, sent):
        client.post("/en/me/phones", data={"phone": phone}, headers=phones["here"][1])
    assert shows(client, headers, "Ben")
    assert shows(client, phones["at home"][1], "Amina")
    with transaction(database) as session:
        assert session.query(PhoneSession).filter(PhoneSession.ended_at.is_not(None)).count() == 0


def test_staff_end_a_sign_in_elsewhere(client, database):
    with transaction(database) as session:
        dung = make_official(session)
        here, there = make_phone(session, dung), make_phone(session, dung)
    page = client.get("/en/me/phones", headers=as_(here.token)).text
    assert page.count("Signed in with a password") == 2
    client.post("/en/me/phones", data={"phone": f"phone-{there.token}"}, headers=as_(here.token))
    assert client.get("/en/me", headers=as_(there.token)).status_code == 303
    assert client.get("/en/me", headers=as_(here.token)).status_code == 200


def test_the_list_is_one_question_and_one_row_a_phone(session):
    amina = make_person(session)
    home = make_household(session, amina)
    token = service.open_session(
        session, household_id=home.id, person_id=amina.id, account_id=None, now=NOW, replaces=None
    )
    assert token
    row = session.query(PhoneSession).one()
    with counted(session.connection()) as statements:
        found = own_phones(session.connection(), person_id=amina.id, this=row.phone, now=NOW)
    assert statements.count == 1
    assert found == (OwnPhone(row.phone, NOW, is_signed_in=False, is_of_home=True, is_this=True),)
