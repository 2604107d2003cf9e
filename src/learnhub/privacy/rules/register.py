"""The register as lines of text: what became of each request, kept where no backup of the database reaches.

A line is written once and stays; of two about the same request the one that goes further counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, cast, get_args

RequestKind: TypeAlias = Literal["copy", "withdrawal", "person", "home"]

_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """A request as it stands. Codes of the request, of whom it is about, and of a home: never a name."""

    code: str
    kind: RequestKind
    person: str
    home: str
    asked_at: datetime
    due_at: datetime
    undone_at: datetime | None
    done_at: datetime | None

    def goes_beyond(self, other: "Entry | None") -> bool:
        """It says something that the other does not know yet."""
        return other is None or (self.is_closed and not other.is_closed)

    @property
    def is_closed(self) -> bool:
        return self.undone_at is not None or self.done_at is not None


def write_entry(entry: Entry) -> str:
    moments = (entry.asked_at, entry.due_at, entry.undone_at, entry.done_at)
    told = (moment.isoformat() if moment else _NOTHING for moment in moments)
    return " ".join((entry.code, entry.kind, entry.person, entry.home or _NOTHING, *told)) + "\n"


def read_entry(line: str) -> Entry:
    """Raises ValueError."""
    code, kind, person, home, asked, due, undone, done = line.split()
    if kind not in get_args(RequestKind):
        raise ValueError(line)
    return Entry(
        code=code,
        kind=cast(RequestKind, kind),
        person=person,
        home="" if home == _NOTHING else home,
        asked_at=_moment(asked),
        due_at=_moment(due),
        undone_at=_moment(undone) if undone != _NOTHING else None,
        done_at=_moment(done) if done != _NOTHING else None,
    )


def newest(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The last word on each request, in the order in which they were asked."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.goes_beyond(found.get(entry.code)):
            found[entry.code] = entry
    return dict(sorted(found.items(), key=lambda pair: (pair[1].asked_at, pair[0])))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
