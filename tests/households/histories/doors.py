"""What the phones of the homes may open: everybody their own answers, nobody another's."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from learnhub.accounts.models import Person
from learnhub.households.models import Household
from learnhub.kit.db import Database, reads, transaction
from learnhub.quizzes.models import Attempt, Response
from tests.conftest import as_
from tests.factories.people import make_phone
from tests.households.histories.model import History, Soul

PAGES = ("result", "review", "questions/1")


def check_doors(client: TestClient, database: Database, history: History) -> int:
    """docs/rules.md, R-18: to read, to answer and to hand in. Returns how many doors were tried.

    Every person of every home in front of a phone, every attempt of the history.
    """
    phones = open_phones(database, history)
    attempts = [(owner, attempt) for owner in history.souls.values() for attempt in owner.attempts]
    before = answers(database, attempts)
    tried = 0
    for reader, headers in phones:
        for owner, attempt in attempts:
            found = {
                client.get(f"/vi/attempts/{attempt}/{page}", headers=headers).status_code for page in PAGES
            }
            if reader is not owner:
                found |= write(client, attempt, headers)
            assert (found == {404}) == (reader is not owner), found
            tried += len(PAGES)
    assert answers(database, attempts) == before
    return tried


def open_phones(database: Database, history: History) -> list[tuple[Soul, dict[str, str]]]:
    with transaction(database) as session:
        return [
            (soul, as_(make_phone(session, *_rows(session, soul)).token))
            for soul in history.some(lambda each: each.is_here)
        ]


def _rows(session: Session, soul: Soul) -> tuple[Person, Household]:
    return session.get_one(Person, soul.id), session.get_one(Household, soul.home)


def write(client: TestClient, attempt: UUID, headers: dict[str, str]) -> set[int]:
    form = {"key": str(uuid4()), "seen": "0", "unknown": "yes", "go": "stay"}
    answered = client.post(f"/vi/attempts/{attempt}/questions/1", data=form, headers=headers)
    handed_in = client.post(f"/vi/attempts/{attempt}/submission", data={"confirmed": "yes"}, headers=headers)
    return {answered.status_code, handed_in.status_code}


def answers(database: Database, attempts: list[tuple[Soul, UUID]]) -> list[tuple]:
    """Everything that was answered in these attempts, and when they were handed in."""
    with reads(database) as connection:
        rows = connection.execute(
            select(Attempt.id, Attempt.submitted_at, Response.number, Response.sequence, Response.answer)
            .outerjoin(Response, Response.attempt_id == Attempt.id)
            .where(Attempt.id.in_([attempt for _, attempt in attempts]))
            .order_by(Attempt.id, Response.number, Response.sequence)
        )
        return [tuple(row) for row in rows]
