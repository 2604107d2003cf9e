"""The rule of a quiz: how much is asked, what passes, how often, and what is shown afterwards."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

Review: TypeAlias = Literal["after-pass", "always", "never"]

# The key of the practice of a course, beside the keys of its tests.
PRACTICE_KEY = "practice"
EVERYBODY = "household"
DAY = timedelta(hours=24)
_AUDIENCES = {
    "volunteer": "volunteer",
    "official": "official",
    "trainer": "official",
    "admin": "official",
}


@dataclass(frozen=True, slots=True)
class DrawLine:
    """How many questions of a lesson each audience is asked; no difficulty means any."""

    lesson: str
    items: Mapping[str, int]
    difficulty: tuple[int, ...] = ()

    def count_for(self, audience: str) -> int:
        return self.items.get(audience, 0)


@dataclass(frozen=True, slots=True)
class AttemptRule:
    """What binds one attempt: copied into it when it starts, so that later edits change nothing."""

    pass_percent: int
    review: Review
    attempts_per_day: int | None
    wait_minutes: int

    def right_needed(self, total: int) -> int:
        """How many of `total` right answers reach the pass mark: what a page says instead of percent."""
        return math.ceil(self.pass_percent * total / 100)

    def to_json(self) -> dict[str, Any]:
        return {
            "pass_percent": self.pass_percent,
            "review": self.review,
            "attempts_per_day": self.attempts_per_day,
            "wait_minutes": self.wait_minutes,
        }

    @classmethod
    def from_json(cls, rule: Mapping[str, Any]) -> "AttemptRule":
        return cls(
            pass_percent=rule["pass_percent"],
            review=rule["review"],
            attempts_per_day=rule["attempts_per_day"],
            wait_minutes=rule["wait_minutes"],
        )


@dataclass(frozen=True, slots=True)
class QuizRules:
    """The rules of a test or of practice as published; `to_json` is the column `quizzes.rules`.

    Maps go by audience. No entry in `attempts_per_day` means no limit. `must_pass` lists ideas, each
    of them a list of "lesson/question".
    """

    draw: tuple[DrawLine, ...]
    pass_percent: Mapping[str, int] = field(default_factory=dict)
    attempts_per_day: Mapping[str, int] = field(default_factory=dict)
    wait_minutes: int = 0
    review: Review = "after-pass"
    must_pass: tuple[tuple[str, ...], ...] = ()

    def audience_named(self, audience: str) -> str:
        """The audience whose figures hold: its own where the rule names it, else the household's."""
        named = {name for line in self.draw for name in line.items}
        if audience in named:
            return audience
        return EVERYBODY if EVERYBODY in named or not named else min(named)

    def in_force(self, audience: str) -> AttemptRule:
        name = self.audience_named(audience)
        return AttemptRule(
            pass_percent=self.pass_percent.get(name, 0),
            review=self.review,
            attempts_per_day=self.attempts_per_day.get(name),
            wait_minutes=self.wait_minutes,
        )

    def question_count(self, audience: str) -> int:
        """At least: a must-pass question of a lesson without room comes on top."""
        name = self.audience_named(audience)
        return sum(line.count_for(name) for line in self.draw)

    def as_practice(self) -> "QuizRules":
        """The same draw as a household's, for everybody, without limits and must-pass questions."""
        name = self.audience_named(EVERYBODY)
        return QuizRules(
            draw=tuple(
                DrawLine(line.lesson, {EVERYBODY: line.count_for(name)}, line.difficulty)
                for line in self.draw
            ),
            review="always",
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "pass_percent": dict(self.pass_percent),
            "attempts_per_day": dict(self.attempts_per_day),
            "wait_minutes": self.wait_minutes,
            "review": self.review,
            "draw": [
                {
                    "lesson": line.lesson,
                    "items": dict(line.items),
                    "difficulty": list(line.difficulty),
                }
                for line in self.draw
            ],
            "must_pass": [list(group) for group in self.must_pass],
        }

    @classmethod
    def from_json(cls, rules: Mapping[str, Any]) -> "QuizRules":
        return cls(
            draw=tuple(
                DrawLine(line["lesson"], line["items"], tuple(line.get("difficulty", ())))
                for line in rules["draw"]
            ),
            pass_percent=rules["pass_percent"],
            attempts_per_day=rules["attempts_per_day"],
            wait_minutes=rules["wait_minutes"],
            review=rules["review"],
            must_pass=tuple(tuple(group) for group in rules["must_pass"]),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person may see of a closed attempt, beside their own answers and the total."""

    marks: bool
    feedback: bool
    right_answers: bool


def audience_of(role: str) -> str:
    """A viewer's role → the audience whose rule holds."""
    return _AUDIENCES.get(role, EVERYBODY)


def shown(review: Review, *, is_passed: bool, is_test_open: bool) -> Shown:
    """The review policy, at every door.

    While a test of the course is open nothing is shown that could help in it.
    Source: docs/rules.md, Q6, R-03.
    """
    if is_test_open:
        return Shown(marks=False, feedback=False, right_answers=False)
    is_open = review == "always" or (review == "after-pass" and is_passed)
    return Shown(marks=True, feedback=review != "never", right_answers=is_open)


def next_try_at(
    rule: AttemptRule, starts: Sequence[datetime], last_submitted_at: datetime | None, now: datetime
) -> datetime | None:
    """When the next attempt may start; None when it may start now.

    `starts` are the moments at which earlier attempts began. The day is any 24 hours.
    Source: docs/rules.md, Q4.
    """
    moments = []
    if rule.attempts_per_day is not None:
        recent = _recent(starts, now)
        if len(recent) >= rule.attempts_per_day:
            moments.append(recent[-rule.attempts_per_day] + DAY)
    if last_submitted_at is not None:
        moments.append(last_submitted_at + timedelta(minutes=rule.wait_minutes))
    return max((moment for moment in moments if moment > now), default=None)


def tries_left(rule: AttemptRule, starts: Sequence[datetime], now: datetime) -> int | None:
    """How many attempts may still start within 24 hours; None without a limit."""
    if rule.attempts_per_day is None:
        return None
    return max(0, rule.attempts_per_day - len(_recent(starts, now)))


def _recent(starts: Sequence[datetime], now: datetime) -> list[datetime]:
    return sorted(start for start in starts if start > now - DAY)
