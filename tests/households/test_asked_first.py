"""docs/rules.md, H56: whoever opens their lock is asked first whether they were there."""

from uuid import UUID

import pytest
from sqlalchemy import select, update

from learnhub.accounts.models import Person
from learnhub.kit.db import transaction
from learnhub.progress.models import LessonCompletion, SharedLesson
from tests.conftest import NOW
from tests.factories.cards import make_person_card, token_of
from tests.factories.courses import make_course
from tests.factories.guests import make_guest
from tests.factories.locks import PIN, make_lock
from tests.factories.people import make_household, make_person, make_phone
from tests.households.test_pages import COOKIE, get, main_of, post
from tests.statements import counted

RIGHT = {"picked": "sun moon", "picture": "boat"}


@pytest.fixture
def home(client, database):
    """Amina is in front of the phone; Tư has a picture lock, a number lock has Chi."""
    with transaction(database) as session:
        amina, tu, chi = (make_person(session, name) for name in ("Amina", "Tư", "Chi"))
        make_lock(session, tu, client.app.state.secret)
        make_lock(session, chi, client.app.state.secret, "pin", PIN)
        phone = make_phone(session, amina, make_household(session, amina, tu, chi))
        card = token_of(make_person_card(session, tu))
        return {"tu": tu.code, "chi": chi.code, "token": phone.token, "card": card, "amina_id": amina.id}


def tell(database, home, person="Tư", *lessons):
    """Amina told that they learned along."""
    with transaction(database) as session:
        course = make_course(session)
        person_id = session.scalar(select(Person.id).where(Person.name == person))
        for number, lesson in enumerate(lessons or ("one",), start=1):
            session.add(
                SharedLesson(
                    person_id=person_id,
                    id=UUID(int=number),
                    course_id=course.course_id,
                    version_id=course.version_id,
                    lesson_id=course.lessons[lesson],
                    told_by=home["amina_id"],
                    told_at=NOW,
                    was_there=None,
                )
            )


def open_with(client, home, way, query=""):
    """Where the phone is led after the right pictures, number or card. Its next session is the home's."""
    path, form = {
        "pictures": (f"/en/who/{home['tu']}", RIGHT),
        "number": (f"/en/who/{home['chi']}", {"pin": PIN}),
        "card": (f"/k/{home['card']}?language=en", {}),
    }[way]
    answer = post(client, path + (query.replace("?", "&") if "?" in path else query), form, home["token"])
    assert answer.status_code == 303
    home["token"] = answer.cookies[COOKIE]
    return home["token"], answer.headers["location"]


def reply(client, token, path, number, answer):
    return post(client, path, {"key": str(UUID(int=number)), "answer": answer}, token).headers["location"]


@pytest.mark.parametrize(("way", "name"), [("pictures", "Tư"), ("number", "Chi"), ("card", "Tư")])
def test_what_waits_opens_first_and_leads_on(client, database, home, way, name):
    tell(database, home, name)
    token, path = open_with(client, home, way, "?next=/en/courses")
    assert path == "/en/me/together?next=%2Fen%2Fcourses"
    page = main_of(get(client, path, token))
    assert f"Somebody at home said that {name} was there." in page
    assert 'href="/en/courses">Not now' in page
    assert reply(client, token, path, 1, "yes") == "/en/courses"
    with transaction(database) as session:
        assert session.query(LessonCompletion).count() == 1


@pytest.mark.parametrize("way", ["pictures", "number", "card"])
def test_when_nothing_waits_the_way_is_as_before(client, database, home, way):
    tell(database, home, "Amina")
    assert open_with(client, home, way, "?next=/en/courses")[1] == "/en/courses"
    assert open_with(client, home, way)[1] == "/en"


def test_several_are_answered_one_after_the_other(client, database, home):
    tell(database, home, "Tư", "one", "two")
    token, path = open_with(client, home, "pictures")
    assert path == "/en/me/together?next=%2Fen"
    assert reply(client, token, path, 1, "no") == path
    assert reply(client, token, path, 2, "yes") == "/en"
    assert 'href="/en"><span>Go on' in main_of(get(client, path, token))
    assert open_with(client, home, "pictures")[1] == "/en"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/en/../x"])
def test_it_leads_to_pages_of_the_site_only(client, database, home, address):
    """docs/rules.md, A3."""
    tell(database, home)
    token, path = open_with(client, home, "pictures", f"?next={address}")
    assert path == "/en/me/together?next=%2Fen"
    forged = f"/en/me/together?next={address}"
    assert "Not now" not in main_of(get(client, forged, token))
    assert reply(client, token, forged, 1, "yes") == "/en/me/together"


def test_what_a_guest_learned_on_this_phone_is_asked_before_it(client, database, home):
    """docs/rules.md, H32: one page leads to the other, and then on."""
    tell(database, home)
    with transaction(database) as session:
        make_guest(session, f"phone-{home['token']}")
    _, path = open_with(client, home, "pictures", "?next=/en/courses")
    assert path == "/en/claim?next=%2Fen%2Fme%2Ftogether%3Fnext%3D%252Fen%252Fcourses"


def test_who_took_the_agreement_back_is_not_asked(client, database, home):
    """docs/rules.md, H61."""
    tell(database, home)
    with transaction(database) as session:
        session.execute(update(Person).where(Person.name == "Tư").values(withdrawn_at=NOW))
    assert open_with(client, home, "pictures")[1] == "/en"


def test_opening_costs_the_same_whether_something_waits_or_not(client, database, home):
    costs = []
    for told in ((), ("one", "two", "three")):
        if told:
            tell(database, home, "Tư", *told)
        with counted(database.read_engine, database.write_engine) as statements:
            open_with(client, home, "pictures")
        costs.append(statements.count)
    assert costs[0] == costs[1] <= 19
