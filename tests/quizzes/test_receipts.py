"""docs/rules.md, R-13: the receipt of what was handed in is found again and says the same."""

import re
from uuid import UUID

import pytest

from learnhub.accounts.models import Person
from learnhub.kit.db import transaction
from learnhub.quizzes.models import Attempt
from tests.conftest import as_
from tests.factories.courses import make_course
from tests.factories.people import make_phone
from tests.factories.progress import finish
from tests.factories.quizzes import answer_all, make_item, publish
from tests.quizzes.conftest import SIX

RECEIPT = re.compile(r"Receipt ([0-9A-Z-]+)\.")
QUIZ = "/en/courses/safety/quizzes/final"
RESULT = re.compile(r'href="(/en/attempts/[0-9a-f-]{36}/result)"')


@pytest.fixture
def handed_in(client, world):
    """Four of six were answered."""
    for number in range(1, 5):
        world.send(client, number, answer="1")
    answer = client.post(world.submission, data={"confirmed": "yes"}, headers=world.amina)
    assert answer.headers["location"] == world.result
    return world


def receipt(client, world, headers=None) -> str:
    page = client.get(world.result, headers=headers or world.amina).text
    (number,) = RECEIPT.findall(page)
    for words in (
        "Amina is learning.",
        "Handed in at 10:00, 21 November 2026.",
        "4 of 6 questions were answered.",
    ):
        assert words in page, words
    return number


def test_it_says_number_time_person_and_how_many_answers(client, database, handed_in):
    with transaction(database) as session:
        kept = session.get_one(Attempt, handed_in.attempt).receipt
    assert receipt(client, handed_in) == kept


def test_it_says_the_same_on_another_phone_a_year_later(client, database, clock, handed_in):
    first = receipt(client, handed_in)
    clock.forward(days=360)
    with transaction(database) as session:
        amina = session.get_one(Person, handed_in.amina_id)
        phone = make_phone(session, amina, expires_at=clock.now.replace(year=2028))
    assert receipt(client, handed_in, as_(phone.token)) == first


def test_it_says_the_same_after_a_new_version_and_a_further_try(client, database, clock, handed_in):
    first = receipt(client, handed_in)
    clock.forward(days=2)
    with transaction(database) as session:
        publish(session, make_course(session), [make_item(f"new{n}") for n in range(6)], SIX)
    client.post(f"{QUIZ}/attempts", headers=handed_in.amina)
    assert receipt(client, handed_in) == first


def test_the_page_of_the_test_leads_to_the_last_result(client, database, handed_in):
    assert RESULT.findall(client.get(QUIZ, headers=handed_in.amina).text) == [handed_in.result]


@pytest.mark.parametrize("who", ["ben", "lan"])
def test_it_leads_nobody_else_there(client, handed_in, who):
    phone = getattr(handed_in, who)
    assert RESULT.findall(client.get(QUIZ, headers=phone).text) == []
    assert client.get(handed_in.result, headers=phone).status_code == 404


def test_before_handing_in_there_is_none(client, world):
    assert RESULT.findall(client.get(QUIZ, headers=world.amina).text) == []


def test_of_several_results_the_last_one_is_shown(client, database, clock, handed_in):
    with transaction(database) as session:
        finish(session, session.get_one(Person, handed_in.amina_id), handed_in.course)
    clock.forward(hours=1)
    asked = client.post(f"{QUIZ}/attempts", headers=handed_in.amina).headers["location"]
    attempt = asked.split("/")[3]
    with transaction(database) as session:
        answer_all(session, UUID(attempt), handed_in.amina_id)
    client.post(f"/en/attempts/{attempt}/submission", data={"confirmed": "yes"}, headers=handed_in.amina)
    shown = RESULT.findall(client.get(QUIZ, headers=handed_in.amina).text)
    assert shown == [f"/en/attempts/{attempt}/result"]
