"""docs/rules.md, P6: outcomes of a programme as they are written, and every fault on its line."""

from collections.abc import Mapping

import pytest

from learnhub.courses.content import (
    ProgrammeOutcome,
    ProgrammeSource,
    read_course,
    read_glossary,
    read_programmes,
)
from learnhub.kit.faults import Faults
from tests.content_samples import COURSE, line_of, told
from tests.outcome_samples import CALM, REFUSES, changed, outcome_files
from tests.programme_samples import ENGLISH, FACTS, SECOND, VIETNAMESE


def read(files: Mapping[str, bytes]) -> tuple[tuple[ProgrammeSource, ...], Faults]:
    """Faults of the programmes alone."""
    faults = Faults()
    glossary = read_glossary(files, Faults())
    courses = {key: read_course(key, files, glossary, Faults()) for key in (COURSE, SECOND)}
    return read_programmes(files, courses, faults) or (), faults


def test_outcomes_are_read_in_their_order_with_both_sentences() -> None:
    (household, officials), faults = read(outcome_files())
    assert told(faults) == []
    assert household.outcomes == (
        ProgrammeOutcome("refuses", "every-adult", COURSE, ("hang-up",)),
        ProgrammeOutcome("stays-calm", "someone", SECOND, ("hang-up",)),
    )
    words = household.texts["vi"].outcomes["refuses"]
    assert (words.reached, words.not_yet) == (
        "Người lớn nào cũng biết cúp máy",
        "Chưa phải ai cũng học cúp máy.",
    )
    assert officials.outcomes == ()
    assert not officials.texts["vi"].outcomes


# path, what is written otherwise, where the fault stands and what it says
FAULTS = [
    pytest.param(
        FACTS,
        '"every-adult"',
        '"everybody"',
        "everybody",
        "“who” holds “everybody”, which is not known.",
        id="an unknown rule",
    ),
    pytest.param(
        FACTS,
        REFUSES,
        REFUSES.replace("hang-up", "other") + f"\n{REFUSES.replace('refuses', 'refuses-too')}",
        '"other"',
        f"The programme takes no lesson “other” of the course “{COURSE}”.",
        id="a lesson outside the programme",
    ),
    pytest.param(
        FACTS,
        CALM,
        CALM.replace('["hang-up"]', "[]") + f"\n{CALM.replace('stays-calm', 'calm-too')}",
        "[] }",
        "No lesson is named.",
        id="no lesson",
    ),
    pytest.param(
        FACTS,
        CALM,
        "",
        "outcomes = [",
        f"No outcome names the lesson “hang-up” of the course “{SECOND}”.",
        id="a lesson without an outcome",
    ),
    pytest.param(
        FACTS,
        CALM,
        f"{CALM}\n{CALM} # here",
        "# here",
        "Two outcomes of this programme have the id “stays-calm”.",
        id="an id twice",
    ),
    pytest.param(
        ENGLISH,
        "Someone here can stay calm {#stays-calm}",
        "Someone here can stay calm {#stays-quiet}",
        "#stays-quiet",
        "“stays-quiet” does not stand in programmes.toml.",
        id="words of no outcome",
    ),
    pytest.param(
        VIETNAMESE,
        "\nNhà chưa có ai học cách bình tĩnh.\n",
        "",
        "#stays-calm",
        "Something else than one paragraph stands under this outcome.",
        id="no sentence for not yet",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "marker", "says"), FAULTS)
def test_a_fault_is_told_on_its_line(path: str, old: str, new: str, marker: str, says: str) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert (path, line_of(files, path, marker), says) in told(faults.errors)


def test_a_missing_sentence_is_told_under_its_programme() -> None:
    words = "### Someone here can stay calm {#stays-calm}\n\nNobody here has learned to stay calm yet.\n"
    _, faults = read(changed(ENGLISH, words, ""))
    says = "“stays-calm” is missing here, but stands in programmes.toml."
    assert told(faults) == [(ENGLISH, line_of(outcome_files(), ENGLISH, "## First steps"), says)]
