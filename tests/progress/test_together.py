"""docs/rules.md, H55, H56: a lesson learned together."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from learnhub import schema
from learnhub.accounts.models import Person
from learnhub.accounts.service import hide_person
from learnhub.households.errors import MemberNotFound
from learnhub.households.models import Household, Membership
from learnhub.kit.db import transaction
from learnhub.progress import queries, service
from learnhub.progress.errors import NobodyTicked, NothingKept, NothingToldOf
from learnhub.progress.models import HouseholdProgress, LearningEvent, LessonCompletion, SharedLesson
from tests.conftest import NOW, as_
from tests.factories.courses import make_course
from tests.factories.home import make_asking_course, make_minimum
from tests.factories.locks import make_lock
from tests.factories.people import make_household, make_person, make_phone

FORM = UUID(int=7)
PAGE = "/vi/courses/safety/lessons/one/together"


@pytest.fixture
def home(session):
    return make_household(
        session, make_person(session), make_person(session, "Ben"), make_person(session, "Chi")
    )


@pytest.fixture
def people(session, home):
    """Amina is in front; Ben and Chi may be beside her."""
    rows = session.query(Membership).filter_by(household_id=home.id).order_by(Membership.id)
    return [row.person_id for row in rows]


def codes(session, *names):
    return [session.query(Person.code).filter_by(name=name).scalar() for name in names]


def tell(session, home, told_by, person_codes, course, event_id=FORM, now=NOW):
    service.tell_together(
        session,
        household_id=home.id,
        told_by=told_by,
        person_codes=person_codes,
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons["one"],
        event_id=event_id,
        now=now,
    )


def finished(session):
    return set(session.scalars(select(LessonCompletion.person_id)))


def test_the_lesson_is_finished_for_the_one_in_front_and_those_who_were_there(session, home, people):
    """H55: at the same moment, marked, and counted in the band of the home."""
    course = make_course(session)
    tell(session, home, people[0], codes(session, "Ben"), course)
    assert finished(session) == {people[0], people[1]}
    event = session.query(LearningEvent).filter_by(person_id=people[1]).one()
    assert event.detail == {"together": True, "with": [people[0]]}
    assert event.occurred_at == NOW
    assert session.query(HouseholdProgress).one().finished_lessons == 2
    [row] = queries.list_shared(session.connection(), person_id=people[1], language="en")
    assert (row.title, row.told_by, row.waits) == ("Lesson one", "Amina", False)


def test_the_band_of_the_home_marks_what_was_learned_together(session, home, people):
    """H55: of everybody who was there, also of who told it; a lesson that was finished before is not."""
    course = make_course(session)
    service.complete_lesson(
        session,
        person_id=people[2],
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons["one"],
        event_id=UUID(int=8),
        occurred_at=NOW - timedelta(hours=1),
        now=NOW,
    )
    tell(session, home, people[0], codes(session, "Ben", "Chi"), course)
    band = session.query(HouseholdProgress).one()
    assert (band.finished_lessons, band.together_lessons) == (3, 2)
    marked = session.query(LessonCompletion.person_id).filter_by(is_together=True)
    assert {row.person_id for row in marked} == {people[0], people[1]}
    event = session.query(LearningEvent).filter_by(person_id=people[0]).one()
    assert event.detail == {"together": True, "with": people[1:]}


@pytest.mark.parametrize("first", ["alone", "together"])
def test_of_two_facts_at_one_moment_that_of_learning_together_is_marked(session, home, people, first):
    """H55, L3: whichever arrives first."""
    course = make_course(session)
    facts = [("alone", ()), ("together", (people[1],))]
    for number, (_name, others) in enumerate(facts if first == "alone" else facts[::-1]):
        service.complete_lesson(
            session,
            person_id=people[0],
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons["one"],
            event_id=UUID(int=20 + number),
            occurred_at=NOW,
            now=NOW,
            together_with=others,
        )
    band = session.query(HouseholdProgress).one()
    assert (band.finished_lessons, band.together_lessons) == (1, 1)
    assert queries.household_ledger(session.connection(), household_id=home.id).differences == []


def test_what_was_learned_together_before_bands_were_marked_is_marked(database, database_url):
    """H55: migration 0020 counts from the facts."""
    with transaction(database) as session:
        home = make_household(session, make_person(session), make_person(session, "Ben"))
        told_by = session.query(Person.id).filter_by(name="Amina").scalar()
        tell(session, home, told_by, codes(session, "Ben"), make_course(session))
        number = home.id
    database.dispose()
    schema.downgrade(database_url, "0019")
    schema.upgrade(database_url)
    with transaction(database) as session:
        assert session.query(HouseholdProgress.together_lessons).scalar() == 2
        assert queries.household_ledger(session.connection(), household_id=number).differences == []


def test_the_same_form_again_changes_nothing(session, home, people):
    """H55."""
    course = make_course(session)
    for _ in range(2):
        tell(session, home, people[0], codes(session, "Ben", "Chi"), course)
    assert session.query(LearningEvent).count() == session.query(LessonCompletion).count() == 3


def test_only_people_of_the_home_today_were_there(session, home, people):
    """H55: nobody of another home, nobody who left; then nothing at all is kept."""
    course, stranger = make_course(session), make_person(session, "Dung")
    make_household(session, stranger)
    session.execute(update(Membership).where(Membership.person_id == people[2]).values(until_at=NOW))
    for name in ("Dung", "Chi"):
        with pytest.raises(MemberNotFound):
            tell(session, home, people[0], codes(session, "Ben", name), course)
    with pytest.raises(MemberNotFound):
        tell(session, home, stranger.id, codes(session, "Ben"), course)
    with pytest.raises(NobodyTicked):
        tell(session, home, people[0], [], course)
    assert finished(session) == set()


@pytest.mark.parametrize("column", ["withdrawn_at", "hidden_at"])
def test_of_whom_nothing_is_kept_is_left_out_and_the_others_count(session, home, people, column):
    """docs/rules.md, H55, H61: the form may be older than the wish."""
    course = make_course(session)
    session.execute(update(Person).where(Person.id == people[1]).values({column: NOW}))
    tell(session, home, people[0], codes(session, "Ben", "Chi"), course)
    assert finished(session) == {people[0], people[2]}
    assert session.query(SharedLesson.person_id).all() == [(people[2],)]
    page = queries.together_page(
        session.connection(),
        course_key="safety",
        lesson_key="one",
        language="en",
        household_id=home.id,
        person_id=people[0],
        form_key=FORM,
    )
    assert [member.name for member in page.others] == ["Chi"]


def test_who_took_the_agreement_back_tells_nothing_of_others(session, home, people):
    """H61: the lesson would be kept of them as well."""
    course = make_course(session)
    session.execute(update(Person).where(Person.id == people[0]).values(withdrawn_at=NOW))
    with pytest.raises(NothingKept):
        tell(session, home, people[0], codes(session, "Chi"), course)
    assert finished(session) == set()


@pytest.fixture
def locked(session, people):
    """Ben has a lock."""
    make_lock(session, session.get_one(Person, people[1]), b"k" * 32)


def test_who_has_a_lock_is_asked_and_counts_after_a_yes(session, home, people, locked):
    """H56: at the moment at which it was told of."""
    course = make_course(session)
    tell(session, home, people[0], codes(session, "Ben", "Chi"), course)
    assert finished(session) == {people[0], people[2]}
    [row] = queries.list_shared(session.connection(), person_id=people[1], language="en")
    assert row.waits
    later = NOW + timedelta(days=3)
    for _ in range(2):
        service.confirm_together(session, person_id=people[1], shared_id=row.id, now=later)
    assert finished(session) == set(people)
    event = session.query(LearningEvent).filter_by(person_id=people[1]).one()
    assert (event.occurred_at, event.received_at) == (NOW, later)


def test_who_is_to_be_erased_is_not_named_as_the_one_who_told(session, home, people):
    """H64."""
    tell(session, home, people[0], codes(session, "Ben"), make_course(session))
    [row] = queries.list_shared(session.connection(), person_id=people[1], language="en")
    assert row.told_by == "Amina"
    hide_person(session, person_id=people[0], now=NOW)
    [row] = queries.list_shared(session.connection(), person_id=people[1], language="en")
    assert row.told_by == ""


def test_who_was_not_there_says_so_and_is_not_asked_again(session, home, people, locked):
    """H56."""
    course = make_course(session)
    tell(session, home, people[0], codes(session, "Ben"), course)
    shared = session.query(SharedLesson).filter_by(person_id=people[1]).one()
    service.refuse_together(session, person_id=people[1], shared_id=shared.id)
    tell(session, home, people[0], codes(session, "Ben"), course)
    service.confirm_together(session, person_id=people[1], shared_id=shared.id, now=NOW)
    assert people[1] not in finished(session)
    assert queries.list_shared(session.connection(), person_id=people[1], language="en") == ()


def test_nobody_answers_for_somebody_else(session, home, people, locked):
    course = make_course(session)
    tell(session, home, people[0], codes(session, "Ben"), course)
    shared = session.query(SharedLesson).filter_by(person_id=people[1]).one()
    with pytest.raises(NothingToldOf):
        service.confirm_together(session, person_id=people[2], shared_id=shared.id, now=NOW)


def test_a_lesson_told_of_does_not_cover_its_questions(session, home, people):
    """H50: coverage needs the person's own answers."""
    course = make_asking_course(session)
    make_minimum(session, course)
    tell(session, home, people[0], codes(session, "Ben", "Chi"), course)
    found = queries.home_coverage(session.connection(), household_id=home.id, language="en")
    assert not found.outcomes[0].is_reached


@pytest.fixture
def phone(database):
    with transaction(database) as opened:
        make_course(opened)
        amina = make_person(opened)
        home = make_household(opened, amina, make_person(opened, "Ben"))
        return as_(make_phone(opened, amina, home).token)


def test_the_page_names_the_others_and_the_form_leads_on(client, phone, database):
    page = client.get(PAGE, headers=phone).text
    assert "Ben" in page
    with transaction(database) as opened:
        [ben] = codes(opened, "Ben")
    sent = client.post(PAGE, headers=phone, data={"key": str(FORM), "with": ben})
    assert (sent.status_code, sent.headers["location"]) == (303, "/vi/courses/safety/lessons/two")


def test_nobody_ticked_is_said_and_nothing_is_kept(client, phone, database):
    sent = client.post(PAGE, headers=phone, data={"key": str(FORM)})
    assert sent.status_code == 422
    with transaction(database) as opened:
        assert opened.query(LearningEvent).count() == 0


def test_what_waits_is_answered_on_its_page(client, phone, database):
    with transaction(database) as opened:
        [ben] = codes(opened, "Ben")
        make_lock(opened, opened.query(Person).filter_by(code=ben).one(), b"k" * 32)
    client.post(PAGE, headers=phone, data={"key": str(FORM), "with": ben})
    with transaction(database) as opened:
        shared = opened.query(SharedLesson).one()
        membership = opened.query(Membership).filter_by(person_id=shared.person_id).one()
        bens = as_(
            make_phone(
                opened, opened.get(Person, shared.person_id), opened.get(Household, membership.household_id)
            ).token
        )
        key = str(shared.id)
    assert key in client.get("/vi/me/together", headers=bens).text
    assert "/vi/me/together" in client.get("/vi/me", headers=bens).text
    answered = client.post("/vi/me/together", headers=bens, data={"key": key, "answer": "yes"})
    assert answered.status_code == 303
    assert key not in client.get("/vi/me/together", headers=bens).text
    with transaction(database) as opened:
        assert opened.query(LessonCompletion).count() == 2
