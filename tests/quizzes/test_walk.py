"""Random walks over everything that can be done with tests: no step is skipped, nothing is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.kit.db import open_database, transaction
from learnhub.kit.errors import Refusal
from learnhub.quizzes.errors import AttemptClosed, AttemptNotFound
from learnhub.quizzes.models import Attempt, AttemptQuestion, Response, Score
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_person
from tests.factories.quizzes import make_item, publish, save, start, submit

STEPS = 8


class Walker:
    """Two people who do whatever comes to their mind, and what they were told."""

    def __init__(self, session: Session, chance: Random, course: MadeCourse) -> None:
        self.session = session
        self.chance = chance
        self.course = course
        self.now: datetime = NOW
        self.people = [make_person(session, name).id for name in ("Amina", "Ben")]
        self.attempts: dict[UUID, int] = {}
        self.closed: set[UUID] = set()
        self.acknowledged: dict[tuple[UUID, int], int] = {}

    def step(self) -> None:
        self.now += timedelta(minutes=self.chance.choice([0, 1, 60, 600]))
        actions: list[Callable[[int], None]] = [
            self.begin,
            self.answer,
            self.answer,
            self.hand_in,
            self.meddle,
        ]
        self.chance.choice(actions)(self.chance.choice(self.people))

    def begin(self, person: int) -> None:
        quiz = self.chance.choice(["final", "final", "practice"])
        audience = self.chance.choice(["household", "official"])
        try:
            with self.session.begin_nested():
                found = start(
                    self.session,
                    person,
                    self.course,
                    quiz,
                    audience=audience,
                    now=self.now,
                    seed=self.chance.randrange(99),
                )
        except Refusal:
            return
        assert found not in self.closed
        self.attempts[found] = person

    def answer(self, person: int) -> None:
        attempt_id = self.chance.choice([*self.attempts, uuid4()])
        number = self.chance.randrange(0, 7)
        seen = self.acknowledged.get((attempt_id, number), 0) if self.chance.random() < 0.8 else 0
        value = self.chance.choice(["0", "1", "2", "3", "unknown", "9", ""])
        try:
            saved = save(self.session, attempt_id, person, number, value, seen=seen, now=self.now)
        except AttemptClosed:
            assert attempt_id in self.closed
        except AttemptNotFound:
            assert self.attempts.get(attempt_id) != person or number == 0
        except Refusal:
            return
        else:
            assert self.attempts[attempt_id] == person
            assert attempt_id not in self.closed
            self.acknowledged[attempt_id, number] = saved.sequence

    def hand_in(self, person: int) -> None:
        attempt_id = self.chance.choice([*self.attempts, uuid4()])
        try:
            with self.session.begin_nested():
                submit(
                    self.session, attempt_id, person, now=self.now, is_confirmed=self.chance.random() < 0.6
                )
        except AttemptNotFound:
            assert self.attempts.get(attempt_id) != person
        except Refusal:
            assert attempt_id not in self.closed
        else:
            self.closed.add(attempt_id)

    def meddle(self, person: int) -> None:
        """Somebody else's attempt is out of reach, whatever is tried."""
        foreign = [attempt for attempt, owner in self.attempts.items() if owner != person]
        if foreign:
            with pytest.raises(AttemptNotFound):
                submit(self.session, self.chance.choice(foreign), person, now=self.now)

    def check(self) -> None:
        attempts = self.session.scalars(select(Attempt).execution_options(populate_existing=True)).all()
        mine = [attempt for attempt in attempts if attempt.id in self.attempts]
        assert {attempt.id for attempt in mine if attempt.submitted_at} == self.closed
        open_places = [(a.person_id, a.quiz_key) for a in mine if a.submitted_at is None]
        assert len(set(open_places)) == len(open_places)
        graded = set(self.session.scalars(select(Score.attempt_id)))
        tests = {attempt.id for attempt in mine if attempt.kind == "test"}
        assert graded & set(self.attempts) == self.closed & tests
        for (attempt_id, number), sequence in self.acknowledged.items():
            newest = self.session.scalars(
                select(Response.sequence).filter_by(attempt_id=attempt_id, number=number)
            ).all()
            assert max(newest) == sequence
        for attempt in mine:
            assert self.session.query(AttemptQuestion).filter_by(attempt_id=attempt.id).count() in {6, 8}


@pytest.mark.parametrize("sequences", [50, pytest.param(250, marks=pytest.mark.long)])
def test_no_walk_skips_a_step_or_opens_a_second_attempt(database_url, sequences):
    """R-08: 500 random sequences over both engines never reach a closed test without its grade."""
    database = open_database(database_url)
    with transaction(database) as session:
        course = make_course(session)
        items = [make_item(f"q{n}", lesson=name) for name in ("one", "two") for n in range(4)]
        publish(session, course, items)
        for seed in range(sequences):
            walker = Walker(session, Random(seed), course)
            for _ in range(STEPS):
                walker.step()
            walker.check()
    database.dispose()
