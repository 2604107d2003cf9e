"""Which questions somebody is asked, and in which order their options stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from learnhub.quizzes.rules.policy import QuizRules

# These two stand as they are written: true before false, and a field to type into.
_UNSHUFFLED = frozenset({"true-false", "text"})


@dataclass(frozen=True, slots=True)
class BankItem:
    """A question that may be drawn. `option_count` counts options, steps or rows."""

    item_version_id: int
    lesson: str
    key: str
    type: str
    difficulty: int
    option_count: int

    @property
    def name(self) -> str:
        return f"{self.lesson}/{self.key}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn question. `option_order[place]` is the authored number of what is shown there."""

    item_version_id: int
    option_order: tuple[int, ...]
    is_must_pass: bool


def draw(rules: QuizRules, bank: Sequence[BankItem], seed: int, *, audience: str) -> tuple[Drawn, ...]:
    """The questions of one attempt in the order in which they are asked; the same for the same seed.

    No right answer is known here, so neither the choice nor any order can depend on it.
    Source: docs/rules.md, Q2 (must-pass questions), Q3 (draw), R-01.
    """
    chance = Random(seed)
    in_order = sorted(bank, key=lambda item: item.name)
    musts = list(_must_pass_items(rules, in_order, chance, audience))
    chosen = [*musts, *_other_items(rules, in_order, musts, chance, audience)]
    chance.shuffle(chosen)
    return tuple(Drawn(item.item_version_id, _option_order(item, chance), item in musts) for item in chosen)


def _must_pass_items(
    rules: QuizRules, bank: Sequence[BankItem], chance: Random, audience: str
) -> Iterator[BankItem]:
    """One question of each idea, from a lesson that still has room where there is one."""
    room = {line.lesson: line.count_for(rules.audience_named(audience)) for line in rules.draw}
    for group in rules.must_pass:
        items = [item for item in bank if item.name in group]
        roomy = [item for item in items if room.get(item.lesson, 0) > 0]
        if items:
            item = chance.choice(roomy or items)
            room[item.lesson] = room.get(item.lesson, 0) - 1
            yield item


def _other_items(
    rules: QuizRules,
    bank: Sequence[BankItem],
    musts: Sequence[BankItem],
    chance: Random,
    audience: str,
) -> Iterator[BankItem]:
    for line in rules.draw:
        there = sum(item.lesson == line.lesson for item in musts)
        supply = [
            item
            for item in bank
            if item.lesson == line.lesson
            and item not in musts
            and (not line.difficulty or item.difficulty in line.difficulty)
        ]
        wanted = max(0, line.count_for(rules.audience_named(audience)) - there)
        yield from chance.sample(supply, min(wanted, len(supply)))


def _option_order(item: BankItem, chance: Random) -> tuple[int, ...]:
    order = list(range(item.option_count))
    if item.type not in _UNSHUFFLED:
        chance.shuffle(order)
    return tuple(order)
