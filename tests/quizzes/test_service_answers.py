"""Answers are kept one by one; the newest acknowledged one is in force."""

from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from learnhub.quizzes.errors import (
    AnswerChangedElsewhere,
    AnswerMissing,
    AnswerUnreadable,
    AttemptClosed,
    AttemptNotFound,
)
from learnhub.quizzes.models import Response, Score
from learnhub.quizzes.service import Saved
from tests.conftest import NOW
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.quizzes import (
    make_item,
    publish,
    right_answer,
    save,
    start,
    stored_answers,
    submit,
)


@pytest.fixture
def amina(session) -> int:
    return make_person(session, "Amina").id


@pytest.fixture
def attempt(session, amina) -> UUID:
    """Six questions with four options each, of which one is right."""
    course = make_course(session)
    publish(session, course, [make_item(f"q{n}", lesson=name) for name in ("one", "two") for n in range(6)])
    return start(session, amina, course)


def newest(session) -> Response:
    return session.scalars(select(Response).order_by(Response.sequence.desc()).limit(1)).one()


def test_an_answer_is_kept_with_its_moment(session, amina, attempt):
    later = NOW + timedelta(minutes=2)
    assert save(session, attempt, amina, 1, "2", now=later) == Saved(1, 6, "test")
    row = newest(session)
    assert (row.number, row.sequence, row.saved_at) == (1, 1, later)


def test_a_new_answer_is_appended(session, amina, attempt):
    """Q8."""
    save(session, attempt, amina, 1, "0")
    assert save(session, attempt, amina, 1, "1", seen=1).sequence == 2
    first, second = stored_answers(session, attempt, 1)
    assert first != second


def test_the_same_form_sent_again_changes_nothing(session, amina, attempt):
    key = uuid4()
    first = save(session, attempt, amina, 1, "2", key=key)
    assert save(session, attempt, amina, 1, "2", key=key, now=NOW + timedelta(days=1)) == first
    assert len(stored_answers(session, attempt, 1)) == 1


def test_a_late_repeat_of_an_old_form_does_not_undo_a_newer_answer(session, amina, attempt):
    """R-11."""
    key = uuid4()
    first = save(session, attempt, amina, 1, "0", key=key)
    save(session, attempt, amina, 1, "3", seen=1)
    assert save(session, attempt, amina, 1, "0", key=key) == first
    assert len(stored_answers(session, attempt, 1)) == 2


def test_a_late_repeat_after_handing_in_still_hears_that_it_was_saved(session, amina, attempt):
    key = uuid4()
    first = save(session, attempt, amina, 1, "0", key=key)
    submit(session, attempt, amina)
    assert save(session, attempt, amina, 1, "0", key=key) == first


def test_the_same_answer_from_another_tab_is_nothing_new(session, amina, attempt):
    first = save(session, attempt, amina, 1, "2")
    assert save(session, attempt, amina, 1, "2", seen=0) == first
    assert len(stored_answers(session, attempt, 1)) == 1


def test_a_stale_tab_does_not_overwrite_a_newer_answer(session, amina, attempt):
    """R-11."""
    save(session, attempt, amina, 1, "2")
    with pytest.raises(AnswerChangedElsewhere):
        save(session, attempt, amina, 1, "3", seen=0)
    assert len(stored_answers(session, attempt, 1)) == 1


def test_a_form_that_saved_before_may_change_its_own_answer(session, amina, attempt):
    """Back, another choice, and sent again: the form has its first key still."""
    key = uuid4()
    save(session, attempt, amina, 1, "2", key=key)
    assert save(session, attempt, amina, 1, "3", seen=0, key=key).sequence == 2


def test_a_key_that_was_used_for_another_question_is_replaced(session, amina, attempt):
    key = uuid4()
    save(session, attempt, amina, 1, "2", key=key)
    assert save(session, attempt, amina, 2, "2", key=key).sequence == 1
    assert session.query(Response).count() == 2


def test_i_do_not_know_yet_is_an_answer(session, amina, attempt):
    save(session, attempt, amina, 1, "unknown")
    assert stored_answers(session, attempt, 1) == [["unknown"]]


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        pytest.param((), AnswerMissing, id="nothing"),
        pytest.param(("4",), AnswerUnreadable, id="no such option"),
        pytest.param(("0", "1"), AnswerUnreadable, id="two of one"),
        pytest.param(("<b>",), AnswerUnreadable, id="rubbish"),
    ],
)
def test_what_is_no_answer_is_refused(session, amina, attempt, answer, refusal):
    with pytest.raises(refusal):
        save(session, attempt, amina, 1, *answer)
    assert stored_answers(session, attempt, 1) == []


@pytest.mark.parametrize("number", [0, 7, 2_000_000_000])
def test_a_question_that_is_not_there_is_not_found(session, amina, attempt, number):
    with pytest.raises(AttemptNotFound):
        save(session, attempt, amina, number, "0")


def test_another_s_attempt_is_not_found(session, attempt):
    """R-18."""
    ben = make_person(session, "Ben").id
    with pytest.raises(AttemptNotFound):
        save(session, attempt, ben, 1, "0")


def test_nothing_is_saved_after_handing_in(session, amina, attempt):
    """R-08."""
    save(session, attempt, amina, 1, "0")
    submit(session, attempt, amina)
    for answer in ("0", "1", "unknown"):
        with pytest.raises(AttemptClosed):
            save(session, attempt, amina, 1, answer, seen=1)
    with pytest.raises(AttemptClosed):
        save(session, attempt, amina, 2, "0")
    assert session.query(Response).count() == 1


@pytest.mark.parametrize("seed", range(4))
def test_two_tabs_in_any_order_leave_the_newest_acknowledged_answer(session, amina, attempt, seed):
    """R-11: 200 runs over both engines; each tab shows what it last saw, saves, looks again at times."""
    chance = Random(seed)
    for run in range(25):
        number = 1 + run % 6
        acknowledged = stored_answers(session, attempt, number)[-1:]
        seen = dict.fromkeys("AB", len(stored_answers(session, attempt, number)))
        for _ in range(8):
            tab = chance.choice("AB")
            if chance.random() < 0.3:
                seen[tab] = len(stored_answers(session, attempt, number))
                continue
            before = stored_answers(session, attempt, number)
            try:
                saved = save(session, attempt, amina, number, str(chance.randrange(4)), seen=seen[tab])
            except AnswerChangedElsewhere:
                assert seen[tab] < len(before)
                assert stored_answers(session, attempt, number) == before
            else:
                seen[tab] = saved.sequence
                acknowledged = stored_answers(session, attempt, number)[saved.sequence - 1 :]
        assert stored_answers(session, attempt, number)[-1:] == acknowledged


def test_handing_in_takes_the_newest_answers(session, amina, attempt):
    for number in range(1, 7):
        right = right_answer(session, attempt, number)[0]
        save(session, attempt, amina, number, right)
        if number > 4:
            save(session, attempt, amina, number, str((int(right) + 1) % 4), seen=1)
    submit(session, attempt, amina)
    assert session.scalars(select(Score)).one().marks == [True] * 4 + [False] * 2
