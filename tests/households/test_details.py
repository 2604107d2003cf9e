"""What a home is called, where it is and which phone number it has: said by its adults."""

import pytest
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.households import service
from learnhub.households.errors import AdultNeeded, NicknameMissing, PhoneUnreadable
from learnhub.households.models import Household, Membership
from learnhub.households.queries import HomeDetails, get_details
from learnhub.kit.db import transaction
from tests.conftest import NOW, as_
from tests.factories.households import new_member
from tests.factories.people import make_household, make_official, make_person, make_phone, make_unit

PAGE = "/en/household/details"


def describe(session, home, by, unit=None, nickname="Nhà ông Tư", phone="0912 345 678"):
    service.describe_home(
        session,
        household_id=home.id,
        by_id=by.id,
        nickname=nickname,
        unit_id=unit.id if unit else home.unit_id,
        phone=phone,
    )


@pytest.fixture
def amina(session):
    return make_person(session)


@pytest.fixture
def home(session, amina):
    return make_household(session, amina)


def test_an_adult_gives_the_home_another_name_and_number(session, home, amina):
    """docs/rules.md, H71."""
    ward = get_details(session.connection(), household_id=home.id).ward
    describe(session, home, amina)
    found = get_details(session.connection(), household_id=home.id)
    assert found == HomeDetails("Nhà ông Tư", ward, "0912345678")
    describe(session, home, amina, phone="")
    assert get_details(session.connection(), household_id=home.id).phone == ""


def test_a_home_in_another_ward_takes_its_people_along(session, home, amina):
    """docs/rules.md, H71: an official of that home stays with the office that answers for them."""
    joined = service.add_member(session, household_id=home.id, member=new_member("Ben"), now=NOW)
    office = make_official(session, "Dung")
    office_unit = office.unit_id
    session.add(Membership(household_id=home.id, person_id=office.id, since_at=NOW))
    session.flush()
    new_ward = make_unit(session, "Phường Vĩnh Hưng")
    describe(session, home, amina, unit=new_ward)
    units = {person.id: person.unit_id for person in session.scalars(select(Person))}
    assert units[joined.person_id] == new_ward.id
    assert units[office.id] == office_unit
    assert get_details(session.connection(), household_id=home.id).ward == new_ward.code


def test_a_child_and_a_stranger_give_no_name(session, home, amina):
    """docs/rules.md, H71."""
    joined = service.add_child(
        session, household_id=home.id, member=new_member("Bé Súa"), guardian_code=amina.code, now=NOW
    )
    stranger = make_person(session, "Stranger")
    make_household(session, stranger)
    for by in (session.get_one(Person, joined.person_id), stranger):
        with pytest.raises(AdultNeeded):
            describe(session, home, by)
    assert session.get_one(Household, home.id).nickname == "Bà Ba"


@pytest.mark.parametrize(
    ("wrong", "refusal"), [({"nickname": " . "}, NicknameMissing), ({"phone": "12"}, PhoneUnreadable)]
)
def test_what_cannot_be_read_changes_nothing(session, home, amina, wrong, refusal):
    with pytest.raises(refusal):
        describe(session, home, amina, **wrong)
    session.expire_all()
    assert session.get_one(Household, home.id).nickname == "Bà Ba"


def test_the_page_shows_what_is_so_and_keeps_what_was_typed(client, database):
    with transaction(database) as session:
        amina = make_person(session)
        home = make_household(session, amina)
        home.phone = "0900000111"
        ward = get_details(session.connection(), household_id=home.id).ward
        headers = as_(make_phone(session, amina, home).token)
    shown = client.get(PAGE, headers=headers).text
    assert ('value="Bà Ba"' in shown, 'value="0900000111"' in shown) == (True, True)
    assert f'<option value="{ward}" selected>' in shown
    typed = {"nickname": "Nhà ông Tư", "ward": "", "phone": "12"}
    refused = client.post(PAGE, data=typed, headers=headers)
    assert refused.status_code == 422
    assert "Choose the commune or ward." in refused.text
    assert ('value="Nhà ông Tư"' in refused.text, 'value="12"' in refused.text) == (True, True)
    kept = client.post(PAGE, data=typed | {"ward": ward, "phone": ""}, headers=headers)
    assert (kept.status_code, kept.headers["location"]) == (303, "/en/household")
    assert "Home of Nhà ông Tư" in client.get("/en/household", headers=headers).text
