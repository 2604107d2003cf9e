"""A table is walked through by its keys, some rows in each transaction, and what is over is deleted.

However many rows are over, and however few: nobody who writes waits for a walk through the whole table.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, delete, select, tuple_
from sqlalchemy.orm import Session

from learnhub.kit.db import Base

Key: TypeAlias = tuple[Any, ...]
STEP = 1000  # rows that one transaction looks at


@dataclass(frozen=True, slots=True)
class Step:
    """How many rows went, and behind which key the next transaction goes on; None at the end."""

    gone: int
    after: Key | None


def delete_over(session: Session, model: type[Base], is_over: ColumnElement[bool], *, after: Key) -> Step:
    """Of the next rows behind this key those that are over. Not those that somebody is writing just now."""
    keys = model.__mapper__.primary_key
    key = tuple_(*keys)
    walk = select(*keys).order_by(*keys).limit(STEP)
    seen = session.execute(walk.where(key > after) if after else walk).all()
    if not seen:
        return Step(0, None)
    here = (key >= tuple(seen[0]), key <= tuple(seen[-1]), is_over)
    over = session.execute(select(*keys).where(*here).with_for_update(skip_locked=True)).all()
    if over:
        session.execute(delete(model).where(key.in_([tuple(row) for row in over])))
    return Step(len(over), tuple(seen[-1]))
