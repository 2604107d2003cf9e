"""Rows that others may be writing at the same moment: constraints decide, on either engine.

Statements are made once for each engine and kept; only their values change.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learnhub.kit.db import Base

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

# Given the row that would have been added: what to change in the one that is there, and whether to.
Changes: TypeAlias = Callable[[Any], Mapping[str, Any]]
Condition: TypeAlias = Callable[[Any], Any]


def insert_new(session: Session, model: type[Base], **values: object) -> bool:
    """Add a row unless a constraint says that it is there. True when this call added it."""
    return rows_changed(session, _insert_new(_dialect(session), model), values) == 1


def insert_or_change(
    session: Session,
    model: type[Base],
    changes: Changes,
    only_if: Condition | None = None,
    /,
    **values: object,
) -> bool:
    """Add a row, or change the one with its primary key, by expressions over both.

    Parallel writers all count: the row is locked until the transaction ends. `changes` and `only_if`
    are functions of a module, so that the statement can be kept. True when a row was added or changed.
    """
    statement = _insert_or_change(_dialect(session), model, changes, only_if)
    return rows_changed(session, statement, values) == 1


def insert_into(session: Session, model: type[Base]) -> Any:
    """The engine's own INSERT, which knows ON CONFLICT."""
    return _INSERTS[_dialect(session)](model.__table__)


def rows_changed(session: Session, statement: Any, values: Mapping[str, object] | None = None) -> int:
    result = session.execute(statement, values, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)
    return result.rowcount


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _insert_new(dialect: str, model: type[Base]) -> Any:
    return _INSERTS[dialect](model.__table__).on_conflict_do_nothing()


@cache
def _insert_or_change(dialect: str, model: type[Base], changes: Changes, only_if: Condition | None) -> Any:
    statement = _INSERTS[dialect](model.__table__)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=list(model.__mapper__.primary_key),
        set_=changes(new),
        where=only_if(new) if only_if else None,
    )
