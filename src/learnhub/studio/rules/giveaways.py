"""What gives a right answer away over a whole course: its length, or its place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from learnhub.courses.content import CourseSource
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import plain_text
from learnhub.kit.words import N_
from learnhub.quizzes.content import QuestionSource

SIGNIFICANCE = 0.05
_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class _Choice:
    """A question with one right option, in one language."""

    name: str
    chance: float
    is_longest: bool
    is_shortest: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class _Sign:
    """What could be guessed from, in questions of which types, and what to say of it."""

    is_seen: Callable[[_Choice], bool]
    types: frozenset[str]
    says: str
    mend: str


_SIGNS = (
    _Sign(
        lambda choice: choice.is_longest,
        frozenset({"single"}),
        N_("The right option is the longest in %(count)s of %(total)s questions."),
        N_("Shorten it, or say more in a wrong one, for example in: %(names)s"),
    ),
    _Sign(
        lambda choice: choice.is_shortest,
        frozenset({"single"}),
        N_("The right option is the shortest in %(count)s of %(total)s questions."),
        N_("Say more in it, or shorten a wrong one, for example in: %(names)s"),
    ),
    _Sign(
        lambda choice: choice.is_first,
        frozenset({"single", "true-false"}),
        N_("The right option is the first in %(count)s of %(total)s questions."),
        N_("Move it in all languages, or make a true sentence false: %(names)s"),
    ),
)


def check_give_aways(
    course: CourseSource, banks: Iterable[tuple[str, QuestionSource]], faults: Faults
) -> None:
    """`banks` holds (lesson, question). Each language of the course is looked at by itself."""
    questions = list(banks)
    for language in course.languages:
        for sign in _SIGNS:
            choices = list(_choices(questions, language, sign.types))
            seen = [choice.name for choice in choices if sign.is_seen(choice)]
            if _is_more_than_chance(choices, len(seen)):
                faults.add(
                    f"{course.key}/course.{language}.md",
                    1,
                    sign.says,
                    sign.mend,
                    count=len(seen),
                    total=len(choices),
                    names=", ".join(seen[:_MOST_EXAMPLES]),
                )


def chance_of(least: int, chances: Sequence[float]) -> float:
    """How likely at least so many of these independent things happen, each with its own chance."""
    spread = [1.0]
    for chance in chances:
        happens = zip([*spread, 0.0], [0.0, *spread], strict=True)
        spread = [without * (1 - chance) + one_less * chance for without, one_less in happens]
    return sum(spread[least:])


def _is_more_than_chance(choices: Sequence[_Choice], count: int) -> bool:
    return chance_of(count, [choice.chance for choice in choices]) < SIGNIFICANCE


def _choices(
    questions: Iterable[tuple[str, QuestionSource]], language: str, types: Collection[str]
) -> Iterator[_Choice]:
    for lesson, question in questions:
        text = question.texts.get(language)
        match question.right:
            case [int(right)] if text and question.type in types and right < len(text.options):
                lengths = [len(plain_text(option.html)) for option in text.options]
                others = lengths[:right] + lengths[right + 1 :]
                yield _Choice(
                    name=f"{lesson}/{question.key}",
                    chance=1 / len(lengths),
                    is_longest=lengths[right] > max(others, default=lengths[right]),
                    is_shortest=lengths[right] < min(others, default=lengths[right]),
                    is_first=right == 0,
                )
