"""Random histories of homes: what people do, and in plain Python what must be true afterwards.

A step is one function of `STEPS`: it proposes something that may or may not be allowed, does it through
the site's own verbs, and writes down what follows. Another kind of step is another function.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.households import service
from learnhub.households.rules import HOME_SIZE
from learnhub.kit.errors import Refusal
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from learnhub.quizzes.models import Attempt, Quiz
from tests.conftest import NOW
from tests.factories.courses import MadeCourse
from tests.factories.guests import make_guest
from tests.factories.households import new_member
from tests.factories.progress import hand_in, make_attempt

TAKE_BACK = timedelta(days=30)
# The questions of the course that the histories learn (tests/factories/home.py).
CHECKS = (("one", "first-check"), ("one", "second-check"), ("two", "only-check"))


@dataclass
class Stay:
    home: int
    since: datetime
    until: datetime | None = None


@dataclass
class Soul:
    """A person as the model knows them. `right` are questions answered rightly: (lesson, check) pairs."""

    id: int
    code: str
    is_child: bool = False
    guardian: int | None = None
    stays: list[Stay] = field(default_factory=list)
    facts: dict[UUID, tuple[str, int | None, datetime]] = field(default_factory=dict)
    right: set[tuple[int, str]] = field(default_factory=set)
    attempts: list[UUID] = field(default_factory=list)

    @property
    def home(self) -> int | None:
        return self.stays[-1].home if self.stays and self.stays[-1].until is None else None

    def home_at(self, moment: datetime) -> int | None:
        for stay in self.stays:
            if stay.since <= moment and (stay.until is None or moment < stay.until):
                return stay.home
        return None


@dataclass
class History:
    """One random history: `chance` decides everything, so its seed repeats it."""

    session: Session
    chance: Random
    unit_id: int
    course: MadeCourse
    test: Quiz
    now: datetime = NOW
    souls: dict[int, Soul] = field(default_factory=dict)
    homes: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def step(self) -> None:
        self.now += timedelta(minutes=self.chance.choice((1, 7, 600, 5000)), microseconds=1)
        is_anybody_home = any(soul.home for soul in self.souls.values())
        (self.chance.choice(STEPS) if is_anybody_home else start_home)(self)

    def members(self, home: int | None) -> list[Soul]:
        return [soul for soul in self.souls.values() if soul.home == home] if home else []

    def adults(self, home: int | None) -> list[Soul]:
        return [soul for soul in self.members(home) if not soul.is_child]

    def children_of(self, soul: Soul) -> list[Soul]:
        return [child for child in self.members(soul.home) if child.guardian == soul.id]

    def anybody(self) -> Soul:
        return self.chance.choice(list(self.souls.values()))

    def somebody_at_home(self) -> Soul:
        return self.chance.choice([soul for soul in self.souls.values() if soul.home])

    def one_of(self, souls: list[Soul]) -> Soul:
        """Of these, or of all at home when there are none."""
        return self.chance.choice(souls) if souls else self.somebody_at_home()

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


def start_home(history: History) -> None:
    first = new_member("Ba")
    joined = history.tell(
        "start a home",
        True,
        service.register_household,
        nickname="Nhà",
        unit_id=history.unit_id,
        first=first,
    )
    history.homes.append(joined.household_id)
    soul = history.souls[joined.person_id] = Soul(joined.person_id, first.code)
    history.enter(soul, joined.household_id)


def join(history: History) -> None:
    home, member = history.chance.choice(history.homes), new_member("Tí")
    is_allowed = len(history.members(home)) < HOME_SIZE
    joined = history.tell("join", is_allowed, service.add_member, household_id=home, member=member)
    if joined:
        soul = history.souls[joined.person_id] = Soul(joined.person_id, member.code)
        history.enter(soul, home)


def join_as_child(history: History) -> None:
    home, member = history.chance.choice(history.homes), new_member("Bé")
    guardian = history.one_of(history.adults(home)) if history.chance.random() < 0.8 else history.anybody()
    is_allowed = guardian in history.adults(home) and len(history.members(home)) < HOME_SIZE
    joined = history.tell(
        "add a child",
        is_allowed,
        service.add_child,
        household_id=home,
        member=member,
        guardian_code=guardian.code,
    )
    if joined:
        soul = history.souls[joined.person_id] = Soul(joined.person_id, member.code, True, guardian.id)
        history.enter(soul, home)


def leave(history: History) -> None:
    soul, by = history.somebody_at_home(), history.anybody()
    by = soul if history.chance.random() < 0.7 else by
    is_adult = by in history.adults(soul.home)
    is_allowed = is_adult and not history.children_of(soul)
    history.tell(
        "leave",
        is_allowed,
        service.leave_home,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
    )
    if is_allowed:
        history.end(soul)
        soul.guardian = None


def take_back(history: History) -> None:
    away = [soul for soul in history.souls.values() if not soul.home]
    soul = history.chance.choice(away) if away else history.anybody()
    last, by = soul.stays[-1], history.anybody()
    adults = history.adults(last.home)
    by = history.chance.choice(adults) if adults and history.chance.random() < 0.8 else by
    is_recent = last.until is not None and last.until > history.now - TAKE_BACK
    fits = len(history.members(last.home)) < HOME_SIZE
    is_allowed = by in adults and (soul.home is not None or (is_recent and fits))
    history.tell(
        "take back",
        is_allowed,
        service.take_back,
        household_id=last.home,
        person_code=soul.code,
        by_id=by.id,
    )
    if is_allowed and soul.home is None:
        history.enter(soul, last.home)
        soul.guardian = by.id if soul.is_child else None


def hand_over(history: History) -> None:
    soul, guardian, by = history.somebody_at_home(), history.anybody(), history.anybody()
    adults = history.adults(soul.home)
    is_allowed = by in adults and guardian in adults and guardian is not soul
    history.tell(
        "hand over children",
        is_allowed,
        service.hand_over_children,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
        guardian_code=guardian.code,
    )
    if is_allowed:
        for child in history.children_of(soul):
            child.guardian = guardian.id


def grow_up(history: History) -> None:
    soul = history.somebody_at_home()
    history.tell(
        "grow up",
        True,
        service.grow_up,
        household_id=soul.home,
        person_code=soul.code,
        by_id=soul.id,
    )
    soul.is_child, soul.guardian = False, None


def move(history: History) -> None:
    soul = history.somebody_at_home()
    if history.chance.random() < 0.5:
        soul = history.one_of([each for each in history.souls.values() if each.home and each.is_child])
    others = [each for each in history.souls.values() if each.home != soul.home and not each.is_child]
    host = history.one_of([each for each in others if each.home])
    adults = history.adults(soul.home)
    by = history.chance.choice(adults) if soul.is_child else soul
    code = history.tell(
        "ask for a code",
        not history.children_of(soul),
        service.make_moving_code,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
    )
    if code is None:
        return
    home = host.home
    fits = len(history.members(home)) < HOME_SIZE
    is_allowed = not host.is_child and home != soul.home and fits
    history.tell(
        "move",
        is_allowed,
        service.take_in,
        household_id=home,
        by_id=host.id,
        typed=code,
        guardian_code=host.code,
    )
    if is_allowed and home:
        history.end(soul)
        history.enter(soul, home)
        soul.guardian = host.id if soul.is_child else None


def split(history: History) -> None:
    by = history.somebody_at_home()
    everybody, adults = history.members(by.home), history.adults(by.home)
    going = {soul.id for soul in everybody if not soul.is_child and history.chance.random() < 0.5}
    going |= {soul.id for soul in everybody if soul.guardian in going}
    if history.chance.random() < 0.2:
        going ^= {history.chance.choice(everybody).id}
    sides = {soul.id in going for soul in adults}
    is_apart = any(soul.is_child and (soul.id in going) != (soul.guardian in going) for soul in everybody)
    is_allowed = by in adults and len(sides) == 2 and not is_apart
    home = history.tell(
        "split",
        is_allowed,
        service.split_home,
        household_id=by.home,
        leaving=frozenset(history.souls[number].code for number in going),
        new=service.NewHome(str(uuid7(history.now)), "Nhà mới", history.unit_id),
        by_id=by.id,
    )
    if home:
        history.homes.append(home)
        for number in going:
            history.end(history.souls[number])
            history.enter(history.souls[number], home)


def merge(history: History) -> None:
    asking, host = history.somebody_at_home(), history.somebody_at_home()
    old, home = asking.home, host.home
    code = history.tell(
        "ask for a home's code",
        not asking.is_child,
        service.make_moving_code,
        household_id=old,
        person_code=None,
        by_id=asking.id,
    )
    if code is None:
        return
    fits = len(history.members(old)) + len(history.members(home)) <= HOME_SIZE
    is_allowed = not host.is_child and old != home and fits
    history.tell(
        "merge",
        is_allowed,
        service.take_in,
        household_id=home,
        by_id=host.id,
        typed=code,
        guardian_code="",
    )
    if is_allowed and home and old:
        for soul in history.members(old):
            history.end(soul)
            history.enter(soul, home)
        history.homes.remove(old)


def finish(history: History) -> None:
    """Sometimes what was learned earlier arrives only now."""
    soul, lesson_id = history.anybody(), history.chance.choice(list(history.course.lessons.values()))
    is_late = history.chance.random() < 0.3
    at = NOW + (history.now - NOW) * history.chance.random() if is_late else history.now
    event_id = uuid7(history.now)
    history.tell(
        "finish a lesson",
        True,
        progress.complete_lesson,
        person_id=soul.id,
        course_id=history.course.course_id,
        version_id=history.course.version_id,
        lesson_id=lesson_id,
        event_id=event_id,
        occurred_at=at,
    )
    soul.facts[event_id] = ("lesson_finished", lesson_id, at)


def answer_check(history: History) -> None:
    soul, (lesson_id, check), event_id = history.anybody(), history.a_check(), uuid7(history.now)
    is_right = history.chance.random() < 0.7
    history.tell(
        "answer a check",
        True,
        progress.record_check,
        person_id=soul.id,
        course_id=history.course.course_id,
        version_id=history.course.version_id,
        lesson_id=lesson_id,
        check_key=check,
        is_right=is_right,
        event_id=event_id,
    )
    soul.facts[event_id] = ("check_answered", lesson_id, history.now)
    if is_right:
        soul.right.add((lesson_id, check))


def claim(history: History) -> None:
    """Somebody takes over what was learned on a phone before anybody was named; a second one may not."""
    soul, other = history.anybody(), history.anybody()
    guest = make_guest(history.session, str(uuid7(history.now)), at=history.now)
    lesson_id, at = history.chance.choice(list(history.course.lessons.values())), history.now
    check_lesson, check = history.a_check()
    course = {"course_id": history.course.course_id, "version_id": history.course.version_id}
    finished, answered = uuid7(at), uuid7(at)
    guest_id, nobody = guest.id, guest.person_id
    progress.complete_lesson(
        history.session,
        person_id=nobody,
        **course,
        lesson_id=lesson_id,
        event_id=finished,
        occurred_at=at,
        now=at,
    )
    progress.record_check(
        history.session,
        person_id=nobody,
        **course,
        lesson_id=check_lesson,
        check_key=check,
        is_right=True,
        event_id=answered,
        now=at,
    )
    history.now += timedelta(minutes=1)
    history.tell("claim", True, accounts.claim_guest, guest_id=guest_id, person_id=soul.id)
    history.tell("claim again", other is soul, accounts.claim_guest, guest_id=guest_id, person_id=other.id)
    soul.facts[finished] = ("lesson_finished", lesson_id, at)
    soul.facts[answered] = ("check_answered", check_lesson, at)
    soul.right.add((check_lesson, check))


def take_test(history: History) -> None:
    """Handed in, or still open."""
    soul, is_open = history.anybody(), history.chance.random() < 0.3
    person: Any = soul  # the factories ask for its id only
    has_open = any(not history.session.get_one(Attempt, number).submitted_at for number in soul.attempts)
    history.told.append("take a test")
    if is_open and not has_open:
        soul.attempts.append(make_attempt(history.session, person, history.course, history.test).id)
    elif not is_open:
        made = hand_in(history.session, person, history.course, history.test, at=history.now)
        soul.attempts.append(made)
        soul.facts[made] = ("test_graded", None, history.now)


STEPS: tuple[Callable[[History], None], ...] = (
    *(start_home, join, join, join_as_child, join_as_child, leave, leave, take_back, hand_over, grow_up),
    *(move, move, split, merge, finish, finish, finish, answer_check, answer_check, take_test, claim),
)
