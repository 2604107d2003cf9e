"""What a handed-in attempt shows, and to whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from learnhub.quizzes import queries
from learnhub.quizzes.errors import AttemptNotFound, AttemptStillOpen
from learnhub.quizzes.models import Score
from learnhub.quizzes.rules import DrawLine, QuizRules
from tests.conftest import NOW
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.quizzes import (
    TYPES,
    answer_all,
    make_bank,
    make_item,
    publish,
    right_answer,
    save,
    start,
    submit,
)
from tests.statements import counted

ALL_TYPES = QuizRules(
    draw=(DrawLine("one", {"household": 6}),), pass_percent={"household": 60}, review="always"
)


@pytest.fixture
def amina(session) -> int:
    return make_person(session, "Amina").id


def hand_in(
    session, person_id: int, rules: QuizRules = ALL_TYPES, *, wrong: int = 0, quiz_key: str = "final"
):
    course = make_course(session)
    publish(session, course, rules=rules)
    attempt = start(session, person_id, course, quiz_key)
    answer_all(session, attempt, person_id, wrong=wrong)
    submit(session, attempt, person_id)
    return course, attempt


def result(session, attempt_id, person_id, language="vi") -> queries.ResultPage:
    return queries.result_page(
        session.connection(), attempt_id=attempt_id, person_id=person_id, language=language
    )


def test_a_result_tells_score_receipt_and_where_to_read_again(session, amina):
    """R-13."""
    course, attempt = hand_in(session, amina, wrong=2)
    page = result(session, attempt, amina, "en")
    assert (page.percent, page.right_count, page.total, page.is_passed) == (66, 4, 6, True)
    assert (page.right_needed, page.submitted_at, page.answered_count) == (4, NOW, 6)
    assert page.receipt == submit(session, attempt, amina).number
    assert (page.course_id, page.version_id) == (course.course_id, course.version_id)
    assert page.lessons_to_review == (("one", "Lesson one"),)
    assert {row.section for row in page.marks} == {"first"}
    assert [row.is_right for row in page.marks] == [False] * 2 + [True] * 4


@pytest.mark.parametrize("type_name", TYPES)
def test_a_mark_tells_what_was_chosen_and_what_is_right(session, amina, type_name):
    _, attempt = hand_in(session, amina)
    row = next(row for row in result(session, attempt, amina, "en").marks if type_name in row.prompt)
    assert row.is_right
    if type_name == "text":
        assert row.chosen == row.right == ("156",)
    else:
        assert row.chosen == row.right
        assert all(f"of {type_name} (en)" in text for text in row.right)
    assert row.explanation == f"<p>Because of {type_name} (en).</p>"
    assert len(row.feedback) == {"single": 1, "multiple": 2, "true-false": 1}.get(type_name, 0)


def test_a_typed_answer_is_shown_as_it_was_published(session, amina):
    course = make_course(session)
    right = {"accepted": {"vi": ["matkhau"]}, "written": {"vi": "mật khẩu"}}
    publish(session, course, [make_item("word", "text", right=right)], ALL_TYPES)
    attempt = start(session, amina, course)
    submit(session, attempt, amina)
    assert result(session, attempt, amina).marks[0].right == ("mật khẩu",)
    assert result(session, attempt, amina).marks[0].is_blank


@pytest.mark.parametrize(
    ("review", "wrong", "shows_feedback", "shows_answers"),
    [
        pytest.param("always", 3, True, True, id="always, also when not passed"),
        pytest.param("after-pass", 1, True, True, id="after a pass"),
        pytest.param("after-pass", 3, True, False, id="not passed yet"),
        pytest.param("never", 1, False, False, id="never"),
    ],
)
def test_the_policy_of_the_attempt_is_held(session, amina, review, wrong, shows_feedback, shows_answers):
    """Q6, R-03."""
    _, attempt = hand_in(session, amina, replace(ALL_TYPES, review=review), wrong=wrong)
    page = result(session, attempt, amina)
    assert all(row.is_right is not None for row in page.marks)
    assert page.shows_answers is shows_answers
    assert {bool(row.right) for row in page.marks} == {shows_answers}
    assert {bool(row.explanation) for row in page.marks} == {shows_answers}
    chosen_options = [row for row in page.marks if "option" in "".join(row.chosen)]
    assert {bool(row.feedback) for row in chosen_options} == {shows_feedback}


@pytest.mark.parametrize("review", ["always", "after-pass"])
def test_nothing_is_shown_of_the_first_attempt_while_the_second_is_open(session, amina, review):
    """Q6, R-03: not even which answers were right."""
    course, first = hand_in(session, amina, replace(ALL_TYPES, review=review))
    second = start(session, amina, course, now=NOW + timedelta(hours=1))
    page = result(session, first, amina)
    assert (page.percent, page.is_test_open, page.shows_answers) == (100, True, False)
    for row in page.marks:
        assert (row.is_right, row.right, row.feedback, row.explanation) == (None, (), (), "")
    assert page.lessons_to_review == ()
    submit(session, second, amina)
    assert result(session, first, amina).shows_answers


def test_an_open_practice_or_somebody_else_s_test_hides_nothing(session, amina):
    course, attempt = hand_in(session, amina)
    start(session, amina, course, "practice")
    start(session, make_person(session, "Ben").id, course)
    assert result(session, attempt, amina).shows_answers


def test_the_rule_is_that_of_the_start_even_when_a_newer_version_says_otherwise(session, amina):
    """R-12."""
    course = make_course(session)
    publish(session, course, rules=replace(ALL_TYPES, review="never"))
    attempt = start(session, amina, course)
    publish(session, make_course(session), rules=ALL_TYPES)
    submit(session, attempt, amina)
    assert not result(session, attempt, amina).shows_answers


def test_practice_is_counted_on_reading(session, amina):
    _, attempt = hand_in(session, amina, wrong=2, quiz_key="practice")
    page = result(session, attempt, amina)
    assert (page.kind, page.right_count, page.total, page.shows_answers) == ("practice", 4, 6, True)
    assert session.query(Score).count() == 0


def test_a_later_grading_is_in_force(session, amina):
    """A score is appended, never rewritten."""
    _, attempt = hand_in(session, amina, wrong=3)
    session.add(
        Score(
            attempt_id=attempt,
            right_count=5,
            total=6,
            percent=83,
            is_passed=True,
            marks=[True] * 5 + [False],
            reason="question withdrawn",
            graded_at=NOW,
        )
    )
    session.flush()
    page = result(session, attempt, amina)
    assert (page.percent, page.is_passed) == (83, True)
    assert [row.is_right for row in page.marks] == [True] * 5 + [False]


def test_an_open_attempt_has_no_result(session, amina):
    course = make_course(session)
    publish(session, course)
    attempt = start(session, amina, course)
    with pytest.raises(AttemptStillOpen):
        result(session, attempt, amina)


def test_another_s_result_is_not_found(session, amina):
    """R-18."""
    _, attempt = hand_in(session, amina)
    with pytest.raises(AttemptNotFound):
        result(session, attempt, make_person(session, "Ben").id)


def test_a_result_takes_two_statements(session, amina):
    _, attempt = hand_in(session, amina)
    with counted(session.connection()) as statements:
        result(session, attempt, amina)
    assert statements.count == 2


def test_blank_and_unknown_are_told_apart(session, amina):
    course = make_course(session)
    publish(session, course, make_bank("one"), ALL_TYPES)
    attempt = start(session, amina, course)
    save(session, attempt, amina, 1, "unknown")
    save(session, attempt, amina, 2, *right_answer(session, attempt, 2))
    submit(session, attempt, amina)
    first, second, third, *_ = result(session, attempt, amina).marks
    assert (first.is_unknown, first.is_blank, first.chosen) == (True, False, ())
    assert (second.is_unknown, second.is_blank) == (False, False)
    assert (third.is_unknown, third.is_blank) == (False, True)
