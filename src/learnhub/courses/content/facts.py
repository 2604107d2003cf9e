"""Facts in TOML, asked for one by one: a wrong one and one that nobody asked for are faults."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from learnhub.courses.content.examples import EXAMPLES
from learnhub.kit.faults import FileFaults
from learnhub.kit.markdown import is_key
from learnhub.kit.words import N_

T = TypeVar("T")

_LIKE_THIS = N_("Write it like this: %(example)s")
_HEADER = re.compile(r"\s*\[")
_LINE_IN_ERROR = re.compile(r"at line (\d+)")


class Facts:
    """One table of a TOML file. `line` is where it begins; a fact without a fault is what is asked.

    A missing or wrong fact is a fault and comes back as an empty or lowest value, so that the
    reading goes on and finds the other faults.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        lines: list[str],
        start: int,
        end: int,
        faults: FileFaults,
    ) -> None:
        self.values = values
        self.line = start + 1
        self.faults = faults
        self._lines = lines
        self._start = start
        self._end = end
        self._asked: set[str] = set()

    def text(self, name: str, among: Collection[str] = (), default: str | None = None) -> str:
        """A word; with `among` one of these, without it an id."""
        value = self._take(name, str, default, "")
        is_right = value in among if among else is_key(value)
        if isinstance(self.values.get(name), str) and not is_right:
            self.refuse(name, value, among)
        return value

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self._take(name, str, None, "")
        if isinstance(self.values.get(name), str) and not pattern.fullmatch(value):
            self._refuse_form(name)
        return value

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self._take(name, int, default, least)
        if not least <= value <= most:
            self.fault(
                name,
                N_("“%(name)s” is %(value)s, but has to be from %(least)s to %(most)s."),
                value=value,
                least=least,
                most=most,
            )
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        return self._take(name, bool, default, False)

    def day(self, name: str) -> date:
        return self._take(name, date, None, date.min)

    def texts(self, name: str, *, is_optional: bool = False) -> tuple[str, ...]:
        return self._several(name, str, is_optional)

    def numbers(self, name: str, *, is_optional: bool = False) -> tuple[int, ...]:
        return self._several(name, int, is_optional)

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of words; without it none."""
        found = self._several(name, list, is_optional=True)
        if not all(isinstance(word, str) for group in found for word in group):
            self._refuse_form(name)
            return ()
        return tuple(tuple(group) for group in found)

    def counts(
        self, name: str, among: Collection[str], least: int, most: int, *, is_optional: bool = False
    ) -> dict[str, int]:
        """Whole numbers by audience."""
        found = self._take(name, dict, {} if is_optional else None, {})
        right = {
            key: value
            for key, value in found.items()
            if key in among and type(value) is int and least <= value <= most
        }
        if len(right) < len(found):
            self.fault(
                name,
                N_("“%(name)s” takes numbers from %(least)s to %(most)s for: %(among)s."),
                least=least,
                most=most,
                among=", ".join(among),
            )
        return right

    def tables(self, name: str, *, is_optional: bool = True) -> tuple["Facts", ...]:
        """A list of tables, whether written as [[name]] or inside brackets."""
        found = self._several(name, dict, is_optional)
        starts = list(self._headers(rf"\[\[\s*{name}\s*\]\]")) or list(self._openings(name))
        starts = (starts + [self._start] * len(found))[: len(found)]
        ends = [*starts[1:], self._end]
        return tuple(map(self._inner, found, starts, ends))

    def named_tables(self, name: str) -> dict[str, "Facts"]:
        """Tables by their name, written as [name.key]."""
        found = self._take(name, dict, {}, {})
        tables = {}
        for key, value in found.items():
            start = next(self._headers(rf'\[\s*{name}\s*\.\s*"?{re.escape(key)}"?\s*\]'), 0)
            if isinstance(value, dict):
                tables[key] = self._inner(value, start, self._end)
            else:
                self._refuse_form(name)
        return tables

    def close(self) -> None:
        """Every fact that nobody asked for is a fault."""
        for name in self.values:
            if name not in self._asked:
                self.fault(
                    name,
                    N_("“%(name)s” is not known here."),
                    N_("Take it out, or write one of: %(known)s"),
                    known=", ".join(sorted(self._asked)),
                )

    def fault(self, name: str, says: str, mend: str = _LIKE_THIS, /, **values: object) -> None:
        """A fault of the fact with this name, on its line or that of the word `value` in it."""
        example = f"{name} = {EXAMPLES.get(name, '')}"
        line = self.line_of(name, values.get("value"))
        self.faults.add(line, says, mend, name=name, example=example, **values)

    def refuse(self, name: str, value: str, among: Collection[str] = ()) -> None:
        """A word that is not one of those allowed, or not an id."""
        if among:
            self.fault(
                name,
                N_("“%(name)s” holds “%(value)s”, which is not known."),
                N_("Write one of: %(among)s"),
                value=value,
                among=", ".join(among),
            )
        else:
            self.fault(
                name,
                N_("“%(name)s” holds “%(value)s”, which is not an id."),
                N_("An id has 2 to 40 letters a to z, digits and hyphens, beginning with a letter."),
                value=value,
            )

    def line_of(self, name: str, word: object = None) -> int:
        """The line on which a fact of this table stands; the table's own if it is not there."""
        start = next(self._places(name), self._start)
        with_word = (n for n in range(start, self._end) if f'"{word}"' in self._lines[n])
        return next(with_word, start) + 1

    def _places(self, name: str) -> Iterator[int]:
        """Lines where the fact is set, then lines that are its header."""
        fact = re.compile(rf'(?:^|[{{,])\s*"?{re.escape(name)}"?\s*[=.]')
        for number in range(self._start, self._end):
            if fact.search(self._lines[number]):
                yield number
        yield from self._headers(rf'\[+\s*"?{re.escape(name)}"?\s*[\].]')

    def _take(self, name: str, kind: type[T], default: T | None, empty: T) -> T:
        self._asked.add(name)
        if name not in self.values:
            if default is None:
                self.fault(name, N_("“%(name)s” is missing."))
            return empty if default is None else default
        value = self.values[name]
        if not _is_a(value, kind):
            self._refuse_form(name)
            return empty
        return value  # type: ignore[return-value]

    def _several(self, name: str, kind: type[T], is_optional: bool) -> tuple[T, ...]:
        found = self._take(name, list, [] if is_optional else None, [])
        if not all(_is_a(value, kind) for value in found):
            self._refuse_form(name)
            return ()
        return tuple(found)

    def _refuse_form(self, name: str) -> None:
        self.fault(name, N_("“%(name)s” is not written as it has to be."))

    def _headers(self, pattern: str) -> Iterator[int]:
        header = re.compile(rf"\s*{pattern}")
        return (n for n in range(self._start, self._end) if header.match(self._lines[n]))

    def _openings(self, name: str) -> Iterator[int]:
        """The lines on which the tables inside a bracketed list begin."""
        depth = 0
        for number in range(self.line_of(name) - 1, self._end):
            for letter in self._lines[number]:
                if letter == "{" and depth == 0:
                    yield number
                depth += (letter == "{") - (letter == "}")

    def _next_header(self, start: int) -> int:
        lines = (n for n in range(start, self._end) if _HEADER.match(self._lines[n]))
        return next(lines, self._end)

    def _inner(self, values: Mapping[str, object], start: int, end: int) -> "Facts":
        last = max(start + 1, min(end, self._next_header(start + 1)))
        return Facts(values, self._lines, start, last, self.faults)


def read_facts(text: str, faults: FileFaults) -> Facts | None:
    """The facts of a TOML text; None when it is not TOML."""
    lines = text.split("\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _LINE_IN_ERROR.search(str(error))
        faults.add(
            int(found[1]) if found else len(text.rstrip("\n").split("\n")),
            N_("The facts cannot be read from this line on."),
            N_('Each fact is one line: name = value. Words stand in straight marks: "…".'),
        )
        return None
    return Facts(values, lines, 0, len(lines), faults)


def _is_a(value: object, kind: type[object]) -> bool:
    """Of exactly this kind: yes and no are not numbers, a time is not a day."""
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
