"""The same at the same moment, from many phones: constraints and locks decide."""

from datetime import timedelta
from random import Random
from time import sleep
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from learnhub.kit.db import Database, transaction
from learnhub.quizzes.errors import AnswerChangedElsewhere, AttemptClosed, NextTryLater
from learnhub.quizzes.events import AttemptGraded
from learnhub.quizzes.models import Attempt, Response, Score
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_person
from tests.factories.quizzes import answer_all, make_item, publish, right_answer, save, start, submit
from tests.parallel import at_once

MANY = 50


@pytest.fixture
def world(database) -> tuple[int, MadeCourse]:
    """Amina, and a course with a test of six questions with four options each."""
    database.sessions.configure(info={"reactions": {}})
    with transaction(database) as session:
        course = make_course(session)
        publish(
            session, course, [make_item(f"q{n}", lesson=name) for name in ("one", "two") for n in range(6)]
        )
        return make_person(session).id, course


def begin(database: Database, person_id: int, course: MadeCourse, **options) -> UUID:
    with transaction(database) as session:
        return start(session, person_id, course, **options)


def all_of(database: Database, column) -> list:
    with transaction(database) as session:
        return list(session.scalars(select(column)))


def test_fifty_starts_at_once_open_one_attempt_and_all_land_on_it(database, world):
    """Q5, R-04."""
    landed = at_once(MANY, lambda number: begin(database, *world, seed=number))
    assert all_of(database, Attempt.id) == list(set(landed))


def test_fifty_hand_ins_at_once_grade_once_and_get_one_receipt(database, world):
    """Q7, R-05."""
    heard: list[AttemptGraded] = []
    database.sessions.configure(
        info={"reactions": {AttemptGraded: [lambda _session, event: heard.append(event)]}}
    )
    amina, course = world
    with transaction(database) as session:
        attempt_id = start(session, amina, course)
        answer_all(session, attempt_id, amina)

    def hand_in(_number: int):
        with transaction(database) as session:
            return submit(session, attempt_id, amina)

    assert len(set(at_once(MANY, hand_in))) == 1
    assert all_of(database, Score.percent) == [100]
    assert len(heard) == 1


@pytest.mark.parametrize("run", range(4))
def test_starts_and_hand_ins_raced_to_the_limit_never_make_a_fourth(database, world, run):
    """Q4, R-04: three a day, and eight phones that start and hand in, each in its own rhythm."""
    amina, course = world

    def hurry(number: int) -> int:
        refused, rhythm = 0, Random(f"{run} {number}")
        for _ in range(12):
            sleep(rhythm.random() / 50)
            try:
                attempt_id = begin(database, amina, course, audience="official", seed=number)
            except NextTryLater:
                refused += 1
            else:
                with transaction(database) as session:
                    submit(session, attempt_id, amina)
        return refused

    refused = at_once(8, hurry)
    assert len(all_of(database, Attempt.id)) == 3
    assert sum(refused) > 0


def test_a_closed_day_opens_again_for_one_attempt_only(database, world):
    amina, course = world
    for hour in range(3):
        moment = NOW + timedelta(hours=hour)
        attempt_id = begin(database, amina, course, audience="official", now=moment)
        with transaction(database) as session:
            submit(session, attempt_id, amina, now=moment)
    tomorrow = NOW + timedelta(hours=24)
    at_once(20, lambda number: begin(database, amina, course, audience="official", now=tomorrow, seed=number))
    assert len(all_of(database, Attempt.id)) == 4


def test_one_form_sent_fifty_times_at_once_is_one_answer(database, world):
    amina, course = world
    attempt_id, key = begin(database, amina, course), uuid4()

    def send(_number: int):
        with transaction(database) as session:
            return save(session, attempt_id, amina, 1, "2", key=key)

    assert len(set(at_once(MANY, send))) == 1
    assert all_of(database, Response.sequence) == [1]


def test_of_tabs_that_save_different_answers_at_once_one_is_kept(database, world):
    """R-11: the others hear of it."""
    amina, course = world
    attempt_id = begin(database, amina, course)

    def send(number: int) -> bool:
        try:
            with transaction(database) as session:
                save(session, attempt_id, amina, 1, str(number))
        except AnswerChangedElsewhere:
            return False
        return True

    assert sorted(at_once(4, send)) == [False, False, False, True]
    assert all_of(database, Response.sequence) == [1]


@pytest.mark.parametrize("run", range(5))
def test_an_answer_acknowledged_while_handing_in_is_graded(database, world, run):
    """R-08, R-11: whatever was acknowledged counts; whatever came too late was told so."""
    amina, course = world
    attempt_id = begin(database, amina, course, seed=run)

    def answer_or_hand_in(number: int) -> int:
        with transaction(database) as session:
            if number == 0:
                submit(session, attempt_id, amina)
                return 0
            try:
                save(session, attempt_id, amina, number, *right_answer(session, attempt_id, number))
            except AttemptClosed:
                return 0
            return number

    acknowledged = {number for number in at_once(7, answer_or_hand_in) if number}
    [marks] = all_of(database, Score.marks)
    assert {number for number, is_right in enumerate(marks, start=1) if is_right} == acknowledged
    assert set(all_of(database, Response.number)) == acknowledged
