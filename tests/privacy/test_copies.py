"""docs/rules.md, H63, R-64: everything of the person in front, and nothing of anybody else."""

import json
from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from uuid import uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import insert, select

from learnhub.kit.db import Base, Database, reads, transaction
from learnhub.privacy import queries
from learnhub.privacy.errors import CopyTooLarge
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.queries import copies
from learnhub.privacy.rules.inventory import PERSONAL
from learnhub.progress.models import LearningEvent
from tests.conftest import NOW, as_
from tests.factories.people import make_household, make_person
from tests.factories.privacy import make_stored
from tests.statements import counted

FACTS = 10_000


@dataclass(frozen=True)
class Two:
    """Amina in front of her phone; Chi is in the same home, and stored as thoroughly in one of her own."""

    headers: dict[str, str]
    amina: int
    chi: int
    certificate: str


@pytest.fixture
def two(database: Database) -> Two:
    with transaction(database) as session:
        amina = make_stored(session)
        chi = make_stored(session, "Chichi", amina.course)
        amina.home.nickname = "Nhà Amina"
        make_household(session, make_person(session, "Chichi Hai"))
        return Two(as_(amina.phone.token), amina.person.id, chi.person.id, amina.certificate)


def unpacked(client, two: Two, language: str = "en") -> dict[str, str]:
    answer = client.post(f"/{language}/me/copy", headers=two.headers)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="learnhub.zip"'
    assert answer.headers["cache-control"] == "no-store"
    with ZipFile(BytesIO(answer.content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_every_column_that_is_copied_is_there(client, two):
    tables = {}
    for name, text in unpacked(client, two).items():
        if name.endswith(".json"):
            tables |= json.loads(text)
    for name, table in PERSONAL.items():
        if table.owner and [*table.copied()]:
            rows = tables[name]
            if name not in {"revocations", "privacy_requests"}:
                assert rows, name
            for row in rows:
                assert set(row) == {column.removesuffix("_id") for column in table.copied()}


def test_nothing_of_anybody_else_is_there(client, two):
    """Canaries: Chi's names, home, certificate and sign-in name, and the one who helped."""
    whole = "\n".join(unpacked(client, two).values())
    assert "Amina" in whole
    assert two.certificate in whole
    for canary in ("Chichi", "chichi", "Vàng", "Nhung"):
        assert canary not in whole


def test_who_learned_along_is_not_there(client, two, database):
    """H63: not even as a number."""
    with transaction(database) as session:
        event = session.scalars(select(LearningEvent).where(LearningEvent.person_id == two.amina)).first()
        values = {column.name: getattr(event, column.name) for column in LearningEvent.__table__.columns}
        new = {"id": uuid4(), "detail": {"together": True, "with": [9876543210]}}
        session.execute(insert(LearningEvent).values(values | new))
    whole = "\n".join(unpacked(client, two).values())
    assert '"together": true' in whole
    assert "9876543210" not in whole


def test_no_secret_is_there(client, two, database):
    whole = "\n".join(unpacked(client, two).values())
    with reads(database) as connection:
        for table, column in (("phone_sessions", "token_hash"), ("phone_sessions", "phone")):
            for secret in connection.scalars(select(Base.metadata.tables[table].c[column])):
                assert secret not in whole


def test_no_file_shows_which_answers_were_right(client, two):
    """Q6: the review policy decides that, and a copy may not show it earlier."""
    scores = json.loads(unpacked(client, two)["tests.json"])["scores"]
    assert scores
    assert all("marks" not in score for score in scores)


def test_numbers_are_told_in_words(client, two):
    learning = json.loads(unpacked(client, two)["learning.json"])
    assert {row["lesson"] for row in learning["lesson_completions"]} == {"one", "two", "three"}
    assert {row["course"] for row in learning["enrolments"]} == {"safety"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Bài đã học xong"), ("id", "Pelajaran selesai"), ("en", "Lessons finished")],
)
def test_the_page_in_it_speaks_the_readers_language_and_runs_nothing(client, two, language, words):
    page = unpacked(client, two, language)["learnhub.html"]
    assert f'lang="{language}"' in page
    assert words in page
    for foreign in ("<script", "<link", "src=", "href="):
        assert foreign not in page


def test_the_register_notes_that_a_copy_was_made_and_nothing_of_it(client, two, database):
    """docs/rules.md, H67."""
    unpacked(client, two)
    with reads(database) as connection:
        row = connection.execute(select(PrivacyRequest.kind, PrivacyRequest.done_at)).one()
    assert row == ("copy", NOW)


def test_ten_thousand_facts_take_as_many_statements_as_ten_and_little_time(database, two):
    with reads(database) as connection, counted(connection) as few:
        queries.get_copy(connection, person_id=two.amina, language="vi", now=NOW)
    _add_facts(database, two)
    started_at = perf_counter()
    with reads(database) as connection, counted(connection) as many:
        copy = queries.get_copy(connection, person_id=two.amina, language="vi", now=NOW)
    assert perf_counter() - started_at < 5
    assert many.count == few.count == 29
    assert len(copy.themes["learning"]["learning_events"]) > FACTS


def test_what_is_too_much_for_one_file_is_refused_in_words(client, two, monkeypatch):
    monkeypatch.setattr(copies, "COPIED_ROWS", 2)
    with pytest.raises(CopyTooLarge), reads(client.app.state.database) as connection:
        queries.get_copy(connection, person_id=two.amina, language="vi", now=NOW)
    assert client.post("/vi/me/copy", headers=two.headers).status_code == 409


def _add_facts(database: Database, two: Two) -> None:
    with transaction(database) as session:
        fact = session.scalars(
            select(LearningEvent).where(LearningEvent.person_id == two.amina).limit(1)
        ).one()
        same = {
            "person_id": two.amina,
            "kind": "check_answered",
            "course_id": fact.course_id,
            "version_id": fact.version_id,
            "lesson_id": fact.lesson_id,
            "detail": {"check": "c1", "is_right": True},
            "occurred_at": NOW,
            "received_at": NOW,
        }
        session.execute(insert(LearningEvent), [same | {"id": uuid4()} for _ in range(FACTS)])
