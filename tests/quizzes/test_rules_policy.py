"""Audiences, limits and what is shown afterwards."""

from datetime import timedelta

import pytest

from learnhub.quizzes.rules import (
    AttemptRule,
    DrawLine,
    QuizRules,
    Shown,
    audience_of,
    next_try_at,
    shown,
    tries_left,
)
from tests.conftest import NOW

RULES = QuizRules(
    draw=(
        DrawLine("one", {"household": 1, "official": 3}),
        DrawLine("two", {"household": 2, "official": 4}, (1, 2)),
    ),
    pass_percent={"household": 60, "official": 80},
    attempts_per_day={"official": 3},
    wait_minutes=30,
    review="after-pass",
    must_pass=(("one/a", "two/b"), ("one/c",)),
)
OFFICIALS_ONLY = QuizRules(draw=(DrawLine("one", {"official": 3}),), pass_percent={"official": 80})


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        ("household", "household"),
        ("volunteer", "volunteer"),
        ("official", "official"),
        ("trainer", "official"),
        ("admin", "official"),
        ("guest", "household"),
    ],
)
def test_every_role_belongs_to_an_audience(role, audience):
    assert audience_of(role) == audience


@pytest.mark.parametrize(
    ("rules", "audience", "expected"),
    [
        pytest.param(RULES, "official", AttemptRule(80, "after-pass", 3, 30), id="its own figures"),
        pytest.param(RULES, "household", AttemptRule(60, "after-pass", None, 30), id="no limit named"),
        pytest.param(
            RULES, "volunteer", AttemptRule(60, "after-pass", None, 30), id="not named: the household's"
        ),
        pytest.param(
            OFFICIALS_ONLY, "household", AttemptRule(80, "after-pass", None, 0), id="only one is named"
        ),
    ],
)
def test_the_rule_in_force_is_that_of_the_audience(rules, audience, expected):
    assert rules.in_force(audience) == expected


@pytest.mark.parametrize(("audience", "count"), [("household", 3), ("volunteer", 3), ("official", 7)])
def test_the_number_of_questions_is_that_of_the_audience(audience, count):
    assert RULES.question_count(audience) == count


def test_rules_survive_being_stored():
    assert QuizRules.from_json(RULES.to_json()) == RULES
    rule = RULES.in_force("official")
    assert AttemptRule.from_json(rule.to_json()) == rule


@pytest.mark.parametrize("audience", ["household", "official", "volunteer"])
def test_practice_draws_like_a_household_s_test_without_limits(audience):
    practice = RULES.as_practice()
    assert practice.question_count(audience) == 3
    assert practice.in_force(audience) == AttemptRule(0, "always", None, 0)
    assert practice.must_pass == ()
    assert [line.difficulty for line in practice.draw] == [(), (1, 2)]


def test_practice_of_a_course_for_officials_draws_like_their_test():
    assert OFFICIALS_ONLY.as_practice().question_count("household") == 3


THREE_A_DAY = AttemptRule(80, "after-pass", 3, 0)
AFTER_HALF_AN_HOUR = AttemptRule(80, "after-pass", None, 30)
BOTH = AttemptRule(80, "after-pass", 3, 30)
UNLIMITED = AttemptRule(60, "after-pass", None, 0)


def hours_ago(*hours: float):
    return [NOW - timedelta(hours=each) for each in hours]


@pytest.mark.parametrize(
    ("rule", "starts", "submitted", "opens_in"),
    [
        pytest.param(UNLIMITED, hours_ago(3, 2, 1), hours_ago(0), None, id="no limit"),
        pytest.param(THREE_A_DAY, [], [], None, id="the first"),
        pytest.param(THREE_A_DAY, hours_ago(2, 1), hours_ago(1), None, id="the third"),
        pytest.param(
            THREE_A_DAY,
            hours_ago(3, 2, 1),
            hours_ago(1),
            timedelta(hours=21),
            id="all used: 24 hours after the first",
        ),
        pytest.param(THREE_A_DAY, hours_ago(24, 2, 1), hours_ago(1), None, id="the first is a day ago"),
        pytest.param(
            THREE_A_DAY,
            hours_ago(5, 4, 3, 2),
            hours_ago(1),
            timedelta(hours=20),
            id="more than the limit of today",
        ),
        pytest.param(
            AFTER_HALF_AN_HOUR,
            hours_ago(1),
            hours_ago(0.25),
            timedelta(minutes=15),
            id="the wait is not over",
        ),
        pytest.param(AFTER_HALF_AN_HOUR, hours_ago(1), hours_ago(0.5), None, id="the wait is over"),
        pytest.param(BOTH, hours_ago(3, 2, 1), hours_ago(0), timedelta(hours=21), id="the later of both"),
    ],
)
def test_the_next_try_opens_when_limit_and_wait_allow(rule, starts, submitted, opens_in):
    """Q4."""
    expected = NOW + opens_in if opens_in else None
    assert next_try_at(rule, starts, max(submitted, default=None), NOW) == expected


@pytest.mark.parametrize(
    ("rule", "starts", "left"),
    [
        pytest.param(UNLIMITED, hours_ago(1), None, id="no limit"),
        pytest.param(THREE_A_DAY, [], 3, id="none used"),
        pytest.param(THREE_A_DAY, hours_ago(25, 2, 1), 1, id="yesterday's do not count"),
        pytest.param(THREE_A_DAY, hours_ago(4, 3, 2, 1), 0, id="never less than none"),
    ],
)
def test_tries_are_counted_over_24_hours(rule, starts, left):
    assert tries_left(rule, starts, NOW) == left


NOTHING = Shown(marks=False, feedback=False, right_answers=False)
MARKS_ONLY = Shown(marks=True, feedback=False, right_answers=False)
NO_ANSWERS = Shown(marks=True, feedback=True, right_answers=False)
EVERYTHING = Shown(marks=True, feedback=True, right_answers=True)


@pytest.mark.parametrize(
    ("review", "is_passed", "is_test_open", "expected"),
    [
        pytest.param("always", False, False, EVERYTHING, id="always"),
        pytest.param("after-pass", True, False, EVERYTHING, id="after a pass"),
        pytest.param("after-pass", False, False, NO_ANSWERS, id="not passed yet"),
        pytest.param("never", True, False, MARKS_ONLY, id="never"),
        pytest.param("always", True, True, NOTHING, id="always, but a test is open"),
        pytest.param("after-pass", True, True, NOTHING, id="passed, but a test is open"),
    ],
)
def test_the_review_policy_says_what_is_shown(review, is_passed, is_test_open, expected):
    """Q6, R-03."""
    assert shown(review, is_passed=is_passed, is_test_open=is_test_open) == expected
