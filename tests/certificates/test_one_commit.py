"""docs/rules.md, R-07: answers handed in, a score, a completion and a certificate are one commit."""

from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

import pytest
from sqlalchemy import func, select

from learnhub.certificates.models import Certificate
from learnhub.certificates.rules import Issuer
from learnhub.kit.db import Database, transaction
from learnhub.progress.models import CourseCompletion, LearningEvent
from learnhub.quizzes.models import Attempt, Score
from tests.factories import quizzes
from tests.factories.certificates import ISSUER
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.progress import finish


@pytest.fixture
def last_step(database: Database) -> tuple[int, UUID]:
    """A named person who has only to hand in the test."""
    with transaction(database) as session:
        person, course = make_person(session), make_course(session)
        person.print_name = "Amina"
        quizzes.publish(session, course)
        finish(session, person, course)
        attempt_id = quizzes.start(session, person.id, course)
        quizzes.answer_all(session, attempt_id, person.id)
        return person.id, attempt_id


def hand_in(database: Database, last_step: tuple[int, UUID], issuer: Issuer) -> None:
    person_id, attempt_id = last_step
    with transaction(database) as session:
        session.info["issuer"] = issuer
        quizzes.submit(session, attempt_id, person_id)


def counts(database: Database) -> list[int]:
    graded = LearningEvent.kind == "test_graded"
    wanted = (
        select(func.count()).select_from(Attempt).where(Attempt.submitted_at.is_not(None)),
        select(func.count()).select_from(Score),
        select(func.count()).select_from(LearningEvent).where(graded),
        select(func.count()).select_from(CourseCompletion),
        select(func.count()).select_from(Certificate),
    )
    with transaction(database) as session:
        return [session.scalar(statement) or 0 for statement in wanted]


def test_a_passed_test_brings_everything_that_follows_at_once(database, last_step):
    hand_in(database, last_step, ISSUER)
    hand_in(database, last_step, ISSUER)
    assert counts(database) == [1, 1, 1, 1, 1]


def test_when_the_last_consequence_fails_nothing_has_happened(database, last_step):
    with pytest.raises(ZoneInfoNotFoundError):
        hand_in(database, last_step, Issuer("Nobody", "No/Where"))
    assert counts(database) == [0, 0, 0, 0, 0]
