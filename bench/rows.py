"""The rows of the bench world, put in by SQLAlchemy Core, thousands at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, text

from learnhub import tables
from learnhub.accounts.queries import token_hash
from learnhub.kit.ids import uuid7
from learnhub.quizzes.rules import BankItem, Drawn, QuizRules, draw

HOME, DONE = 6, 3
AUDIENCE = "household"


@dataclass(frozen=True, slots=True)
class Taught:
    """The course that everybody learns, as its rows name it: lessons are pairs of id and key."""

    course_id: int
    version_id: int
    lessons: tuple[tuple[int, str], ...]
    quiz_id: int
    quiz_key: str
    rules: QuizRules
    bank: tuple[BankItem, ...]


def last(everybody: int, candidates: int) -> range:
    return range(everybody - candidates + 1, everybody + 1)


def add_people(connection: Connection, everybody: int, now: datetime) -> None:
    homes = range(1, -(-everybody // HOME) + 1)
    born = now - timedelta(days=5)
    _fill(
        connection,
        "units",
        [{"id": 1, "code": "bench", "kind": "commune", "name": "Phường Tương Mai"}],
        parent_id=None,
        help_phone="0900 000 000",
    )
    _fill(
        connection,
        "households",
        [{"id": home, "code": f"home-{home}", "nickname": f"Bà Ba {home}"} for home in homes],
        unit_id=1,
        created_at=born,
    )
    _fill(
        connection,
        "people",
        [
            {"id": person, "code": f"person-{person}", "name": f"Nguyễn Thị Hương {person}"}
            for person in range(1, everybody + 1)
        ],
        print_name=None,
        address_as="ba",
        avatar="rice",
        unit_id=1,
        created_at=born,
    )
    _fill(
        connection,
        "memberships",
        [{"person_id": person, "household_id": _home(person)} for person in range(1, everybody + 1)],
        since_at=born,
        until_at=None,
    )


def _home(person: int) -> int:
    return (person - 1) // HOME + 1


def add_phones(connection: Connection, people: Sequence[int], tokens: Sequence[str], now: datetime) -> None:
    _fill(
        connection,
        "phone_sessions",
        [
            {
                "token_hash": token_hash(token),
                "phone": token[:40],
                "household_id": _home(person),
                "person_id": person,
            }
            for person, token in zip(people, tokens, strict=True)
        ],
        account_id=None,
        created_at=now,
        expires_at=now + timedelta(days=30),
        ended_at=None,
    )


def add_learning(
    connection: Connection, taught: Taught, everybody: int, candidates: int, now: datetime
) -> None:
    """Facts, what follows from them, and the summaries over both."""
    finished_at = now - timedelta(days=1)
    whole = set(last(everybody, candidates))
    counts = {person: len(taught.lessons) if person in whole else DONE for person in range(1, everybody + 1)}
    here = {"course_id": taught.course_id, "version_id": taught.version_id}
    finished = [
        {"person_id": person, "lesson_id": lesson_id, **here}
        for person, count in counts.items()
        for lesson_id, _ in taught.lessons[:count]
    ]
    _fill(
        connection,
        "enrolments",
        [{"person_id": person, **here} for person in counts],
        started_at=finished_at,
    )
    _fill(
        connection,
        "learning_events",
        [{"id": uuid7(now), **row} for row in finished],
        kind="lesson_finished",
        detail={},
        occurred_at=finished_at,
        received_at=finished_at,
    )
    _fill(connection, "lesson_completions", finished, finished_at=finished_at)
    _add_summaries(connection, taught, counts, finished_at)


def _add_summaries(connection: Connection, taught: Taught, counts: dict[int, int], at: datetime) -> None:
    homes: dict[int, int] = {}
    for person, count in counts.items():
        homes[_home(person)] = homes.get(_home(person), 0) + count
    _fill(
        connection,
        "course_progress",
        [
            {
                "person_id": person,
                "finished_lessons": count,
                "last_lesson_id": taught.lessons[count - 1][0],
            }
            for person, count in counts.items()
        ],
        course_id=taught.course_id,
        last_at=at,
        test_passed_at=None,
        completed_at=None,
    )
    _fill(
        connection,
        "member_progress",
        [{"person_id": person, "finished_lessons": count} for person, count in counts.items()],
        completed_courses=0,
        last_at=at,
    )
    _fill(
        connection,
        "household_progress",
        [{"household_id": home, "finished_lessons": count} for home, count in homes.items()],
        last_at=at,
    )


def add_attempts(connection: Connection, taught: Taught, attempts: Sequence[UUID], now: datetime) -> None:
    """One open test for each person, drawn as the site draws it."""
    _fill(
        connection,
        "attempts",
        [
            {"id": attempt, "person_id": person, "seed": person}
            for person, attempt in enumerate(attempts, start=1)
        ],
        course_id=taught.course_id,
        version_id=taught.version_id,
        quiz_id=taught.quiz_id,
        quiz_key=taught.quiz_key,
        kind="test",
        audience=AUDIENCE,
        rules=taught.rules.in_force(AUDIENCE).to_json(),
        started_at=now,
        submitted_at=None,
        receipt=None,
    )
    questions = (
        _question_rows(attempt, draw(taught.rules, taught.bank, seed, audience=AUDIENCE))
        for seed, attempt in enumerate(attempts, start=1)
    )
    _fill(connection, "attempt_questions", [row for rows in questions for row in rows])


def _question_rows(attempt: UUID, questions: Sequence[Drawn]) -> Iterator[dict[str, Any]]:
    for number, question in enumerate(questions, start=1):
        yield {
            "attempt_id": attempt,
            "number": number,
            "item_version_id": question.item_version_id,
            "option_order": list(question.option_order),
            "is_must_pass": question.is_must_pass,
        }


def _fill(connection: Connection, table: str, rows: Sequence[dict[str, Any]], **same: Any) -> None:
    """`same` are the values that every row has."""
    connection.execute(insert(tables.metadata.tables[table]), [row | same for row in rows])


def set_counters(connection: Connection) -> None:
    """PostgreSQL goes on counting after the ids that were given here."""
    if connection.dialect.name != "postgresql":
        return
    for table in ("units", "people", "households"):
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        )
    connection.execute(text("ANALYZE"))
