"""docs/rules.md, R-06: a success is shown only after a commit that was synced, and R-05: what became of a
form whose commit went wrong is found out by sending it again. SIGKILL cannot show a missing sync: the
kernel keeps what was written. So the connection is asked at the very moment of its commit.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from learnhub.app import create_app
from learnhub.kit.db import Base, Database, reads
from learnhub.progress.models import LearningEvent
from learnhub.quizzes.models import Attempt, Response, Score
from learnhub.settings import Settings
from tests.conftest import Clock, as_
from tests.kills.cast import COURSE, Member, make_cast
from tests.kills.phone import Reply

SYNCED: Mapping[str, Mapping[str, object]] = {
    "sqlite": {"PRAGMA synchronous": 2, "PRAGMA journal_mode": "wal"},
    "postgresql": {"SHOW fsync": "on", "SHOW synchronous_commit": "on", "SHOW full_page_writes": "on"},
}
# Of which each verb adds one row.
ADDED: Mapping[str, type[Base]] = {
    "answer": Response,
    "lesson": LearningEvent,
    "hand-in": Score,
    "start": Attempt,
}

Letter: TypeAlias = tuple[str, dict[str, str]]


class Witness:
    """Around an application and its database: what happened in which order."""

    def __init__(self, app: ASGIApp, database: Database) -> None:
        self.app, self.database = app, database
        self.happened: list[str] = []
        self.settings: list[dict[str, object]] = []
        self.dialect: Any = database.write_engine.dialect
        self.commit: Callable[[Any], None] = self.dialect.do_commit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.happened.append(f"replied {message['status']}")
            await send(message)

        await self.app(scope, receive, told)

    def committing(self, connection: Any) -> None:
        """`commit` is the driver's, or what a test has put in its place."""
        cursor = connection.cursor()
        asked = SYNCED[self.dialect.name]
        self.settings.append({question: cursor.execute(question).fetchone()[0] for question in asked})
        self.commit(connection)
        self.happened.append("committed")

    @property
    def lost_connection(self) -> Exception:
        """What the driver says when a commit fails."""
        lost: Exception = self.dialect.dbapi.OperationalError("the disk or the server is gone")
        return lost


@pytest.fixture
def witness(database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Witness:
    """PostgreSQL is opened once for all tests, so the driver's commit comes back afterwards."""
    settings = Settings(data=tmp_path, base_url="https://testserver", operator_name="Test")
    made = Witness(create_app(settings, database, clock=clock), database)
    monkeypatch.setattr(made.dialect, "do_commit", made.committing)
    return made


@pytest.fixture
def member(database: Database) -> Member:
    [[member, _]] = make_cast(database, clients=1, each=2)
    return member


@pytest.fixture
def client(witness: Witness, member: Member) -> Iterator[TestClient]:
    headers = as_(member.token) | {"sec-fetch-site": "same-origin"}
    with TestClient(
        witness, base_url="https://testserver", headers=headers, follow_redirects=False
    ) as opened:
        yield opened


def filled_in(client: TestClient, member: Member, verb: str) -> Letter:
    """Where the form is sent, and its fields as the page makes them."""
    attempt, course = f"/en/attempts/{member.attempt}", f"/en/courses/{COURSE}"
    page, path, given = {
        "answer": (f"{attempt}/questions/1", f"{attempt}/questions/1", {"answer": "1"}),
        "lesson": (f"{course}/lessons/one", f"{course}/lessons/one/completion", {}),
        "hand-in": (f"{attempt}/review", f"{attempt}/submission", {"confirmed": "yes"}),
        "start": (f"{course}/quizzes/practice", f"{course}/quizzes/practice/attempts", {}),
    }[verb]
    fields = Reply(200, "", client.get(page).text).form(path)
    assert fields is not None
    return path, fields | given


def post(client: TestClient, letter: Letter) -> int:
    path, fields = letter
    return client.post(path, data=fields).status_code


def count(database: Database, verb: str) -> int:
    with reads(database) as connection:
        return connection.scalar(select(func.count()).select_from(ADDED[verb])) or 0


@pytest.mark.parametrize("verb", ADDED)
def test_the_reply_begins_after_one_synced_commit(
    client: TestClient, witness: Witness, member: Member, verb: str
) -> None:
    letter, commit = filled_in(client, member, verb), witness.commit

    def commit_slowly(connection: Any) -> None:
        """So that a reply which does not wait is certain to come first."""
        time.sleep(0.05)
        commit(connection)

    witness.commit = commit_slowly
    witness.happened.clear()
    witness.settings.clear()
    assert post(client, letter) == 303
    assert witness.happened == ["committed", "replied 303"]
    assert witness.settings == [SYNCED[witness.dialect.name]]


@pytest.mark.parametrize("verb", ADDED)
@pytest.mark.parametrize("has_landed", [False, True], ids=["undone", "landed, but nobody was told"])
def test_a_commit_that_fails_is_no_success_and_the_form_sent_again_counts_once(
    client: TestClient, witness: Witness, member: Member, verb: str, has_landed: bool
) -> None:
    letter, before, commit = filled_in(client, member, verb), count(witness.database, verb), witness.commit

    def fail(connection: Any) -> None:
        if has_landed:
            commit(connection)
        raise witness.lost_connection

    witness.commit = fail
    witness.happened.clear()
    assert post(client, letter) == 503
    assert witness.happened == ["replied 503"]
    witness.commit = commit
    assert count(witness.database, verb) == before + has_landed
    assert [post(client, letter), post(client, letter)] == [303, 303]
    assert count(witness.database, verb) == before + 1
