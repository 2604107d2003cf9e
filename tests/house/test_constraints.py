"""docs/rules.md, R-71: what there may be only once is said in the database, not in code alone."""

from collections.abc import Mapping

from sqlalchemy import Inspector, inspect

from learnhub.kit.db import Database

# What must not be there twice → its table and the columns that name it: by a unique constraint, a primary
# key, or a unique index over the rows that are open.
ONCE: Mapping[str, tuple[str, set[str]]] = {
    "an account of a person": ("accounts", {"person_id"}),
    "an account of a sign-in name": ("accounts", {"login"}),
    "a session of a token": ("phone_sessions", {"token_hash"}),
    "a person of a form that was sent": ("people", {"code"}),
    "a home at a time": ("memberships", {"person_id"}),
    "a card of a home": ("household_cards", {"household_id"}),
    "a code of a home": ("household_cards", {"code"}),
    "a card of a person": ("person_cards", {"person_id"}),
    "wrong codes of an hour": ("wrong_codes", {"kind", "hour"}),
    "an open attempt": ("attempts", {"person_id", "course_id", "quiz_key"}),
    "an answer at its turn": ("responses", {"attempt_id", "number", "sequence"}),
    "an answer of a form that was sent": ("responses", {"attempt_id", "id"}),
    "a learning event": ("learning_events", {"person_id", "id"}),
    "a finished lesson": ("lesson_completions", {"person_id", "lesson_id"}),
    "a completed course": ("course_completions", {"person_id", "course_id"}),
    "a certificate": ("certificates", {"person_id", "course_id", "version_id"}),
    "a certificate's token": ("certificates", {"token"}),
    "a certificate's code": ("certificates", {"code"}),
    "a revocation": ("revocations", {"certificate_id"}),
    "a certificate of a home": ("household_certificates", {"household_id", "programme_id"}),
    "a home's certificate's token": ("household_certificates", {"token"}),
    "a home's certificate's code": ("household_certificates", {"code"}),
    "a home's revocation": ("household_revocations", {"certificate_id"}),
    "a lesson told of": ("shared_lessons", {"person_id", "id"}),
    "a version of a course": ("course_versions", {"course_id", "number"}),
    "the version that is taught": ("current_versions", {"course_id"}),
    "a unit": ("units", {"code"}),
}


def unique_sets(inspector: Inspector, table: str) -> list[set[str]]:
    """Every set of columns of which the database allows each value once."""
    found = [inspector.get_pk_constraint(table)["constrained_columns"]]
    found += [one["column_names"] for one in inspector.get_unique_constraints(table)]
    found += [one["column_names"] for one in inspector.get_indexes(table) if one["unique"]]
    return [{str(name) for name in columns} for columns in found]


def test_what_may_be_there_once_is_said_in_the_database(database: Database):
    known = inspect(database.write_engine)
    missing = [fact for fact, (table, columns) in ONCE.items() if columns not in unique_sets(known, table)]
    assert missing == []
    assert {"name"} not in unique_sets(known, "people"), "what is not said is seen"
