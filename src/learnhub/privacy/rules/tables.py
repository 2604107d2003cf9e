"""How a table stands in the inventory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypeAlias

# name      who somebody is        learning  what was learned, when, with whom
# secret    opens something        technical points to other rows, says when a row was made
Kind: TypeAlias = Literal["name", "learning", "secret", "technical"]
# deleted   with its row           blanked   the row stays, this is emptied
# kept      by the table's reason
Erasing: TypeAlias = Literal["deleted", "blanked", "kept"]
Theme: TypeAlias = Literal["person", "home", "learning", "tests", "certificates", "phones", "requests"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that are treated alike; `names` are divided by spaces."""

    kind: Kind
    erasing: Erasing
    names: str
    is_copied: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`owner` is the column that names the person, or that of a table which does: "attempt_id attempts".

    A table without an owner belongs to a home; its people are shown it on the home's own page.
    `period` stands in the words of `until`: how long a row stays that is over, and is then deleted.
    """

    purpose: str
    until: str
    theme: Theme
    columns: tuple[Columns, ...]
    owner: str = ""
    kept_because: str = ""
    period: timedelta | None = None

    def names(self) -> Iterator[str]:
        for group in self.columns:
            yield from group.names.split()

    def copied(self) -> Iterator[str]:
        for group in self.columns:
            if group.is_copied:
                yield from group.names.split()


FOREVER = "as long as the person has a learning record"
COUNTS = "the counts of homes and wards stay, without a name"
