"""What was answered, and whether it is right."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnhub.kit.text import TextTooLong, UnreadableText
from learnhub.quizzes.errors import AnswerUnreadable
from learnhub.quizzes.rules import (
    Asked,
    AttemptRule,
    Grade,
    answer_of,
    grade,
    is_right,
    pack,
    places_of,
    unpack,
)
from tests.factories.quizzes import RIGHT

ORDER = (2, 0, 3, 1)  # at place 0 stands the authored option 2
THREE = (2, 0, 1)
UNKNOWN = ("unknown",)


@pytest.mark.parametrize(
    ("given", "type_name", "order", "stored"),
    [
        pytest.param(("0",), "single", ORDER, (2,), id="a place becomes the authored number"),
        pytest.param(("1", "0"), "multiple", ORDER, (0, 2), id="several are kept in authored order"),
        pytest.param(("1",), "true-false", (0, 1), (1,), id="true or false"),
        pytest.param(("2", "1", "0"), "order", THREE, (1, 0, 2), id="steps as they stand"),
        pytest.param(("0", "", "2"), "match", THREE, (2, None, 1), id="a row of a match may be open"),
        pytest.param((" Số  156. ",), "text", (), ("Số 156.",), id="typed text is made canonical"),
        pytest.param(UNKNOWN, "single", ORDER, UNKNOWN, id="I don't know yet"),
        pytest.param(
            ("3", "unknown"), "multiple", ORDER, (1,), id="an answer beside I don't know yet counts"
        ),
        pytest.param(("", "", "", "unknown"), "match", THREE, UNKNOWN, id="no row, but I don't know yet"),
        pytest.param((), "single", ORDER, None, id="nothing chosen"),
        pytest.param(("", "", ""), "match", THREE, None, id="no row chosen"),
        pytest.param(("",), "text", (), None, id="nothing typed"),
    ],
)
def test_what_a_form_says_is_kept_as_authored_numbers(given, type_name, order, stored):
    assert answer_of(given, type_name, order) == stored


@pytest.mark.parametrize(
    ("given", "type_name", "order"),
    [
        pytest.param(("4",), "single", ORDER, id="a place too far"),
        pytest.param(("-1",), "single", ORDER, id="a negative place"),
        pytest.param(("1.0",), "single", ORDER, id="a fraction"),
        pytest.param(("²",), "single", ORDER, id="a digit that is none"),
        pytest.param(("9" * 30,), "single", ORDER, id="a huge number"),
        pytest.param(("0", "1"), "single", ORDER, id="two of one"),
        pytest.param(("0", "0"), "multiple", ORDER, id="twice the same"),
        pytest.param(("0", "1"), "order", THREE, id="a step is missing"),
        pytest.param(("0", "1", "1"), "order", THREE, id="a step stands twice"),
        pytest.param(("0", "1"), "match", THREE, id="a row is missing"),
        pytest.param(("0", "1", "3"), "match", THREE, id="a match too far"),
        pytest.param(("0",) * 200, "multiple", ORDER, id="far too many"),
    ],
)
def test_what_our_form_cannot_send_is_refused(given, type_name, order):
    with pytest.raises(AnswerUnreadable):
        answer_of(given, type_name, order)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        pytest.param("a" * 201, TextTooLong, id="too long"),
        pytest.param("156\x00", UnreadableText, id="NUL"),
        pytest.param("1\u202e56", UnreadableText, id="turned direction"),
    ],
)
def test_typed_text_that_cannot_be_kept_is_refused(text, refusal):
    with pytest.raises(refusal):
        answer_of((text,), "text", ())


@pytest.mark.parametrize(
    ("answer", "order"),
    [
        pytest.param((2,), ORDER, id="one"),
        pytest.param((0, 2), ORDER, id="several"),
        pytest.param((1, 0, 2), THREE, id="steps"),
        pytest.param((2, None, 1), THREE, id="an open row"),
        pytest.param(UNKNOWN, ORDER, id="I don't know yet"),
    ],
)
def test_a_stored_answer_comes_back_to_the_places_where_it_was_chosen(answer, order):
    type_name = {1: "single", 2: "multiple"}.get(len(answer), "match" if None in answer else "order")
    assert answer_of(places_of(answer, order), type_name, order) == answer


@pytest.mark.parametrize(
    ("type_name", "answer", "expected"),
    [
        pytest.param("single", (1,), True, id="the right one"),
        pytest.param("single", (0,), False, id="a wrong one"),
        pytest.param("multiple", (0, 2), True, id="exactly the right ones"),
        pytest.param("multiple", (0,), False, id="one of two is no half mark"),
        pytest.param("multiple", (0, 1, 2), False, id="one too many"),
        pytest.param("true-false", (1,), False, id="false where true is right"),
        pytest.param("order", (0, 1, 2), True, id="the right order"),
        pytest.param("order", (0, 2, 1), False, id="two steps the other way round"),
        pytest.param("match", (0, 1, 2), True, id="every row"),
        pytest.param("match", (0, 1, None), False, id="a row left open"),
        pytest.param("text", ("156",), True, id="the text"),
        pytest.param("text", ("1 5 6.",), True, id="spaces and full stops do not count"),
        pytest.param("text", ("SỐ 156",), True, id="capitals and tone marks do not count"),
        pytest.param("text", ("Number 156",), True, id="accepted in another language of the course"),
        pytest.param("text", ("155",), False, id="another text"),
        *(pytest.param(name, UNKNOWN, False, id=f"I don't know yet: {name}") for name in RIGHT),
    ],
)
def test_a_question_counts_only_when_exactly_right(type_name, answer, expected):
    """Q1."""
    assert is_right(type_name, RIGHT[type_name], answer) is expected


THREE_QUESTIONS = {
    1: Asked("single", [0]),
    2: Asked("single", [1], is_must_pass=True),
    3: Asked("single", [2]),
}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param({1: (0,), 2: (1,), 3: (2,)}, Grade(3, 3, 100, True, (True, True, True)), id="all right"),
        pytest.param(
            {1: (0,), 2: (1,)}, Grade(2, 3, 66, True, (True, True, False)), id="rounded down, enough"
        ),
        pytest.param({2: (1,)}, Grade(1, 3, 33, False, (False, True, False)), id="not enough"),
        pytest.param(
            {1: (0,), 3: (2,)},
            Grade(2, 3, 66, False, (True, False, True)),
            id="enough, but the must-pass is blank",
        ),
        pytest.param(
            {1: (0,), 2: (0,), 3: (2,)},
            Grade(2, 3, 66, False, (True, False, True)),
            id="enough, must-pass wrong",
        ),
        pytest.param({}, Grade(0, 3, 0, False, (False, False, False)), id="nothing answered"),
        pytest.param({9: (0,)}, Grade(0, 3, 0, False, (False, False, False)), id="an answer to no question"),
    ],
)
def test_a_test_is_passed_by_percent_and_by_its_must_pass_questions(answers, expected):
    """Q1, Q2."""
    assert grade(answers, THREE_QUESTIONS, pass_percent=66) == expected


def test_a_test_without_questions_is_not_passed():
    assert grade({}, {}, pass_percent=0) == Grade(0, 0, 0, False, ())


@pytest.mark.parametrize("given", [(), ("0",), ("1", "", "0"), ("unknown",), ("156",)])
def test_what_a_form_said_can_be_carried_in_an_address(given):
    assert unpack(pack(given)) == given


def test_no_two_answers_are_the_same_in_an_address():
    given = [("1", "0"), ("10",), ("1", "", "0"), ("0", "1"), ("", "1")]
    assert set(Counter(map(pack, given)).values()) == {1}


@given(total=st.integers(1, 100), right=st.integers(0, 100), pass_percent=st.integers(0, 100))
def test_the_count_on_the_page_is_the_count_that_passes(total, right, pass_percent):
    questions = {number: Asked("single", [0]) for number in range(total)}
    answers = dict.fromkeys(range(min(right, total)), (0,))
    rule = AttemptRule(pass_percent, "always", None, 0)
    is_passed = grade(answers, questions, pass_percent=pass_percent).is_passed
    assert is_passed == (len(answers) >= rule.right_needed(total))
