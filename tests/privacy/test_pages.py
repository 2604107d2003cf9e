"""docs/rules.md, H62, H64, H65, H68: what is stored is shown, to whom it may be, and erased by two pages."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.households.models import Household, HouseholdGoal, HouseholdLook, Membership
from learnhub.kit.db import Database, reads, transaction
from learnhub.privacy import queries
from learnhub.privacy.models import PrivacyRequest
from tests.conftest import NOW, as_
from tests.factories.courses import make_course
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.factories.privacy import make_stored
from tests.factories.progress import finish
from tests.households.test_members import add_child
from tests.statements import counted

AGREED = {"agreed": "yes"}
STORED = "/en/household/stored"


@dataclass(frozen=True)
class Home:
    """Amina in front of one phone of the home, Chi of another; Ben's home is next door."""

    amina: dict[str, str]
    chi: dict[str, str]
    ben: dict[str, str]
    official: dict[str, str]
    home_id: int
    amina_id: int


@pytest.fixture
def home(database: Database) -> Home:
    with transaction(database) as session:
        amina = make_stored(session)
        amina.home.phone = "0912 345 678"
        session.add(HouseholdGoal(household_id=amina.home.id, lessons=8))
        chi = make_person(session, "Chi")
        session.add(_membership(amina.home.id, chi.id))
        ben = make_person(session, "Ben")
        phones = (
            amina.phone,
            make_phone(session, chi, amina.home),
            make_phone(session, ben, make_household(session, ben)),
            make_phone(session, make_official(session)),
        )
        return Home(*(as_(phone.token) for phone in phones), amina.home.id, amina.person.id)


def _membership(home_id: int, person_id: int) -> object:
    return Membership(household_id=home_id, person_id=person_id, since_at=NOW - timedelta(days=1))


def waiting(database: Database) -> str:
    with reads(database) as connection:
        return connection.scalars(select(PrivacyRequest.code)).one()


def test_the_home_reads_counts_and_no_answer(client, home):
    page = client.get(STORED, headers=home.chi).text
    assert "Nhà Amina" in page
    assert "0912 345 678" in page
    assert "8 lessons" in page
    assert "3 lessons finished · 1 certificate" in page
    for detail in ("Nguyễn Amina", "login-amina", "Questions of lessons answered"):
        assert detail not in page


def test_the_person_in_front_reads_everything_and_nobody_else_does(client, home):
    page = client.get("/en/me/stored", headers=home.amina).text
    for detail in ("Nguyễn Amina", "login-amina", "LearnHub may keep this name", "Given on"):
        assert detail in page
    for other in (home.chi, home.ben, home.official):
        page = client.get("/en/me/stored", headers=other).text
        assert "Nguyễn Amina" not in page
        assert "login-amina" not in page


def test_the_public_page_leads_to_ones_own(client, home):
    assert "/vi/me/stored" in client.get("/vi/privacy", headers=home.amina).text
    assert "/vi/household/stored" in client.get("/vi/privacy", headers=home.amina).text
    assert "/stored" not in client.get("/vi/privacy").text


def test_who_looked_is_told_with_first_name_role_and_moment(client, home):
    """H6."""
    page = client.get("/en/household/looks", headers=home.chi).text
    assert "Volunteer Nhung" in page
    assert "Vàng" not in page
    assert "Looked at who belongs to this home" in page
    assert "Nobody has looked yet" in client.get("/en/household/looks", headers=home.ben).text


def test_fifty_looks_are_a_page_the_newest_first(client, database, home):
    with transaction(database) as session:
        helper = session.scalars(select(HouseholdLook.person_id)).one()
        for number in range(60):
            moment = NOW + timedelta(minutes=number)
            look = HouseholdLook(household_id=home.home_id, person_id=helper, what="lock", looked_at=moment)
            session.add(look)
    first = client.get("/en/household/looks", headers=home.chi).text
    assert first.count("Nhung") == 50
    assert "Page 1 of 2" in first
    for page in ("2", "9999"):
        last = client.get(f"/en/household/looks?page={page}", headers=home.chi).text
        assert last.count("Nhung") == 11
    assert "Page 1 of 2" in client.get("/en/household/looks?page=x", headers=home.chi).text


def test_nothing_is_erased_before_the_box_is_ticked(client, database, home):
    for path in ("/en/me/erasure", "/en/household/erasure"):
        answer = client.post(path, data={"agreed": "no"}, headers=home.amina)
        assert answer.status_code == 422
        assert "Tick this box first." in answer.text
        assert "1 thing needs fixing" in answer.text
    with reads(database) as connection:
        assert connection.scalars(select(PrivacyRequest.id)).all() == []


def test_the_page_before_erasing_says_what_goes_and_what_stays(client, home):
    page = client.get("/en/me/erasure", headers=home.amina).text
    for said in ("3 lessons finished", "2 tests and practices", "1 certificate, with the name", "Monday 21"):
        assert said in page
    assert (
        "1 other person belongs to this home" in client.get("/en/household/erasure", headers=home.amina).text
    )


def test_whoever_asks_is_gone_from_the_home_at_once_and_comes_back_by_one_press(client, database, home):
    answer = client.post("/en/me/erasure", data=AGREED, headers=home.amina)
    assert answer.headers["location"] == STORED
    assert client.get("/en/me/stored", headers=home.amina).status_code == 303
    for path in ("/en/who", "/en/household"):
        assert ">Amina</" not in client.get(path, headers=home.chi).text
    page = client.get(STORED, headers=home.chi).text
    assert "Keep Amina" in page
    undone = client.post(f"/en/household/erasures/{waiting(database)}/reversal", headers=home.chi)
    assert undone.headers["location"] == STORED
    assert ">Amina</" in client.get("/en/who", headers=home.chi).text


def test_a_child_is_kept_by_an_adult_in_front_of_the_phone(client, database, home):
    """H40, H64: the page says what keeping a child means."""
    with transaction(database) as session:
        household = session.get_one(Household, home.home_id)
        child = add_child(session, household, session.get_one(Person, home.amina_id))
        tokens = (make_phone(session, who, household).token for who in (child, None))
        of_child, of_nobody = map(as_, tokens)
    client.post("/en/me/erasure", data=AGREED, headers=of_child)
    assert "Whoever keeps a child cares for the child" in client.get(STORED, headers=home.chi).text
    path = f"/en/household/erasures/{waiting(database)}/reversal"
    refused = client.post(path, headers=of_nobody)
    assert refused.status_code == 403
    assert "Choose an adult first." in refused.text
    assert client.post(path, headers=home.chi).status_code == 303
    assert ">Bé Súa</" in client.get("/en/who", headers=home.chi).text


def test_another_home_finds_no_erasure_of_this_one(client, database, home):
    """R-18."""
    client.post("/en/me/erasure", data=AGREED, headers=home.amina)
    path = f"/en/household/erasures/{waiting(database)}/reversal"
    assert client.post(path, headers=home.ben).status_code == 404
    assert client.post(path, headers=home.official).status_code == 404


def test_the_same_form_twice_is_one_erasure(client, database, home):
    for _ in range(2):
        client.post("/en/household/erasure", data=AGREED, headers=home.amina)
    assert waiting(database)


def test_erasing_a_home_may_take_its_author_and_nobody_else(client, database, home):
    client.post("/en/household/erasure", data=AGREED | {"also_me": "yes"}, headers=home.amina)
    with reads(database) as connection:
        kinds = connection.scalars(select(PrivacyRequest.kind)).all()
        hidden = connection.scalars(select(Person.name).where(Person.hidden_at.is_not(None))).all()
    assert sorted(kinds) == ["home", "person"]
    assert hidden == ["Amina"]
    page = client.get(STORED, headers=home.chi).text
    assert "Keep this home" in page
    assert "Keep Amina" in page


def test_a_new_request_does_what_is_due(client, database, clock, home):
    """R-65: a site without a timer erases too."""
    client.post("/en/me/erasure", data=AGREED, headers=home.amina)
    clock.forward(days=30)
    with transaction(database) as session:
        chi = make_person(session, "Chi Hai")
        phone = make_phone(session, chi, expires_at=clock.now + timedelta(days=1))
    client.post("/en/me/erasure", data=AGREED, headers=as_(phone.token))
    with reads(database) as connection:
        assert connection.scalar(select(Person.name).where(Person.id == home.amina_id)) == ""


def test_pages_cost_the_same_for_one_and_for_many(database, home):
    def cost() -> tuple[int, ...]:
        found = []
        for page in (
            lambda connection: queries.home_page(connection, household_id=home.home_id, now=NOW),
            lambda connection: queries.mine_page(connection, person_id=home.amina_id, now=NOW),
            lambda connection: queries.looks_page(connection, household_id=home.home_id, number=1),
        ):
            with reads(database) as connection, counted(connection) as statements:
                page(connection)
            found.append(statements.count)
        return tuple(found)

    before = cost()
    with transaction(database) as session:
        for number in range(10):
            person = make_person(session, f"Member {number}")
            session.add(_membership(home.home_id, person.id))
            session.flush()
            finish(session, person, make_course(session))
    assert before == cost() == (2, 2, 2)


def test_home_and_chooser_lead_to_where_an_erasure_is_taken_back(client, database, home):
    """docs/rules.md, H69: with the day; nobody who asked is named there."""
    pages = ("/en/household", "/en/who")
    for path in pages:
        assert "going to be erased" not in client.get(path, headers=home.chi).text
    client.post("/en/me/erasure", data=AGREED, headers=home.amina)
    for path in pages:
        page = client.get(path, headers=home.chi).text
        assert "1 person of this home is going to be erased" in page
        assert "On Monday 21 December 2026 the record is erased for good." in page
        assert 'href="/en/household/stored"' in page
        assert "This home is going to be erased" not in page
        assert ">Amina</" not in page
        assert "going to be erased" not in client.get(path, headers=home.ben).text
    client.post("/en/household/erasure", data=AGREED, headers=home.chi)
    for path in pages:
        assert "This home is going to be erased" in client.get(path, headers=home.chi).text
    for code in codes(database):
        client.post(f"/en/household/erasures/{code}/reversal", headers=home.chi)
    for path in pages:
        assert "going to be erased" not in client.get(path, headers=home.chi).text


def codes(database: Database) -> list[str]:
    with reads(database) as connection:
        return list(connection.scalars(select(PrivacyRequest.code)))


def test_what_a_member_does_not_show_the_home_is_not_counted_for_it_either(client, database, home):
    """docs/rules.md, H54, R-29: on the page of what is stored as on the page of the home."""
    for shown, told in (("lessons", "3 lessons finished"), ("certificates", "1 certificate")):
        client.post("/en/me/shown", data={"shown": shown}, headers=home.amina)
        page = client.get("/en/household/stored", headers=home.chi).text
        assert [words for words in ("3 lessons finished", "1 certificate") if words in page] == [told]
    client.post("/en/me/shown", data={"shown": "nothing"}, headers=home.amina)
    page = client.get("/en/household/stored", headers=home.chi).text
    assert "Only this person is shown lessons and certificates." in page
    assert "3 lessons finished" not in page
    assert "1 certificate" not in page
