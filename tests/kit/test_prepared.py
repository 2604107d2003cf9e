"""A prepared statement gives what the plain one gives, in SQLAlchemy's results and errors."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Select, Uuid, bindparam, column, func, literal, select, table
from sqlalchemy.exc import DBAPIError

from learnhub.kit.db import Database, Json, UtcDateTime, reads, transaction
from learnhub.kit.prepared import prepared
from tests.statements import counted

MOMENT = datetime(2026, 11, 22, 6, 30, 15, 123456, tzinfo=UTC)
VALUES = {"at": MOMENT, "id": uuid4(), "facts": {"tên": ["Hương", 1, None]}, "name": "50 % 'đ'"}


def question() -> Select:
    return select(
        bindparam("at", type_=UtcDateTime()).label("at"),
        bindparam("id", type_=Uuid()).label("id"),
        bindparam("facts", type_=Json).label("facts"),
        bindparam("name", type_=column("name").type).label("name"),
        func.coalesce(None, literal("a % sign")).label("fixed"),
    )


def test_it_answers_like_the_plain_statement(database: Database):
    plain, quick = question(), prepared(question())
    with reads(database) as connection:
        expected = connection.execute(plain, VALUES).mappings().one()
        found = connection.execute(quick, VALUES).mappings().one()
        assert dict(found) == dict(expected)
        assert (found["at"], found["facts"]) == (MOMENT, VALUES["facts"])
        assert connection.execute(quick, VALUES).one().fixed == "a % sign"
        assert connection.execute(quick, {**VALUES, "name": "another"}).one().name == "another"


def test_it_goes_without_the_work_around_a_call(database: Database, monkeypatch: pytest.MonkeyPatch):
    quick = prepared(question())
    with reads(database) as connection:
        monkeypatch.setattr("sqlalchemy.Connection.execute", None)
        assert connection.execute(quick, VALUES).one().id == VALUES["id"]


def test_what_the_database_refuses_is_said_by_sqlalchemy(database: Database):
    nowhere = prepared(select(column("name")).select_from(table("nowhere")))
    with reads(database) as connection, pytest.raises(DBAPIError):
        connection.execute(nowhere)


def test_in_a_transaction_too(database: Database, monkeypatch: pytest.MonkeyPatch):
    """There nothing can be asked a second time, and who did the asking must know what was wrong."""
    quick = prepared(question())
    nowhere = prepared(select(column("name")).select_from(table("nowhere")))
    with transaction(database) as session:
        connection = session.connection()
        monkeypatch.setattr("sqlalchemy.Connection.execute", None)
        assert connection.execute(quick, VALUES).one().id == VALUES["id"]
        with pytest.raises(DBAPIError) as caught:
            connection.execute(nowhere)
    assert "nowhere" in str(caught.value.orig)


def test_whoever_counts_statements_hears_of_it(database: Database):
    quick = prepared(question())
    with counted(database.read_engine) as statements, reads(database) as connection:
        connection.execute(quick, VALUES)
    assert statements.count == 1


def test_a_list_of_values_cannot_be_prepared(database: Database):
    some = prepared(select(literal(1)).where(column("id").in_(bindparam("ids", expanding=True))))
    with reads(database) as connection, pytest.raises(ValueError, match="do not prepare"):
        connection.execute(some, {"ids": [1]})
