"""Summaries worked out from bare facts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from learnhub.progress.rules import (
    CourseRule,
    CourseSummary,
    Decision,
    Difference,
    Finish,
    Grading,
    HouseholdSummary,
    LessonSummary,
    MemberSummary,
    PersonFacts,
    PersonSummaries,
    Stay,
    household_summary,
    person_differences,
    summaries_of,
)
from tests.conftest import NOW

AMINA, BEN = 1, 2
COURSE, VERSION = 10, 100
HOUR = timedelta(hours=1)
RULE = CourseRule(frozenset({"one", "two"}), frozenset({"final"}))


def finish(lesson: str, at=NOW, person_id: int = AMINA) -> Finish:
    return Finish(person_id, COURSE, VERSION, {"one": 1, "two": 2}[lesson], lesson, at)


def together(lesson: str, at=NOW) -> Finish:
    return replace(finish(lesson, at), is_together=True)


def grading(is_passed: bool, at=NOW) -> Grading:
    return Grading(COURSE, "final", is_passed, at)


def facts(*finishes: Finish, gradings=(), decisions=None) -> PersonFacts:
    return PersonFacts(finishes, tuple(gradings), {COURSE: RULE}, decisions or {})


def test_a_lesson_is_dated_by_its_first_time():
    summaries = summaries_of(facts(finish("one", NOW + HOUR), finish("one")))
    assert summaries.lessons == {1: LessonSummary(COURSE, VERSION, NOW)}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(
            facts(finish("one"), finish("two", NOW + HOUR), finish("one", NOW + HOUR)),
            CourseSummary(2, 2, NOW + HOUR, None, None),
            id="the latest lesson is the last, the higher id where two share a moment",
        ),
        pytest.param(
            facts(gradings=[grading(False, NOW + HOUR), grading(False)]),
            CourseSummary(0, None, NOW + HOUR, None, None),
            id="before any lesson the latest test dates the course",
        ),
        pytest.param(
            facts(finish("one"), gradings=[grading(True, NOW + 2 * HOUR), grading(True, NOW + HOUR)]),
            CourseSummary(1, 1, NOW, NOW + HOUR, None),
            id="the first pass counts",
        ),
    ],
)
def test_a_course_is_summed_up(known: PersonFacts, expected: CourseSummary):
    assert summaries_of(known).courses == {COURSE: expected}


def test_of_nobody_nothing_is_kept():
    assert summaries_of(facts()) == PersonSummaries({}, {}, None, frozenset())


ALL = (finish("one"), finish("two"))
DECIDED = {COURSE: Decision(RULE, NOW)}


@pytest.mark.parametrize(
    ("known", "completed"),
    [
        pytest.param(facts(*ALL), 0, id="a test is left"),
        pytest.param(facts(finish("one"), gradings=[grading(True)]), 0, id="a lesson is left"),
        pytest.param(facts(*ALL, gradings=[grading(False)]), 0, id="the test was not passed"),
        pytest.param(facts(*ALL, gradings=[grading(True)], decisions=DECIDED), 1, id="all done"),
        pytest.param(facts(finish("one"), decisions=DECIDED), 0, id="decided without grounds"),
        pytest.param(
            facts(
                finish("one"), decisions={COURSE: Decision(CourseRule(frozenset({"one"}), frozenset()), NOW)}
            ),
            1,
            id="decided when less was asked",
        ),
    ],
)
def test_a_completion_counts_when_its_own_rule_bears_it(known: PersonFacts, completed: int):
    summaries = summaries_of(known)
    assert summaries.member.completed_courses == completed
    assert len(summaries.completed) == completed


def test_a_completion_that_is_due_is_missed():
    assert summaries_of(facts(*ALL, gradings=[grading(True)])).completed == {COURSE}


@pytest.mark.parametrize(
    ("stays", "finishes", "expected"),
    [
        pytest.param([], [finish("one")], None, id="nobody belongs to the home"),
        pytest.param([Stay(AMINA, NOW + HOUR, None)], [finish("one")], None, id="before she came"),
        pytest.param([Stay(AMINA, NOW - HOUR, NOW)], [finish("one")], None, id="when she had left"),
        pytest.param(
            [Stay(AMINA, NOW, None), Stay(BEN, NOW, None)],
            [finish("one"), finish("one", person_id=BEN)],
            HouseholdSummary(2, 0, NOW),
            id="each member's lesson counts",
        ),
        pytest.param(
            [Stay(AMINA, NOW, None)],
            [finish("one", NOW - HOUR), finish("one")],
            HouseholdSummary(0, 0, NOW),
            id="finished before she came, and again",
        ),
        pytest.param(
            [Stay(AMINA, NOW, None)],
            [finish("one"), together("one"), finish("two"), together("two", NOW + HOUR)],
            HouseholdSummary(2, 1, NOW + HOUR),
            id="together when it was first finished, and at that moment",
        ),
    ],
)
def test_a_lesson_counts_in_the_home_where_it_was_first_finished(stays, finishes, expected):
    assert household_summary(stays, finishes) == expected


def test_every_differing_row_is_named():
    kept = PersonSummaries({1: LessonSummary(COURSE, 7, NOW)}, {}, None, frozenset({COURSE}))
    expected = PersonSummaries(
        {1: LessonSummary(COURSE, 8, NOW), 2: LessonSummary(COURSE, 8, NOW)},
        {},
        MemberSummary(2, 0, NOW),
        frozenset(),
    )
    assert [(found.table, dict(found.key)) for found in person_differences(AMINA, kept, expected)] == [
        ("lesson_completions", {"person_id": AMINA, "lesson_id": 2}),
        ("member_progress", {"person_id": AMINA}),
        ("course_completions", {"person_id": AMINA, "course_id": COURSE}),
    ]


def test_a_difference_says_what_is_kept_and_what_should_be():
    difference = Difference("course_completions", {"person_id": 1, "course_id": 10}, "completed", None)
    said = "course_completions person_id=1 course_id=10: kept completed, recomputed no row"
    assert str(difference) == said
