"""What the summaries must say, worked out again from the bare facts.

Shares no code with the keeping: plain Python over plain records, so that each finds the faults of
the other. Nothing here depends on the order in which facts arrived.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Finish:
    """A lesson was finished; the same lesson may be finished again."""

    person_id: int
    course_id: int
    version_id: int
    lesson_id: int
    lesson_key: str
    occurred_at: datetime
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class Grading:
    """A test was graded."""

    course_id: int
    quiz_key: str
    is_passed: bool
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A check-yourself question was answered."""

    person_id: int
    lesson_id: int
    check_key: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class CourseRule:
    """What completes a course: its lessons finished and its tests passed, by their keys."""

    lessons: frozenset[str]
    tests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """A completion that was decided, with the rule as it was copied then."""

    rule: CourseRule
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """A person belongs to a home from a moment until, not including, another."""

    person_id: int
    since_at: datetime
    until_at: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.since_at <= moment and (self.until_at is None or moment < self.until_at)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that is known of one person. `taught` is the rule in force, by course."""

    finishes: tuple[Finish, ...]
    gradings: tuple[Grading, ...]
    taught: Mapping[int, CourseRule]
    decisions: Mapping[int, Decision]
    answers: tuple[Answer, ...] = ()

    @property
    def counted(self) -> tuple[Finish | Grading, ...]:
        return (*self.finishes, *self.gradings)


@dataclass(frozen=True, slots=True)
class LessonSummary:
    course_id: int
    version_id: int = field(compare=False)  # of two facts at one moment either may have been first
    finished_at: datetime
    is_together: bool = False


@dataclass(frozen=True, slots=True)
class CourseSummary:
    finished_lessons: int
    last_lesson_id: int | None
    last_at: datetime
    test_passed_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The row of a question that was answered rightly: it says nothing more."""


@dataclass(frozen=True, slots=True)
class MemberSummary:
    finished_lessons: int
    completed_courses: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class HouseholdSummary:
    finished_lessons: int
    together_lessons: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PersonSummaries:
    """Lessons and courses by their ids. `completed` are the courses whose completion is decided.

    `checks` are the questions answered rightly, by lesson and key.
    """

    lessons: Mapping[int, LessonSummary]
    courses: Mapping[int, CourseSummary]
    member: MemberSummary | None
    completed: frozenset[int]
    checks: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that does not say what the facts say. None stands for a row that is not there."""

    table: str
    key: Mapping[str, int | str]
    kept: object
    expected: object

    def __str__(self) -> str:
        key = " ".join(f"{name}={value}" for name, value in self.key.items())
        kept, expected = (self.kept or "no row"), (self.expected or "no row")
        return f"{self.table} {key}: kept {kept}, recomputed {expected}"


def summaries_of(facts: PersonFacts) -> PersonSummaries:
    """What must be kept of one person. A decision that its rule does not bear counts nowhere."""
    lessons = {
        finish.lesson_id: LessonSummary(
            finish.course_id, finish.version_id, finish.occurred_at, finish.is_together
        )
        for finish in _first_finishes(facts.finishes)
    }
    earned = {
        course_id: decision.completed_at
        for course_id, decision in facts.decisions.items()
        if _is_met(facts, course_id, decision.rule)
    }
    due = {course_id for course_id, rule in facts.taught.items() if _is_met(facts, course_id, rule)}
    course_ids = {fact.course_id for fact in facts.counted}
    return PersonSummaries(
        lessons=lessons,
        courses={course_id: _course(facts, course_id, earned.get(course_id)) for course_id in course_ids},
        member=_member(facts, len(lessons), len(earned)),
        completed=frozenset(earned.keys() | due),
        checks=frozenset((answer.lesson_id, answer.check_key) for answer in facts.answers if answer.is_right),
    )


def household_summary(stays: Iterable[Stay], finishes: Iterable[Finish]) -> HouseholdSummary | None:
    """What must be kept of one home: a lesson counts in the home where it was first finished.

    `finishes` are all of its present and former members, also those of other homes. None: nobody
    finished anything while they belonged to it.
    """
    stays, finishes = tuple(stays), tuple(finishes)

    def is_here(person_id: int, moment: datetime) -> bool:
        return any(stay.person_id == person_id and stay.holds(moment) for stay in stays)

    moments = [finish.occurred_at for finish in finishes if is_here(finish.person_id, finish.occurred_at)]
    firsts = [first for first in _first_finishes(finishes) if is_here(first.person_id, first.occurred_at)]
    together = sum(first.is_together for first in firsts)
    return HouseholdSummary(len(firsts), together, max(moments)) if moments else None


def person_differences(
    person_id: int, kept: PersonSummaries, expected: PersonSummaries
) -> Iterator[Difference]:
    """Row by row, table by table."""
    person = {"person_id": person_id}
    yield from _compare("lesson_completions", person, "lesson_id", kept.lessons, expected.lessons)
    yield from _compare("course_progress", person, "course_id", kept.courses, expected.courses)
    if kept.member != expected.member:
        yield Difference("member_progress", person, kept.member, expected.member)
    yield from _compare(
        "course_completions",
        person,
        "course_id",
        dict.fromkeys(kept.completed, "completed"),
        dict.fromkeys(expected.completed, "completed"),
    )
    for lesson_id, check_key in sorted(kept.checks ^ expected.checks):
        key: dict[str, int | str] = {**person, "lesson_id": lesson_id, "check_key": check_key}
        pair = (lesson_id, check_key)
        yield Difference(
            "lesson_checks",
            key,
            CheckSummary() if pair in kept.checks else None,
            CheckSummary() if pair in expected.checks else None,
        )


def _compare(
    table: str,
    person: Mapping[str, int],
    name: str,
    kept: Mapping[int, object],
    expected: Mapping[int, object],
) -> Iterator[Difference]:
    for number in sorted(kept.keys() | expected.keys()):
        if kept.get(number) != expected.get(number):
            key = {**person, name: number}
            yield Difference(table, key, kept.get(number), expected.get(number))


def _first_finishes(finishes: Iterable[Finish]) -> Iterable[Finish]:
    """Of two at one moment, that of learning together."""
    firsts: dict[tuple[int, int], Finish] = {}
    for finish in sorted(finishes, key=lambda fact: (fact.occurred_at, not fact.is_together)):
        firsts.setdefault((finish.person_id, finish.lesson_id), finish)
    return firsts.values()


def _is_met(facts: PersonFacts, course_id: int, rule: CourseRule) -> bool:
    finished = {fact.lesson_key for fact in facts.finishes if fact.course_id == course_id}
    passed = {fact.quiz_key for fact in facts.gradings if fact.course_id == course_id and fact.is_passed}
    return rule.lessons <= finished and rule.tests <= passed


def _course(facts: PersonFacts, course_id: int, completed_at: datetime | None) -> CourseSummary:
    """The latest lesson says when the course was last learned; before any, the latest test."""
    finishes = [fact for fact in facts.finishes if fact.course_id == course_id]
    gradings = [fact for fact in facts.gradings if fact.course_id == course_id]
    latest = max(finishes, key=lambda fact: (fact.occurred_at, fact.lesson_id), default=None)
    passed = (fact.occurred_at for fact in gradings if fact.is_passed)
    return CourseSummary(
        finished_lessons=len({fact.lesson_id for fact in finishes}),
        last_lesson_id=latest.lesson_id if latest else None,
        last_at=latest.occurred_at if latest else max(fact.occurred_at for fact in gradings),
        test_passed_at=min(passed, default=None),
        completed_at=completed_at,
    )


def _member(facts: PersonFacts, finished_lessons: int, completed_courses: int) -> MemberSummary | None:
    moments = [fact.occurred_at for fact in facts.counted]
    if not moments:
        return None
    return MemberSummary(finished_lessons, completed_courses, max(moments))


# What a home covers of the programme that is meant for homes.


@dataclass(frozen=True, slots=True)
class Wanted:
    """An outcome as it is judged: lessons by course and key, learned by "someone" or by "every-adult"."""

    who: str
    lessons: frozenset[tuple[int, str]]


def is_reached(
    wanted: Wanted, learned: Mapping[int, Collection[tuple[int, str]]], adults: Collection[int]
) -> bool:
    """`learned`: of each person of the home the lessons that they cover, by course and key.

    Source: docs/rules.md, H51 (who must have learned what). A home without adults covers nothing that
    every adult must have learned.
    """
    if wanted.who == "someone":
        return any(wanted.lessons <= set(lessons) for lessons in learned.values())
    return bool(adults) and all(wanted.lessons <= set(learned.get(adult, ())) for adult in adults)


def learned_lessons(
    stays: Iterable[Stay],
    finishes: Iterable[Finish],
    answers: Iterable[Answer],
    asked: Mapping[int, Collection[str]],
    now: datetime,
) -> dict[int, set[tuple[int, str]]]:
    """Of everybody who belongs to the home now: the lessons that they cover, from the bare facts.

    `asked` are the check-yourself questions of each lesson, by their keys; a lesson without any is
    covered when it is finished.
    Source: docs/rules.md, H50.
    """
    right = {(one.person_id, one.lesson_id, one.check_key) for one in answers if one.is_right}
    learned: dict[int, set[tuple[int, str]]] = {stay.person_id: set() for stay in stays if stay.holds(now)}
    for finish in finishes:
        keys = asked.get(finish.lesson_id, ())
        if finish.person_id in learned and all(
            (finish.person_id, finish.lesson_id, key) in right for key in keys
        ):
            learned[finish.person_id].add((finish.course_id, finish.lesson_key))
    return learned


def month_of(now: datetime, time_zone: str) -> tuple[datetime, datetime]:
    """The calendar month of a moment, from its first moment until that of the next, in a time zone."""
    first = now.astimezone(ZoneInfo(time_zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    # Day 1 and 31 days is always a day of the next month.
    return first, (first + timedelta(days=31)).replace(day=1)
