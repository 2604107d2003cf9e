"""What the model knows of people and homes, and how a step is done and judged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from learnhub.households import rules
from learnhub.kit.db import Database, transaction
from learnhub.kit.errors import Refusal
from tests.conftest import NOW
from tests.factories.courses import MadeCourse

TAKE_BACK = timedelta(days=30)
UNDO = timedelta(days=30)
# The questions of the course that the histories learn (tests/factories/home.py).
CHECKS = (("one", "first-check"), ("one", "second-check"), ("two", "only-check"))


@dataclass
class Stay:
    home: int
    since: datetime
    until: datetime | None = None


class Fact(NamedTuple):
    """What stands in one row of what was learned."""

    kind: str
    lesson_id: int | None
    at: datetime
    detail: dict[str, Any]


@dataclass
class Soul:
    """A person as the model knows them.

    `right` are questions answered rightly: (lesson, check) pairs. `due` is when they are erased for good,
    while that can be taken back; `is_kept`: it was.
    """

    id: int
    code: str
    is_child: bool = False
    guardian: int | None = None
    stays: list[Stay] = field(default_factory=list)
    facts: dict[UUID, Fact] = field(default_factory=dict)
    right: set[tuple[int, str]] = field(default_factory=set)
    attempts: set[UUID] = field(default_factory=set)
    is_withdrawn: bool = False
    due: datetime | None = None
    is_kept: bool = False
    is_erased: bool = False

    @property
    def home(self) -> int | None:
        return self.stays[-1].home if self.stays and self.stays[-1].until is None else None

    @property
    def is_shown(self) -> bool:
        return self.due is None and not self.is_erased

    @property
    def is_here(self) -> bool:
        return self.home is not None and self.is_shown

    @property
    def keeps(self) -> bool:
        """What they learn is kept."""
        return self.is_shown and not self.is_withdrawn

    def home_at(self, moment: datetime) -> int | None:
        for stay in self.stays:
            if stay.since <= moment and (stay.until is None or moment < stay.until):
                return stay.home
        return None


@dataclass
class History:
    """One random history: `chance` decides everything, so its seed repeats it.

    `ending` are homes that are to be erased, and when; `kept` are those that were to be and stay.
    """

    chance: Random
    unit_id: int
    course: MadeCourse
    now: datetime = NOW
    souls: dict[int, Soul] = field(default_factory=dict)
    homes: list[int] = field(default_factory=list)
    ending: dict[int, datetime] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    told: list[str] = field(default_factory=list)
    session: Session = field(init=False)

    @contextmanager
    def writes(self, database: Database) -> Iterator[None]:
        """A part of the history in one transaction."""
        with transaction(database) as self.session:
            yield

    def wait(self) -> None:
        self.now += timedelta(minutes=self.chance.choice((1, 7, 600, 5000)), microseconds=1)

    @property
    def is_anybody_home(self) -> bool:
        return any(soul.is_here for soul in self.souls.values())

    def everybody(self, home: int | None) -> list[Soul]:
        """Also those who wait to be erased: they have their place until that day."""
        return [soul for soul in self.souls.values() if soul.home == home] if home else []

    def members(self, home: int | None) -> list[Soul]:
        return [soul for soul in self.everybody(home) if soul.is_shown]

    def adults(self, home: int | None) -> list[Soul]:
        return [soul for soul in self.members(home) if not soul.is_child]

    def children_of(self, soul: Soul) -> list[Soul]:
        return [child for child in self.members(soul.home) if child.guardian == soul.id]

    def has_place(self, home: int | None, count: int = 1) -> bool:
        return len(self.everybody(home)) + count <= rules.HOME_SIZE

    def anybody(self) -> Soul:
        return self.chance.choice(list(self.souls.values()))

    def some(self, fits: Callable[[Soul], bool]) -> list[Soul]:
        return [soul for soul in self.souls.values() if fits(soul)]

    def somebody_at_home(self) -> Soul:
        return self.chance.choice(self.some(lambda soul: soul.is_here))

    def one_of(self, souls: list[Soul]) -> Soul:
        """Of these, or of all at home when there are none."""
        return self.chance.choice(souls) if souls else self.somebody_at_home()

    def a_lesson(self) -> int:
        return self.chance.choice(list(self.course.lessons.values()))

    def a_check(self) -> tuple[int, str]:
        """One of the questions of the course, with its lesson."""
        lesson, check = self.chance.choice(CHECKS)
        return self.course.lessons[lesson], check

    def enter(self, soul: Soul, home: int) -> None:
        soul.stays.append(Stay(home, self.now))

    def end(self, soul: Soul) -> None:
        soul.stays[-1].until = self.now

    def tell(self, what: str, is_allowed: bool, verb: Callable[..., Any], **values: Any) -> Any:
        """Does it, in a savepoint. A verb must refuse exactly what the model does not allow."""
        self.told.append(f"{what}, {'allowed' if is_allowed else 'refused'}")
        done = None
        try:
            with self.session.begin_nested():
                done = verb(self.session, **values, now=self.now)
        except Refusal as refusal:
            if is_allowed:
                raise AssertionError("a step that is allowed was refused") from refusal
            return None
        assert is_allowed, "a step that is not allowed was done"
        return done
