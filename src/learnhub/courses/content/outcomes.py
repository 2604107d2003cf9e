"""What a home can do after lessons of a programme: who has to learn them, and the sentences that say so."""

from collections.abc import Mapping, Sequence

from learnhub.courses.content.facts import Facts
from learnhub.courses.content.lists import is_one_paragraph, places_of, refuse_clashes
from learnhub.courses.content.outline import Part
from learnhub.courses.content.parity import Places
from learnhub.courses.content.records import (
    CourseSource,
    OutcomeText,
    ProgrammeOutcome,
    ProgrammePart,
)
from learnhub.courses.content.sections import read_words_only
from learnhub.kit.faults import FileFaults
from learnhub.kit.words import N_

WHO = ("someone", "every-adult")

# The courses of the folder by their ids; None for one that cannot be read at all.
Courses = Mapping[str, CourseSource | None]


def read_outcomes(
    facts: Facts, parts: Sequence[ProgrammePart], courses: Courses
) -> tuple[ProgrammeOutcome, ...]:
    """Those of one programme; without any, a home that learns it is told nothing in words."""
    tables = facts.tables("outcomes")
    outcomes = tuple(_read_outcome(table, parts, courses) for table in tables)
    refuse_clashes(
        tables,
        [outcome.key for outcome in outcomes],
        N_("Two outcomes of this programme have the id “%(value)s”."),
        N_("Give one of the two outcomes another id."),
    )
    if outcomes:
        _refuse_uncovered(facts, outcomes, parts, courses)
    return outcomes


def outcome_places(facts: Facts, outcomes: Sequence[ProgrammeOutcome]) -> Places:
    """The ids that the files of words must have under the programme, with their lines."""
    return places_of(facts.tables("outcomes"), [outcome.key for outcome in outcomes])


def read_outcome_text(part: Part, faults: FileFaults) -> OutcomeText:
    """The heading is said once it is reached, the paragraph under it before."""
    blocks = read_words_only(part.blocks, faults)
    if not is_one_paragraph(blocks):
        faults.add(
            part.line,
            N_("Something else than one paragraph stands under this outcome."),
            N_("Write one sentence: what nobody at home, or not every adult, has learned yet."),
        )
    passages = [words for block in blocks for words in block.passages]
    return OutcomeText(
        part.line,
        reached=part.heading.text,
        not_yet_line=passages[0].line if passages else part.line,
        not_yet=" ".join(words.text for words in passages),
    )


def _read_outcome(facts: Facts, parts: Sequence[ProgrammePart], courses: Courses) -> ProgrammeOutcome:
    outcome = ProgrammeOutcome(
        key=facts.text("id"),
        who=facts.text("who", WHO),
        course=facts.text("course"),
        lessons=facts.texts("lessons"),
    )
    facts.close()
    if facts.values.get("lessons") == []:
        facts.fault("lessons", N_("No lesson is named."), N_("Name the lessons that lead to this outcome."))
    taken = _taken(parts, courses)
    is_unreadable = courses.get(outcome.course, ...) is None
    for lesson in outcome.lessons:
        if (outcome.course, lesson) not in taken and not is_unreadable:
            facts.fault(
                "lessons",
                N_("The programme takes no lesson “%(value)s” of the course “%(course)s”."),
                N_("Name a lesson of this programme, or put this one into its parts."),
                course=outcome.course,
                value=lesson,
            )
    return outcome


def _refuse_uncovered(
    facts: Facts,
    outcomes: Sequence[ProgrammeOutcome],
    parts: Sequence[ProgrammePart],
    courses: Courses,
) -> None:
    """A home that learned everything must find each lesson in some sentence."""
    named = {(outcome.course, lesson) for outcome in outcomes for lesson in outcome.lessons}
    for course, lesson in _taken(parts, courses):
        if (course, lesson) not in named:
            facts.fault(
                "outcomes",
                N_("No outcome names the lesson “%(lesson)s” of the course “%(course)s”."),
                N_("Name it in one of the outcomes, or write one for it."),
                lesson=lesson,
                course=course,
            )


def _taken(parts: Sequence[ProgrammePart], courses: Courses) -> dict[tuple[str, str], None]:
    """Every lesson of the programme by its course, in order."""
    taken: dict[tuple[str, str], None] = {}
    for part in parts:
        course = courses.get(part.course)
        for lesson in part.lessons or (course.lesson_keys if course else ()):
            taken[part.course, lesson] = None
    return taken
