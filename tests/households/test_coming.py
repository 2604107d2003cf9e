"""docs/rules.md, H70: whoever belongs to no home comes into one, or starts one, by their own card."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from learnhub.accounts.models import Person
from learnhub.households import service
from learnhub.households.models import Guardianship, Household, Membership
from learnhub.kit.db import Database, transaction
from learnhub.progress.models import LearningEvent
from tests.conftest import NOW, as_
from tests.factories.households import new_member
from tests.factories.people import (
    make_household,
    make_official,
    make_person,
    make_phone,
    make_unit,
)
from tests.house.test_access import changed, digests
from tests.statements import counted

COOKIE = "__Host-learnhub"


@dataclass
class Away:
    """Mỵ has left her home and stands in front of a phone of another; `alone` is a phone of no home."""

    mai_id: int
    home_id: int
    other_id: int
    ben_code: str
    here: str
    alone: str


@pytest.fixture
def away(database) -> Away:
    return make_away(database)


def make_away(database: Database, *, is_child: bool = False) -> Away:
    with transaction(database) as session:
        unit = make_unit(session)
        amina, ben = make_person(session, "Amina", unit), make_person(session, "Ben", unit)
        home, other = make_household(session, amina, unit=unit), make_household(session, ben, unit=unit)
        if is_child:
            joined = service.add_child(
                session, household_id=home.id, member=new_member("Mỵ"), guardian_code=amina.code, now=NOW
            )
        else:
            joined = service.add_member(session, household_id=home.id, member=new_member("Mỵ"), now=NOW)
        mai = session.get_one(Person, joined.person_id)
        service.leave_home(session, household_id=home.id, person_code=mai.code, by_id=amina.id, now=NOW)
        return Away(
            mai.id,
            home.id,
            other.id,
            ben.code,
            make_phone(session, mai, other).token,
            make_phone(session, mai).token,
        )


def homes_of(database, person_id):
    with transaction(database) as session:
        return session.scalars(
            select(Membership.household_id).where(
                Membership.person_id == person_id, Membership.until_at.is_(None)
            )
        ).all()


def get(client, path, token):
    return client.get(path, headers=as_(token))


def post(client, path, token, **fields):
    return client.post(path, data=fields, headers=as_(token))


def test_who_belongs_to_no_home_comes_into_the_home_of_the_phone(client, database, away):
    assert "Mỵ does not belong to this home" in get(client, "/en/who", away.here).text
    assert "Mỵ belongs to no home now" in get(client, "/en/who/home", away.here).text
    for _ in range(2):
        assert post(client, "/en/who/home", away.here).headers["location"] == "/en/household/members"
    assert homes_of(database, away.mai_id) == [away.other_id]
    assert "does not belong" not in get(client, "/en/who", away.here).text
    assert get(client, "/en/who/home", away.here).headers["location"] == "/en/household/members"


def test_who_belongs_to_a_home_needs_a_code(client, database, away):
    post(client, "/en/who/home", away.here)
    with transaction(database) as session:
        mai, home = session.get_one(Person, away.mai_id), session.get_one(Household, away.home_id)
        token = make_phone(session, mai, home).token
    before = digests(database)
    for answer in (get(client, "/en/who/home", token), post(client, "/en/who/home", token)):
        assert answer.status_code == 409
        assert "A code for moving, made there, brings them here." in answer.text
    assert changed(before, digests(database)) == []


def test_a_full_home_takes_nobody_in(client, database, away):
    with transaction(database) as session:
        for _ in range(11):
            service.add_member(session, household_id=away.other_id, member=new_member(), now=NOW)
    answer = post(client, "/en/who/home", away.here)
    assert (answer.status_code, homes_of(database, away.mai_id)) == (409, [])


def test_a_child_needs_an_adult_who_cares(client, database):
    away = make_away(database, is_child=True)
    answer = post(client, "/en/who/home", away.here)
    assert answer.status_code == 422
    assert '<a href="#guardian">' in answer.text
    post(client, "/en/who/home", away.here, guardian=away.ben_code, consent="yes")
    assert homes_of(database, away.mai_id) == [away.other_id]
    with transaction(database) as session:
        cared = select(func.count()).where(
            Guardianship.child_id == away.mai_id, Guardianship.until_at.is_(None)
        )
        assert session.scalar(cared) == 1


def test_who_signed_in_to_help_on_a_homes_phone_does_not_come_in(client, database, away):
    with transaction(database) as session:
        helper = make_official(session, "Lan", "volunteer")
        token = make_phone(session, helper, session.get_one(Household, away.other_id)).token
        helper_id = helper.id
    for answer in (get(client, "/en/who/home", token), post(client, "/en/who/home", token)):
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/en/who")
    assert homes_of(database, helper_id) == []


def own_home(client, token):
    fields = {"key": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "nickname": "Nhà Mỵ", "ward": "", "phone": ""}
    page = get(client, "/en/join/new", token).text
    assert "Mỵ is the first person of this home" in page
    assert 'name="avatar"' not in page
    ward = page.split('<option value="')[2].split('"')[0]
    return post(client, "/en/join/new", token, **fields | {"ward": ward})


def test_somebody_alone_starts_a_home_of_their_own(client, database, away):
    answer = own_home(client, away.alone)
    assert answer.status_code == 303
    [home] = homes_of(database, away.mai_id)
    assert home not in {away.home_id, away.other_id}
    phone = answer.cookies[COOKIE]
    assert "Mỵ" in get(client, "/en/household/members", phone).text
    with transaction(database) as session:
        assert session.scalar(select(func.count(Person.id))) == 3


def test_a_lost_reply_leaves_nobody_outside_their_own_home(client, database, away):
    """The form comes again from a phone whose session has ended."""
    own_home(client, away.alone)
    fields = {"key": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "nickname": "Nhà Mỵ"}
    again = post(client, "/en/join/new", away.alone, **fields)
    assert (again.status_code, again.headers["location"]) == (303, "/en/who")
    assert "Mỵ" in get(client, "/en/who", again.cookies[COOKIE]).text
    assert len(homes_of(database, away.mai_id)) == 1


def test_a_child_starts_no_home(client, database):
    away = make_away(database, is_child=True)
    assert own_home(client, away.alone).status_code == 403
    assert homes_of(database, away.mai_id) == []


def test_no_fact_of_learning_changes(client, database, away):
    """R-32."""
    before = digests(database)
    post(client, "/en/who/home", away.here)
    assert LearningEvent.__tablename__ not in changed(before, digests(database))


def test_looking_costs_two_statements_beside_the_session(client, database, away):
    with counted(database.read_engine) as sent:
        get(client, "/en/who/home", away.here)
    assert sent.count == 3
