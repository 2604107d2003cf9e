"""docs/rules.md, H53, H54: the page of a home, its sheet, and their cost."""

from datetime import timedelta
from itertools import cycle, islice, product
from uuid import uuid4

import pytest
from sqlalchemy import insert, update

from learnhub.households.models import HouseholdGoal, Membership
from learnhub.kit.db import transaction
from learnhub.kit.errors import NotFound
from learnhub.learning import queries
from learnhub.progress.models import LearningEvent
from learnhub.progress.service import mend_household, mend_person
from tests.conftest import NOW, as_
from tests.factories.courses import make_course
from tests.factories.home import make_asking_course, make_minimum
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.progress import finish
from tests.statements import counted

FACTS = ("learning_events", "attempts", "responses")
PLACE = {"language": "en", "now": NOW, "time_zone": "Asia/Ho_Chi_Minh"}


def household_page(session, household, person=None):
    return queries.household_page(
        session.connection(),
        household_id=household.id,
        person_id=person.id if person else None,
        **PLACE,
    )


def household_sheet(session, household):
    return queries.household_sheet(session.connection(), household_id=household.id, **PLACE)


def learn_much(session, household, everybody, course, facts):
    """So many finished lessons in turn, person after person, and everything that follows from them."""
    learners = islice(cycle(product(course.lessons.values(), everybody)), facts)
    rows = [
        {
            "person_id": person.id,
            "id": uuid4(),
            "kind": "lesson_finished",
            "course_id": course.course_id,
            "version_id": course.version_id,
            "lesson_id": lesson_id,
            "detail": {},
            "occurred_at": NOW - timedelta(seconds=number),
            "received_at": NOW,
        }
        for number, (lesson_id, person) in enumerate(learners)
    ]
    session.execute(insert(LearningEvent), rows)
    for person in everybody:
        mend_person(session, person_id=person.id, now=NOW)
    mend_household(session, household_id=household.id)


def test_the_home_counts_the_lessons_of_its_members_once_each(session):
    course, amina, ben = make_course(session), make_person(session), make_person(session, "Ben")
    household = make_household(session, amina, ben)
    finish(session, amina, course, "one", "two")
    finish(session, amina, course, "one")
    finish(session, ben, course, "one")
    home = household_page(session, household, amina).home
    assert (home.finished, home.in_month) == (3, 3)
    assert {(member.name, member.finished) for member in home.members} == {("Amina", 2), ("Ben", 1)}


def test_a_home_shows_nobody_else(session):
    make_household(session, make_person(session))
    household = make_household(session, make_person(session, "Ben"))
    assert [member.name for member in household_page(session, household).home.members] == ["Ben"]


def test_an_unknown_home_is_refused(session):
    with pytest.raises(NotFound):
        queries.household_page(session.connection(), household_id=0, person_id=None, **PLACE)


def test_who_shows_nothing_is_there_with_the_name_only(session):
    """H54: the lessons still count in the band."""
    course, amina = make_course(session), make_person(session)
    household = make_household(session, amina)
    finish(session, amina, course, "one")
    session.execute(update(Membership).values(shows_lessons=False, shows_certificates=False))
    home = household_page(session, household).home
    [member] = home.members
    assert (member.finished, member.completed_courses, member.certificates) == (None, None, None)
    assert home.finished == 1
    [learner] = household_sheet(session, household).learners
    assert (learner.is_shown, learner.titles) == (False, ())


def test_a_goal_is_reached_by_the_month_and_begins_again_with_the_next(session):
    """H53."""
    course, amina = make_course(session, lessons=("one", "two", "three", "four")), make_person(session)
    household = make_household(session, amina)
    session.add(HouseholdGoal(household_id=household.id, lessons=4))
    finish(session, amina, course, "one", "two", "three")
    assert not household_page(session, household).home.is_goal_reached
    finish(session, amina, course, "four")
    assert household_page(session, household).home.is_goal_reached
    later = PLACE | {"now": NOW + timedelta(days=30)}
    page = queries.household_page(session.connection(), household_id=household.id, person_id=None, **later)
    assert (page.home.in_month, page.home.finished, page.home.is_goal_reached) == (0, 4, False)


def test_a_goal_is_said_before_the_first_lesson(client, database):
    with transaction(database) as session:
        home = make_household(session, make_person(session))
        session.add(HouseholdGoal(household_id=home.id, lessons=8))
        phone = as_(make_phone(session, None, home).token)
    page = client.get("/en/household", headers=phone).text
    assert "Goal this month: 8 lessons. Finished so far: 0." in page
    assert "No lesson finished yet." in page


def test_the_sheet_lists_the_lessons_in_the_order_of_the_course(session):
    course, amina = make_course(session), make_person(session)
    household = make_household(session, amina)
    finish(session, amina, course, "three", "one")
    [learner] = household_sheet(session, household).learners
    assert learner.titles == ("Lesson one", "Lesson three")


@pytest.mark.parametrize("facts", [10, 10_000])
@pytest.mark.parametrize("people", [1, 12])
def test_page_and_sheet_cost_the_same_however_many_members_and_facts(client, database, people, facts):
    """Six statements and five, and one that asks who is in front; none of them reads a fact."""
    with transaction(database) as session:
        course = make_asking_course(session)
        make_minimum(session, course)
        everybody = [make_person(session, f"M{number}") for number in range(people)]
        household = make_household(session, *everybody)
        learn_much(session, household, everybody, course, facts)
        finished = household_page(session, household).home.finished
        headers = as_(make_phone(session, everybody[0], household).token)
    assert finished == min(facts, people * len(course.lessons))
    for path, most in (("/en/household", 7), ("/en/household/sheet", 6)):
        with counted(database.read_engine) as statements:
            page = client.get(path, headers=headers).text
        assert statements.count == most, path
        assert not [sent for sent in statements.sent if any(table in sent for table in FACTS)]
        assert page.count(f"M{people - 1}") > 0


@pytest.fixture
def phone(database):
    with transaction(database) as opened:
        course = make_asking_course(opened)
        make_minimum(opened, course)
        amina = make_person(opened)
        home = make_household(opened, amina)
        finish(opened, amina, course, "one")
        return as_(make_phone(opened, amina, home).token)


def test_the_page_says_what_is_not_yet_and_leads_to_its_lesson(client, phone):
    page = client.get("/en/household", headers=phone).text
    assert "someone not yet (en)" in page
    assert "/en/courses/safety/lessons/two" in page
    assert "every-adult not yet (en)" in client.get("/en/household/sheet", headers=phone).text


def test_a_home_of_one_is_asked_once_to_add_somebody(client, phone):
    assert "/en/household/invitation" in client.get("/en/household", headers=phone).text
    assert client.post("/en/household/invitation", headers=phone).status_code == 303
    assert "/en/household/invitation" not in client.get("/en/household", headers=phone).text


def test_the_goal_is_chosen_on_its_page(client, phone):
    """H53."""
    assert client.post("/en/household/goal", headers=phone, data={"goal": "5"}).status_code == 422
    assert client.post("/en/household/goal", headers=phone, data={"goal": "8"}).status_code == 303
    assert (
        "Goal this month: 8 lessons. Finished so far: 1." in client.get("/en/household", headers=phone).text
    )
    client.post("/en/household/goal", headers=phone, data={"goal": "none"})
    assert "Goal this month" not in client.get("/en/household", headers=phone).text


def test_what_the_home_sees_is_chosen_on_my_learning(client, phone):
    """H54."""
    assert "1 lesson finished" in client.get("/en/household", headers=phone).text
    client.post("/en/me/shown", headers=phone, data={"shown": "certificates"})
    assert "1 lesson finished" not in client.get("/en/household", headers=phone).text
