"""docs/rules.md, H50 to H53: what a home covers, by its members' own answers, and its month."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from learnhub.accounts.models import Person
from learnhub.households.models import Household, Membership
from learnhub.kit.ids import uuid7
from learnhub.progress import queries, service
from learnhub.progress.models import LessonCheck
from learnhub.progress.rules import Wanted, is_reached, month_of
from learnhub.quizzes.models import Item, ItemVersion
from tests.conftest import NOW
from tests.factories.courses import MadeCourse
from tests.factories.home import answer, cover, make_asking_course, make_minimum
from tests.factories.people import make_household, make_person
from tests.factories.progress import finish
from tests.statements import counted


@pytest.fixture
def course(session) -> MadeCourse:
    made = make_asking_course(session)
    make_minimum(session, made)
    return made


@pytest.fixture
def home(session) -> Household:
    return make_household(session, make_person(session), make_person(session, "Ben"))


def members(session, home):
    rows = session.query(Membership.person_id).filter_by(household_id=home.id).order_by(Membership.id)
    return [person_id for (person_id,) in rows]


def person(session, home, number):
    return session.get_one(Person, members(session, home)[number])


def coverage(session, home):
    return queries.home_coverage(session.connection(), household_id=home.id, language="en")


def said(session, home):
    return [row.says for row in coverage(session, home).outcomes]


def test_a_home_that_learned_nothing_reads_what_comes_first(session, course, home):
    assert said(session, home) == ["someone not yet (en)", "every-adult not yet (en)"]
    assert [lesson.title for lesson in coverage(session, home).outcomes[1].lessons] == [
        "Lesson two",
        "Lesson three",
    ]


def test_a_lesson_is_covered_when_each_of_its_questions_was_answered_rightly_once(session, course, home):
    """H50."""
    amina = person(session, home, 0)
    finish(session, amina, course, "one")
    answer(session, amina, course, "one", "first-check")
    answer(session, amina, course, "one", "second-check", is_right=False)
    assert not coverage(session, home).outcomes[0].is_reached
    answer(session, amina, course, "one", "second-check")
    answer(session, amina, course, "one", "second-check", is_right=False)
    assert said(session, home)[0] == "someone can (en)"


def test_right_answers_without_finishing_the_lesson_cover_nothing(session, course, home):
    """H50."""
    amina = person(session, home, 0)
    for check in ("first-check", "second-check"):
        answer(session, amina, course, "one", check)
    assert not coverage(session, home).outcomes[0].is_reached


def test_one_person_must_have_learned_all_that_someone_can_do(session, course, home):
    """H51: two halves of two people are not somebody who can."""
    amina, ben = person(session, home, 0), person(session, home, 1)
    finish(session, amina, course, "one")
    answer(session, amina, course, "one", "first-check")
    answer(session, ben, course, "one", "second-check")
    assert not coverage(session, home).outcomes[0].is_reached


def test_what_every_adult_can_do_waits_for_the_last_one(session, course, home):
    """H51."""
    cover(session, person(session, home, 0), course)
    assert [row.is_reached for row in coverage(session, home).outcomes] == [True, False]
    cover(session, person(session, home, 1), course)
    assert coverage(session, home).is_whole
    assert coverage(session, home).reached_count == 2


def test_who_left_takes_what_they_can_do_along(session, course, home):
    """H52."""
    cover(session, person(session, home, 0), course)
    session.execute(
        update(Membership).where(Membership.person_id == members(session, home)[0]).values(until_at=NOW)
    )
    assert [row.is_reached for row in coverage(session, home).outcomes] == [False, False]


def test_a_home_without_anybody_covers_nothing(session, course):
    assert not coverage(session, make_household(session)).is_whole


@pytest.mark.parametrize("adults", [frozenset(), frozenset({1, 2})])
def test_children_are_not_waited_for_and_nobody_is_not_everybody(adults):
    """H51, on the bare rule."""
    learned = {1: {(1, "a")}, 2: {(1, "a")}, 3: set()}
    assert is_reached(Wanted("every-adult", frozenset({(1, "a")})), learned, adults) is bool(adults)


def test_without_a_programme_nothing_is_said(session, home):
    found = coverage(session, home)
    assert (found.outcomes, found.is_whole, found.programme_id) == ((), False, None)


def test_what_is_kept_equals_a_recomputation_from_facts_and_dates(session, course, home):
    """H50, by plain Python over the bare facts."""
    cover(session, person(session, home, 0), course)
    finish(session, person(session, home, 1), course, "three", "two")
    asked: dict[int, set[str]] = {}
    rows = session.query(Item.lesson_id, Item.key).join(ItemVersion, ItemVersion.item_id == Item.id)
    for lesson_id, key in rows.filter(Item.kind == "check"):
        asked.setdefault(lesson_id, set()).add(key)
    learned = queries.recomputed_learning(session.connection(), household_id=home.id, asked=asked, now=NOW)
    first, second = members(session, home)
    lessons = {(course.course_id, key) for key in ("one", "two", "three")}
    assert learned == {first: lessons, second: {(course.course_id, "three")}}
    wanted = Wanted("every-adult", frozenset({(course.course_id, "three")}))
    assert is_reached(wanted, learned, {first, second})


def test_the_ledger_finds_and_mends_a_lost_answer(session, course, home):
    amina = person(session, home, 0)
    cover(session, amina, course)
    session.execute(delete(LessonCheck).where(LessonCheck.check_key == "first-check"))
    [found] = queries.person_ledger(session.connection(), person_id=amina.id).differences
    assert (found.table, found.key["check_key"], found.kept) == ("lesson_checks", "first-check", None)
    assert service.mend_person(session, person_id=amina.id, now=NOW) == [found]
    assert queries.person_ledger(session.connection(), person_id=amina.id).differences == []


@pytest.mark.parametrize(("people", "answers"), [(1, 1), (12, 1), (2, 200)])
def test_coverage_costs_two_statements(session, course, people, answers):
    everybody = [make_person(session, f"P{number}") for number in range(people)]
    home = make_household(session, *everybody)
    for one in everybody:
        for _ in range(answers):
            answer(session, one, course, "one", "first-check")
    with counted(session.connection()) as statements:
        coverage(session, home)
    assert statements.count == 2


def in_month(session, home, at=NOW):
    first, until = month_of(at, "Asia/Ho_Chi_Minh")
    return queries.lessons_in_month(session.connection(), household_id=home.id, first=first, until=until)


def test_a_month_begins_in_the_time_zone_of_the_site(session, course, home):
    """H53: 30 November 17:00 UTC is 1 December in Vietnam."""
    session.execute(update(Membership).values(since_at=NOW - timedelta(days=90)))
    amina = person(session, home, 0)
    edge = NOW.replace(day=30, hour=17)
    finish(session, amina, course, "one", at=edge)
    finish(session, amina, course, "two", at=edge - timedelta(seconds=1))
    assert (in_month(session, home), in_month(session, home, edge)) == (1, 1)


def test_a_month_counts_what_members_finished_while_they_belonged_to_the_home(session, course, home):
    """H53."""
    amina, ben = person(session, home, 0), person(session, home, 1)
    finish(session, amina, course, "one", at=NOW - timedelta(days=2))
    finish(session, amina, course, "two")
    finish(session, ben, course, "one")
    session.execute(
        update(Membership).where(Membership.person_id == ben.id).values(until_at=NOW + timedelta(hours=1))
    )
    finish(session, ben, course, "two", at=NOW + timedelta(hours=2))
    assert in_month(session, home) == 2


def test_december_ends_with_the_year():
    first, until = month_of(NOW.replace(month=12), "Asia/Ho_Chi_Minh")
    assert (first.isoformat(), until.isoformat()) == (
        "2026-12-01T00:00:00+07:00",
        "2027-01-01T00:00:00+07:00",
    )


def test_a_repeated_answer_is_one_row(session, course, home):
    amina = person(session, home, 0)
    key = uuid7(NOW)
    for _ in range(2):
        service.record_check(
            session,
            person_id=amina.id,
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons["one"],
            check_key="first-check",
            is_right=True,
            event_id=key,
            now=NOW,
        )
    assert session.query(LessonCheck).count() == 1
