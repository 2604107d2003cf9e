"""Programmes as they are written: what is read, and every fault on its line."""

from collections.abc import Mapping

import pytest

from learnhub.courses.content import (
    ProgrammePart,
    ProgrammeSource,
    read_course,
    read_glossary,
    read_programmes,
)
from learnhub.kit.faults import Faults
from tests.content_samples import COURSE, line_of, sample_files, told
from tests.programme_samples import (
    ENGLISH,
    FACTS,
    INDONESIAN,
    PROGRAMMES,
    SECOND,
    VIETNAMESE,
    changed,
    programme_files,
)


def read(files: Mapping[str, bytes]) -> tuple[tuple[ProgrammeSource, ...] | None, Faults]:
    """Faults of the programmes alone."""
    faults = Faults()
    glossary = read_glossary(files, Faults())
    courses = {key: read_course(key, files, glossary, Faults()) for key in (COURSE, SECOND)}
    return read_programmes(files, courses, faults), faults


def read_well(files: Mapping[str, bytes]) -> tuple[ProgrammeSource, ...] | None:
    programmes, faults = read(files)
    assert told(faults) == []
    return programmes


def test_programmes_are_read_in_their_order_with_parts_and_words() -> None:
    household, officials = read_well(programme_files()) or ()
    assert (household.key, household.audience) == ("first-steps", "household")
    assert household.parts == (ProgrammePart(COURSE, ("hang-up",)), ProgrammePart(SECOND, ("hang-up",)))
    assert officials.parts == (ProgrammePart(SECOND, ()),)
    assert household.texts["en"].title == "First steps"
    assert household.texts["vi"].summary_html == (
        "<p>Dành cho <strong>mọi nhà</strong>. Học xong biết cúp máy.</p>"
    )


def test_a_folder_may_say_nothing_of_programmes() -> None:
    assert read_well(sample_files()) is None


def test_a_folder_may_have_no_programme() -> None:
    words = {f"programmes.{language}.md": b"# P\n" for language in ("vi", "id", "en")}
    assert read_well(programme_files() | words | {FACTS: b""}) == ()


FIRST_PART = f'{{ course = "{COURSE}", lessons = ["hang-up"] }},'
SECOND_PART = f'{{ course = "{SECOND}", lessons = ["hang-up"] }},'
WHOLE_PART = f'{{ course = "{SECOND}" }},'

# path, what is written otherwise, where the fault stands ("" is line 1) and what it says
FAULTS = [
    pytest.param(
        FACTS,
        FIRST_PART,
        '{ course = "no-such-course" }, # here',
        "# here",
        "There is no course “no-such-course” in this folder.",
        id="an unknown course",
    ),
    pytest.param(
        FACTS,
        FIRST_PART,
        f'{{ course = "{COURSE}", lessons = [\n"hang-up",\n"no-such-lesson", # here\n] }},',
        "# here",
        f"The course “{COURSE}” has no lesson “no-such-lesson”.",
        id="an unknown lesson, on its own line",
    ),
    pytest.param(
        FACTS,
        SECOND_PART,
        f"{FIRST_PART} # here",
        "# here",
        "The lesson “hang-up” stands twice in this programme.",
        id="a lesson in two parts",
    ),
    pytest.param(
        FACTS,
        FIRST_PART,
        f'{{ course = "{COURSE}", lessons = ["hang-up", "hang-up"] }}, # here',
        "# here",
        "The lesson “hang-up” stands twice in this programme.",
        id="a lesson twice in a part",
    ),
    pytest.param(
        FACTS,
        WHOLE_PART,
        f"{SECOND_PART}\n{WHOLE_PART} # here",
        "# here",
        "The lesson “hang-up” stands twice in this programme.",
        id="a lesson, and its whole course",
    ),
    pytest.param(
        FACTS,
        f"parts = [\n  {WHOLE_PART}\n]",
        "parts = [] # here",
        "# here",
        "The programme has no lesson.",
        id="an empty programme",
    ),
    pytest.param(
        FACTS,
        FIRST_PART,
        f'{{ course = "{COURSE}", lessons = [] }}, # here',
        "# here",
        "No lesson is named.",
        id="an empty part",
    ),
    pytest.param(
        FACTS,
        f"parts = [\n  {WHOLE_PART}\n]",
        "",
        '[[programme]]\nid = "required-set"',
        "“parts” is missing.",
        id="no parts at all",
    ),
    pytest.param(
        FACTS,
        f'"{COURSE}", lessons = ["hang-up"]',
        '"Safe Calls"',
        "Safe Calls",
        "“course” holds “Safe Calls”, which is not an id.",
        id="a course in words",
    ),
    pytest.param(
        FACTS,
        'audience = "official"',
        'audience = "everybody"',
        "everybody",
        "“audience” holds “everybody”, which is not known.",
        id="an unknown audience",
    ),
    pytest.param(
        FACTS,
        WHOLE_PART,
        f'{{ course = "{SECOND}", minutes = 15 }}, # here',
        "# here",
        "“minutes” is not known here.",
        id="an unknown fact of a part",
    ),
    pytest.param(
        FACTS,
        'id = "required-set"',
        'id = "required-set"\nminutes = 15',
        "minutes",
        "“minutes” is not known here.",
        id="an unknown fact of a programme",
    ),
    pytest.param(
        FACTS,
        'id = "first-steps"',
        "id first-steps",
        "id first-steps",
        "The facts cannot be read from this line on.",
        id="not TOML",
    ),
    pytest.param(
        ENGLISH,
        "## Required set {#required-set}\n\nFor officials.\n",
        "",
        "",
        "“required-set” is missing here, but stands in programmes.toml.",
        id="a programme that one language lacks",
    ),
    pytest.param(
        ENGLISH,
        "## Required set",
        "## More {#more}\n\nFor more.\n\n## Required set",
        "## More",
        "“more” does not stand in programmes.toml.",
        id="a programme of one language only",
    ),
    pytest.param(
        ENGLISH,
        "For officials.",
        "For officials.\n\nAnd for others.",
        "## Required set",
        "Something else than one paragraph describes the programme.",
        id="two paragraphs",
    ),
    pytest.param(
        ENGLISH,
        "For officials.",
        "- For officials.",
        "## Required set",
        "Something else than one paragraph describes the programme.",
        id="a list",
    ),
    pytest.param(
        ENGLISH,
        "\n\nFor officials.",
        "",
        "## Required set",
        "Something else than one paragraph describes the programme.",
        id="no words",
    ),
    pytest.param(
        ENGLISH,
        "For officials.",
        "For [officials](lesson:hang-up).",
        "For [officials]",
        "A link to a term or a lesson has no place here.",
        id="a link to a lesson",
    ),
    pytest.param(
        ENGLISH,
        "# Programmes\n",
        "# Programmes\n\nChoose one.\n",
        "Choose one.",
        "Words stand between the title and the first programme.",
        id="words before the first programme",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "says"), FAULTS)
def test_a_fault_is_told_on_its_line(path: str, old: str, new: str, at: str, says: str) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert told(faults.errors) == [(path, line_of(files, path, at), says)]


def test_two_programmes_of_one_id_are_told() -> None:
    files = changed(FACTS, 'id = "required-set"', 'id = "first-steps" # again')
    _, faults = read(files)
    says = [line for line in told(faults) if line[0] == FACTS]
    assert says == [(FACTS, line_of(files, FACTS, "# again"), "Two programmes have the id “first-steps”.")]


def test_programmes_in_another_order_than_the_facts_are_told() -> None:
    head, first, second = (f"## {part}" for part in PROGRAMMES[ENGLISH].split("## "))
    files = programme_files() | {ENGLISH: f"{head.removeprefix('## ')}{second}\n{first}".encode()}
    _, faults = read(files)
    assert told(faults) == [(ENGLISH, 3, "“required-set” stands in another place than in programmes.toml.")]


@pytest.mark.parametrize("path", [VIETNAMESE, INDONESIAN, ENGLISH])
def test_a_missing_language_is_told(path: str) -> None:
    files = programme_files()
    del files[path]
    _, faults = read(files)
    assert told(faults) == [(path, 1, "This file is missing.")]
    [fault] = faults
    assert fault.mend.english.startswith("Write it: every programme is described in Vietnamese")


def test_words_without_facts_are_told() -> None:
    files = programme_files()
    del files[FACTS]
    programmes, faults = read(files)
    assert programmes == ()
    assert told(faults) == [(FACTS, 1, "This file is missing.")]


def test_a_course_that_cannot_be_read_is_told_once() -> None:
    """At its own place, not again wherever a programme names it."""
    files = programme_files() | {f"{SECOND}/course.toml": b"x"}
    _, faults = read(files)
    assert told(faults) == []
