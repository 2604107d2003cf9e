"""Counts what a page asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass
class Statements:
    """What was sent, in order."""

    sent: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.sent)


@contextmanager
def counted(*sources: Engine | Connection) -> Iterator[Statements]:
    """Every statement sent through these engines or connections, but for `NOT_COUNTED`."""
    statements = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            statements.sent.append(statement)

    for source in sources:
        event.listen(source, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for source in sources:
            event.remove(source, "before_cursor_execute", note)
