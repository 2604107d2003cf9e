"""One row in every table, whatever its columns: what guards need that look at all tables."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, MetaData, Table, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    TypeDecorator,
    TypeEngine,
    Uuid,
)

VALUES: dict[type[TypeEngine[Any]], object] = {
    Boolean: True,
    BigInteger: 1,
    Integer: 1,
    Numeric: 1,
    DateTime: datetime(2026, 11, 21, tzinfo=UTC),
    Date: date(2026, 11, 21),
    LargeBinary: b"x",
    Uuid: UUID(int=1),
    JSON: [],
}
CHOICE = re.compile(r"(\w+) in \('(\w+)'", re.IGNORECASE)


def fill(session: Session, metadata: MetaData) -> None:
    """Adds the least row to every table that is empty; rows it points to come first."""
    for table in metadata.sorted_tables:
        if not session.scalar(select(func.count()).select_from(table)):
            session.execute(table.insert(), _least_row(session, table))


def _least_row(session: Session, table: Table) -> dict[str, Any]:
    choices = {
        found[1]: found[2]
        for check in table.constraints
        if isinstance(check, CheckConstraint) and (found := CHOICE.search(str(check.sqltext)))
    }
    return {
        column.name: _value(session, column, choices)
        for column in table.columns
        if not column.nullable or column.primary_key
    }


def _value(session: Session, column: Column[Any], choices: dict[str, str]) -> Any:
    for key in column.foreign_keys:
        return session.scalar(select(key.column).limit(1))
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    for known, value in VALUES.items():
        if isinstance(kind, known):
            return value
    return choices.get(column.name, "x")
