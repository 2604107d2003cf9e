"""Amina sits a test; Ben lives in the same home; Lan runs the site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from learnhub.kit.db import Database, transaction
from learnhub.quizzes.rules import DrawLine, QuizRules
from learnhub.quizzes.service import PublishedItem
from tests.conftest import as_
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.factories.quizzes import make_item, publish, start, stored_answers

SIX = QuizRules(draw=(DrawLine("one", {"household": 6}),), pass_percent={"household": 60})


@dataclass(frozen=True)
class World:
    """An open attempt with its addresses, and the headers of three phones."""

    database: Database
    course: MadeCourse
    attempt: UUID
    amina_id: int
    amina: dict[str, str]
    ben: dict[str, str]
    lan: dict[str, str]

    def question(self, number: int, language: str = "en") -> str:
        return f"/{language}/attempts/{self.attempt}/questions/{number}"

    @property
    def review(self) -> str:
        return f"/en/attempts/{self.attempt}/review"

    @property
    def submission(self) -> str:
        return f"/en/attempts/{self.attempt}/submission"

    @property
    def result(self) -> str:
        return f"/en/attempts/{self.attempt}/result"

    def answers(self, number: int) -> list[list[Any]]:
        with transaction(self.database) as session:
            return stored_answers(session, self.attempt, number)

    def form(self, client, number: int) -> dict[str, str]:
        """The hidden fields of Amina's form, as her phone would send them."""
        return hidden_fields(client.get(self.question(number), headers=self.amina).text)

    def send(self, client, number: int, headers: dict[str, str] | None = None, **answer: Any):
        """Open a question as Amina, answer it and send the form."""
        form = self.form(client, number) | answer
        return client.post(self.question(number), data=form, headers=self.amina | (headers or {}))


def hidden_fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(key|seen|token)" value="([^"]*)"', html))


def make_world(
    database: Database,
    items: Sequence[PublishedItem] | None = None,
    quiz_key: str = "final",
    rules: QuizRules = SIX,
) -> World:
    with transaction(database) as session:
        course = make_course(session)
        publish(session, course, items or [make_item(f"q{n}") for n in range(6)], rules)
        amina, ben = make_person(session, "Amina"), make_person(session, "Ben")
        home = make_household(session, amina, ben)
        return World(
            database=database,
            course=course,
            attempt=start(session, amina.id, course, quiz_key),
            amina_id=amina.id,
            amina=as_(make_phone(session, amina, home).token),
            ben=as_(make_phone(session, ben, home).token),
            lan=as_(make_phone(session, make_official(session, "Lan", role="admin")).token),
        )


@pytest.fixture
def world(database: Database) -> World:
    """Six questions with four options each."""
    return make_world(database)
