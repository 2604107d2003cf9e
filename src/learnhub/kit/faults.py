"""What an author has to mend in a file: all of it at once, each with its line and what to write."""

from collections.abc import Iterator
from dataclasses import dataclass

from learnhub.kit.words import Message


@dataclass(frozen=True, slots=True)
class Fault:
    """`says` tells what is wrong, `mend` what to write instead. Lines count from 1."""

    path: str
    line: int
    says: Message
    mend: Message
    is_warning: bool = False

    def __lt__(self, other: "Fault") -> bool:
        return (self.path, self.line) < (other.path, other.line)


class Faults:
    """Collects faults over all files; iterating gives them by file and line."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: str, line: int, says: str, mend: str, /, **values: object) -> None:
        """Both message ids are filled from the same values."""
        self._found.append(Fault(path, line, Message(says, values), Message(mend, values)))

    def warn(self, path: str, line: int, says: str, mend: str, /, **values: object) -> None:
        """A fault that does not keep the course from being published."""
        self._found.append(Fault(path, line, Message(says, values), Message(mend, values), True))

    def of(self, path: str) -> "FileFaults":
        return FileFaults(path, self)

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self if not fault.is_warning]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self if fault.is_warning]

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(self._found))


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The same collector, for whoever reads one file."""

    path: str
    all: Faults

    def add(self, line: int, says: str, mend: str, /, **values: object) -> None:
        self.all.add(self.path, line, says, mend, **values)
