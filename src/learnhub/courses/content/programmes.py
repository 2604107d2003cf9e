"""The programmes: lessons of several courses put together for one audience, and their words."""

from collections.abc import Mapping, Sequence

from learnhub.courses.content.course import AUDIENCES
from learnhub.courses.content.facts import Facts
from learnhub.courses.content.files import read_text
from learnhub.courses.content.lists import is_one_paragraph, places_of, read_list, refuse_clashes
from learnhub.courses.content.outcomes import Courses, outcome_places, read_outcome_text, read_outcomes
from learnhub.courses.content.outline import Part, read_outline, refuse_blocks
from learnhub.courses.content.parity import Places, compare_ids
from learnhub.courses.content.records import (
    CourseSource,
    ProgrammePart,
    ProgrammeSource,
    ProgrammeText,
)
from learnhub.courses.content.sections import read_words_only
from learnhub.kit.faults import Faults, FileFaults
from learnhub.kit.markdown import is_key, read_markdown
from learnhub.kit.words import LANGUAGES, N_

FACTS = "programmes.toml"
TEXTS = {language: f"programmes.{language}.md" for language in LANGUAGES}
PROGRAMME_FILES = frozenset({FACTS, *TEXTS.values()})


def read_programmes(
    files: Mapping[str, bytes], courses: Courses, faults: Faults
) -> tuple[ProgrammeSource, ...] | None:
    """The programmes in their order; None for a folder that has none of their files."""
    if not files.keys() & PROGRAMME_FILES:
        return None
    tables = read_list(
        files,
        FACTS,
        "programme",
        faults,
        missing=N_("Write it: it says which lessons a programme is made of."),
    )
    if tables is None:
        return ()
    keys = [table.text("id") for table in tables]
    refuse_clashes(
        tables,
        keys,
        N_("Two programmes have the id “%(value)s”."),
        N_("Give one of the two programmes another id."),
    )
    places = places_of(tables, keys)
    texts = {language: _read_texts(files, language, places, faults) for language in LANGUAGES}
    programmes = []
    for table, key in zip(tables, keys, strict=True):
        own = {language: found[key] for language, found in texts.items() if key in found}
        programmes.append(_read_programme(table, key, own, courses))
        _compare_outcomes(table, programmes[-1], faults)
    return tuple(programmes)


def _read_programme(
    facts: Facts, key: str, texts: Mapping[str, ProgrammeText], courses: Courses
) -> ProgrammeSource:
    audience = facts.text("audience", AUDIENCES)
    parts = _read_parts(facts, courses)
    programme = ProgrammeSource(key, audience, parts, read_outcomes(facts, parts, courses), texts)
    facts.close()
    return programme


def _compare_outcomes(facts: Facts, programme: ProgrammeSource, faults: Faults) -> None:
    places = outcome_places(facts, programme.outcomes)
    for text in programme.texts.values():
        own = [(key, outcome.line) for key, outcome in text.outcomes.items()]
        compare_ids(places, FACTS, own, faults.of(text.path), text.line)


def _read_parts(facts: Facts, courses: Courses) -> tuple[ProgrammePart, ...]:
    tables = facts.tables("parts", is_optional=False)
    if facts.values.get("parts") == []:
        facts.fault(
            "parts",
            N_("The programme has no lesson."),
            N_("Name a course, or lessons of it: %(example)s"),
        )
    parts = tuple(_read_part(table, courses) for table in tables)
    _refuse_repeats(tables, parts, courses)
    return parts


def _read_part(facts: Facts, courses: Courses) -> ProgrammePart:
    part = ProgrammePart(facts.text("course"), facts.texts("lessons", is_optional=True))
    if is_key(part.course) and part.course not in courses:
        facts.fault(
            "course",
            N_("There is no course “%(value)s” in this folder."),
            N_("Write the id of a course: the name of its folder."),
            value=part.course,
        )
    if facts.values.get("lessons") == []:
        facts.fault(
            "lessons",
            N_("No lesson is named."),
            N_("Name lessons, or leave “lessons” out: then the whole course counts."),
        )
    facts.close()
    _refuse_unknown_lessons(facts, part, courses.get(part.course))
    return part


def _refuse_unknown_lessons(facts: Facts, part: ProgrammePart, course: CourseSource | None) -> None:
    for lesson in part.lessons:
        if course and lesson not in course.lesson_keys:
            facts.fault(
                "lessons",
                N_("The course “%(course)s” has no lesson “%(value)s”."),
                N_("Write the id of a lesson of this course."),
                course=part.course,
                value=lesson,
            )


def _refuse_repeats(tables: Sequence[Facts], parts: Sequence[ProgrammePart], courses: Courses) -> None:
    seen: set[tuple[str, str]] = set()
    for table, part in zip(tables, parts, strict=True):
        course = courses.get(part.course)
        for lesson in part.lessons or (course.lesson_keys if course else ()):
            if (part.course, lesson) in seen:
                table.fault(
                    "lessons",
                    N_("The lesson “%(value)s” stands twice in this programme."),
                    N_("Name each lesson once."),
                    value=lesson,
                )
            seen.add((part.course, lesson))


def _read_texts(
    files: Mapping[str, bytes], language: str, places: Places, faults: Faults
) -> dict[str, ProgrammeText]:
    path = TEXTS[language]
    here = faults.of(path)
    if path not in files:
        here.add(
            1,
            N_("This file is missing."),
            N_("Write it: every programme is described in Vietnamese, Indonesian and English."),
        )
        return {}
    text = read_text(files, path, faults)
    if text is None:
        return {}
    document = read_markdown(text, here)
    for link in document.links:
        here.add(
            link.line,
            N_("A link to a term or a lesson has no place here."),
            N_("Say it in words: the lessons of a programme are listed under them."),
        )
    outline = read_outline(document.blocks, here, depth=3)
    refuse_blocks(
        outline.intro,
        here,
        N_("Words stand between the title and the first programme."),
        N_("Begin with a programme: ## its title {#its-id}, and one paragraph under it."),
    )
    compare_ids(places, FACTS, [(part.key, part.line) for part in outline.parts if part.key], here)
    return {part.key: _read_text(part, here) for part in outline.parts}


def _read_text(part: Part, faults: FileFaults) -> ProgrammeText:
    blocks = read_words_only(part.blocks, faults)
    if not is_one_paragraph(blocks):
        faults.add(
            part.line,
            N_("Something else than one paragraph describes the programme."),
            N_("Write one paragraph: for whom it is, and what people can do after it."),
        )
    outcomes = {outcome.key: read_outcome_text(outcome, faults) for outcome in part.parts if outcome.key}
    return ProgrammeText(faults.path, part.line, part.heading.text, blocks, outcomes)
