"""What gives a right answer away over a whole course: its length, or its place."""

from collections.abc import Iterable, Iterator, Sequence
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
    is_first: bool


def check_give_aways(
    course: CourseSource, banks: Iterable[tuple[str, QuestionSource]], faults: Faults
) -> None:
    """`banks` holds (lesson, question). Each language of the course is looked at by itself."""
    questions = list(banks)
    for language in course.languages:
        single = list(_choices(questions, language, {"single"}))
        longest = [choice.name for choice in single if choice.is_longest]
        if _is_more_than_chance(single, len(longest)):
            faults.add(
                f"{course.key}/course.{language}.md",
                1,
                N_("The right option is the longest in %(count)s of %(total)s questions."),
                N_("Shorten it, or say more in a wrong one, for example in: %(names)s"),
                count=len(longest),
                total=len(single),
                names=", ".join(longest[:_MOST_EXAMPLES]),
            )
        choices = list(_choices(questions, language, {"single", "true-false"}))
        first = [choice.name for choice in choices if choice.is_first]
        if _is_more_than_chance(choices, len(first)):
            faults.add(
                f"{course.key}/course.{language}.md",
                1,
                N_("The right option is the first in %(count)s of %(total)s questions."),
                N_("Move it in all languages, or make a true sentence false: %(names)s"),
                count=len(first),
                total=len(choices),
                names=", ".join(first[:_MOST_EXAMPLES]),
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
    questions: Iterable[tuple[str, QuestionSource]], language: str, types: set[str]
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
                    is_first=right == 0,
                )
