"""What a door is given: the database, the form, the clock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from python_multipart.multipart import parse_options_header
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from starlette.requests import Request

from learnhub.kit import db
from learnhub.kit.errors import Invalid


class Fields(Mapping[str, str]):
    """A submitted form: every field is text, and a missing one is empty text."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._lists: dict[str, list[str]] = {}
        for name, value in pairs:
            self._lists.setdefault(name, []).append(value)

    def __getitem__(self, name: str) -> str:
        return self._lists[name][0] if name in self._lists else ""

    def __contains__(self, name: object) -> bool:
        return name in self._lists

    def all(self, name: str) -> list[str]:
        return self._lists.get(name, [])

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


async def read_form(request: Request) -> Fields:
    """Files are not taken anywhere yet, so only text is kept.

    Raises Invalid: in letters other than those of our pages. Some of them spell what is no text.
    """
    _, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", b"utf-8").lower() != b"utf-8":
        raise Invalid
    form = await request.form(max_fields=200, max_files=0, max_part_size=60_000)
    return Fields([(name, value) for name, value in form.multi_items() if isinstance(value, str)])


# What a door may name beside the parts of its path.
Form: TypeAlias = Fields
Now: TypeAlias = datetime


def system_clock() -> datetime:
    return datetime.now(UTC)


@contextmanager
def reads(request: Request) -> Iterator[Connection]:
    with db.reads(request.app.state.database) as connection:
        yield connection


@contextmanager
def transaction(request: Request) -> Iterator[Session]:
    """Commits before the door makes its reply."""
    with db.transaction(request.app.state.database) as session:
        yield session
