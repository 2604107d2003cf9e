"""An attempt begins once and is handed in once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from learnhub.quizzes.errors import AttemptNotFound, BlanksLeft, NextTryLater, QuizNotFound
from learnhub.quizzes.events import AttemptGraded
from learnhub.quizzes.models import Attempt, AttemptQuestion, Item, ItemVersion, Score
from learnhub.quizzes.rules import DrawLine, QuizRules
from tests.conftest import NOW
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.quizzes import (
    answer_all,
    make_item,
    publish,
    right_answer,
    save,
    start,
    submit,
)


@pytest.fixture
def amina(session) -> int:
    return make_person(session, "Amina").id


@pytest.fixture
def ben(session) -> int:
    return make_person(session, "Ben").id


@pytest.fixture
def course(session):
    made = make_course(session)
    publish(session, made)
    return made


@pytest.fixture
def heard(session) -> list[AttemptGraded]:
    """Every announcement of this session, without what follows from it."""
    events: list[AttemptGraded] = []
    session.info["reactions"] = {AttemptGraded: [lambda _session, event: events.append(event)]}
    return events


def count(session, model) -> int:
    return session.query(model).count()


def test_a_started_attempt_holds_its_questions_and_the_rule_in_force(session, amina, course):
    attempt = session.get_one(Attempt, start(session, amina, course, audience="official", seed=3))
    assert (attempt.kind, attempt.audience, attempt.seed) == ("test", "official", 3)
    assert attempt.rules == {
        "pass_percent": 80,
        "review": "after-pass",
        "attempts_per_day": 3,
        "wait_minutes": 0,
    }
    questions = session.scalars(select(AttemptQuestion).filter_by(attempt_id=attempt.id)).all()
    assert [question.number for question in questions] == list(range(1, 9))
    assert all(sorted(row.option_order) == list(range(len(row.option_order))) for row in questions)


def test_an_audience_that_the_rule_does_not_name_takes_the_household_s(session, amina, course):
    attempt = session.get_one(Attempt, start(session, amina, course, audience="volunteer"))
    assert (attempt.audience, attempt.rules["pass_percent"]) == ("household", 60)


def test_must_pass_questions_are_marked_in_the_attempt(session, amina):
    """Q2."""
    course = make_course(session)
    rules = QuizRules(
        draw=(DrawLine("one", {"household": 3}),),
        pass_percent={"household": 60},
        must_pass=(("one/single",),),
    )
    publish(session, course, rules=rules)
    attempt_id = start(session, amina, course)
    marked = select(Item.key).join(ItemVersion).join(AttemptQuestion).where(AttemptQuestion.is_must_pass)
    assert session.scalars(marked.where(AttemptQuestion.attempt_id == attempt_id)).all() == ["single"]


def test_starting_again_goes_on_with_the_open_attempt(session, amina, course):
    """Q5."""
    first = start(session, amina, course)
    assert start(session, amina, course, now=NOW + timedelta(days=3), seed=99) == first
    assert count(session, Attempt) == 1


def test_practice_and_test_may_be_open_side_by_side(session, amina, ben, course):
    ids = {
        start(session, amina, course),
        start(session, amina, course, "practice"),
        start(session, ben, course),
    }
    assert len(ids) == 3


def test_a_test_that_is_not_there_is_not_found(session, amina, course):
    with pytest.raises(QuizNotFound):
        start(session, amina, course, "nothing")


def test_an_open_attempt_stays_in_its_version(session, amina, course):
    """R-12."""
    attempt_id = start(session, amina, course)
    newer = make_course(session)
    publish(session, newer, [make_item("new", lesson=lesson) for lesson in ("one", "two")])
    assert start(session, amina, newer) == attempt_id
    answer_all(session, attempt_id, amina)
    submit(session, attempt_id, amina)
    score = session.scalars(select(Score)).one()
    assert (score.percent, score.total) == (100, 6)
    assert session.get_one(Attempt, start(session, amina, newer)).version_id == newer.version_id


def test_the_fourth_try_of_a_day_waits(session, amina, course):
    """Q4, R-04."""
    for hour in range(3):
        moment = NOW + timedelta(hours=hour)
        submit(session, start(session, amina, course, audience="official", now=moment), amina, now=moment)
    with pytest.raises(NextTryLater) as refusal:
        start(session, amina, course, audience="official", now=NOW + timedelta(hours=3))
    assert refusal.value.next_try_at == NOW + timedelta(hours=24)
    assert refusal.value.said.values == {"hours": 21, "minutes": 0}
    assert refusal.value.retry_seconds == 21 * 3600


def test_the_fourth_try_opens_24_hours_after_the_first(session, amina, course):
    for hour in range(3):
        moment = NOW + timedelta(hours=hour)
        submit(session, start(session, amina, course, audience="official", now=moment), amina, now=moment)
    assert start(session, amina, course, audience="official", now=NOW + timedelta(hours=24))


def test_a_wait_between_two_tries_is_held(session, amina):
    course = make_course(session)
    rules = QuizRules(draw=(DrawLine("one", {"household": 1}),), wait_minutes=30)
    publish(session, course, rules=rules)
    submit(session, start(session, amina, course), amina)
    with pytest.raises(NextTryLater) as refusal:
        start(session, amina, course, now=NOW + timedelta(minutes=29, seconds=30))
    assert refusal.value.said.values == {"hours": 0, "minutes": 1}
    assert start(session, amina, course, now=NOW + timedelta(minutes=30))


def test_tries_of_others_and_practice_do_not_count(session, amina, ben, course):
    for person, quiz in ((ben, "final"), (amina, "practice")):
        for _ in range(3):
            submit(session, start(session, person, course, quiz, audience="official"), person)
    assert start(session, amina, course, audience="official")


@pytest.mark.parametrize(
    ("wrong", "right_count", "percent", "is_passed"),
    [
        pytest.param(0, 6, 100, True, id="all right"),
        pytest.param(2, 4, 66, True, id="rounded down, above 60"),
        pytest.param(3, 3, 50, False, id="below 60"),
        pytest.param(6, 0, 0, False, id="nothing known yet"),
    ],
)
def test_handing_in_grades_and_announces(
    session, amina, course, heard, wrong, right_count, percent, is_passed
):
    """Q1, R-02, R-07."""
    attempt_id = start(session, amina, course)
    answer_all(session, attempt_id, amina, wrong=wrong)
    submit(session, attempt_id, amina)
    score = session.scalars(select(Score)).one()
    assert (score.right_count, score.total, score.percent, score.is_passed) == (
        right_count,
        6,
        percent,
        is_passed,
    )
    assert score.marks == [False] * wrong + [True] * right_count
    event = AttemptGraded(
        person_id=amina,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key="final",
        kind="test",
        attempt_id=attempt_id,
        is_passed=is_passed,
        percent=percent,
        graded_at=NOW,
    )
    assert heard == [event]


def test_every_repeat_gets_the_same_receipt_and_grades_nothing(session, amina, course, heard):
    """Q7, R-05."""
    attempt_id = start(session, amina, course)
    save(session, attempt_id, amina, 1, *right_answer(session, attempt_id, 1))
    first = submit(session, attempt_id, amina)
    assert (first.submitted_at, first.answered, first.total) == (NOW, 1, 6)
    for later in (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=400)):
        assert submit(session, attempt_id, amina, now=NOW + later, is_confirmed=False) == first
    assert count(session, Score) == len(heard) == 1


def test_blanks_must_be_confirmed(session, amina, course, heard):
    attempt_id = start(session, amina, course)
    save(session, attempt_id, amina, 1, "unknown")
    with pytest.raises(BlanksLeft) as refusal, session.begin_nested():
        submit(session, attempt_id, amina, is_confirmed=False)
    assert refusal.value.count == 5
    assert session.get_one(Attempt, attempt_id, populate_existing=True).submitted_at is None
    assert heard == []


def test_practice_is_closed_without_a_score(session, amina, course, heard):
    attempt_id = start(session, amina, course, "practice")
    answer_all(session, attempt_id, amina)
    receipt = submit(session, attempt_id, amina)
    assert (receipt.answered, receipt.total) == (6, 6)
    assert count(session, Score) == len(heard) == 0
    assert start(session, amina, course, "practice") != attempt_id


def test_another_s_attempt_cannot_be_handed_in(session, amina, ben, course):
    """R-18."""
    attempt_id = start(session, amina, course)
    with pytest.raises(AttemptNotFound):
        submit(session, attempt_id, ben)
    assert session.get_one(Attempt, attempt_id, populate_existing=True).submitted_at is None


def test_an_attempt_that_is_not_there_is_not_found(session, amina, course):
    with pytest.raises(AttemptNotFound):
        submit(session, start(session, amina, course).__class__(int=7), amina)


def test_a_handler_that_fails_undoes_the_hand_in(session, amina, course):
    """R-07."""

    def fail(_session, _event):
        raise RuntimeError

    attempt_id = start(session, amina, course)
    session.info["reactions"] = {AttemptGraded: [fail]}
    with pytest.raises(RuntimeError), session.begin_nested():
        submit(session, attempt_id, amina)
    assert session.get_one(Attempt, attempt_id, populate_existing=True).submitted_at is None
    assert count(session, Score) == 0
