"""Rows that others may be writing at the same moment: constraints decide, on either engine."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from learnhub.kit.db import Base

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_new(session: Session, model: type[Base], **values: object) -> bool:
    """Add a row unless a constraint says that it is there. True when this call added it."""
    statement = insert_into(session, model).values(**values).on_conflict_do_nothing()
    return rows_changed(session, statement) == 1


def insert_or_change(
    session: Session,
    model: type[Base],
    *,
    key: Mapping[str, object],
    new: Mapping[str, object],
    changes: Mapping[str, object],
    only_if: ColumnElement[bool] | None = None,
) -> bool:
    """Add the row of `key` with the values `new`, or make `changes` to the one that is there.

    `changes` may be expressions over the row as it stands, so that parallel writers all count. The
    row is locked until the transaction ends. True when a row was added or changed.
    """
    statement = (
        insert_into(session, model)
        .values(**key, **new)
        .on_conflict_do_update(index_elements=list(key), set_=dict(changes), where=only_if)
    )
    return rows_changed(session, statement) == 1


def insert_into(session: Session, model: type[Base]) -> Any:
    """The engine's own INSERT, which knows ON CONFLICT."""
    return _INSERTS[session.get_bind().dialect.name](model.__table__)


def rows_changed(session: Session, statement: Any) -> int:
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)
    return result.rowcount
