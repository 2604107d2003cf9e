"""What the chooser says of each person of a home."""

import pytest
from sqlalchemy import update

from learnhub.households.models import Membership
from learnhub.kit.db import transaction
from learnhub.progress.queries import finished_of_home
from tests.conftest import NOW, as_
from tests.factories.courses import make_course
from tests.factories.locks import make_lock
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.progress import finish
from tests.statements import counted


@pytest.fixture
def home(session):
    """Amina finished two lessons, Ben none, Chi one that she shows nobody; Dung left with one."""
    course = make_course(session)
    people = [make_person(session, name) for name in ("Amina", "Ben", "Chi", "Dung")]
    home = make_household(session, *people)
    finish(session, people[0], course, "one", "two")
    finish(session, people[2], course, "one")
    finish(session, people[3], course, "one")
    of = Membership.person_id
    session.execute(update(Membership).where(of == people[2].id).values(shows_lessons=False))
    session.execute(update(Membership).where(of == people[3].id).values(until_at=NOW))
    return home, people


def test_who_shows_lessons_is_counted_and_nobody_else(session, home):
    """docs/rules.md, H54."""
    home, (amina, ben, *_others) = home
    with counted(session.connection()) as statements:
        found = finished_of_home(session.connection(), household_id=home.id)
    assert (found, statements.count) == ({amina.id: 2, ben.id: 0}, 1)
    assert finished_of_home(session.connection(), household_id=None) == {}


def test_an_open_tile_says_how_far_its_person_is(client, database):
    """H54: somebody who shows nothing, and somebody with a lock, say nothing of it."""
    with transaction(database) as session:
        course = make_course(session)
        people = [make_person(session, name) for name in ("Amina", "Ben", "Chi", "Dung")]
        home = make_household(session, *people)
        for person in (people[0], *people[2:]):
            finish(session, person, course, "one")
        shut = update(Membership).where(Membership.person_id == people[2].id)
        session.execute(shut.values(shows_lessons=False))
        make_lock(session, people[3], b"key")
        phone = as_(make_phone(session, None, home).token)
    page = client.get("/en/who", headers=phone).text
    said = [part.split("</", 1)[0] for part in page.split('class="person__status">')[1:]]
    assert said == ["1 lesson finished", "Not started yet", "Has a picture lock"]
