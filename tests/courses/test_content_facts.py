import pytest

from tests.content_samples import (
    COURSE,
    FACTS,
    LESSON,
    TOML,
    changed,
    line_of,
    read,
    sample_files,
    told,
)

# path, what is written otherwise, where the fault stands ("" is line 1) and what it says
FACTS_FAULTS = [
    pytest.param(TOML, 'icon = "shield"\n', "", "", "“icon” is missing.", id="a fact is missing"),
    pytest.param(
        TOML,
        '"shield"',
        '"Shield one"',
        "icon =",
        "“icon” holds “Shield one”, which is not an id.",
        id="a word that is no id",
    ),
    pytest.param(
        TOML,
        'topic = "information-security"',
        'topic = "cooking"',
        "topic",
        "“topic” holds “cooking”, which is not known.",
        id="an unknown topic",
    ),
    pytest.param(
        TOML,
        '["household", "official"]',
        '["household", "official", "everybody"]',
        "audiences",
        "“audiences” holds “everybody”, which is not known.",
        id="an unknown audience",
    ),
    pytest.param(
        TOML,
        'lessons = ["hang-up"]',
        'lessons = [\n  "hang-up",\n  "hang-up",\n]',
        "lessons",
        "A lesson stands twice in “lessons”.",
        id="a lesson twice",
    ),
    pytest.param(
        TOML,
        'lessons = ["hang-up"]',
        'lessons = [\n  "hang-up",\n  "Call Back",\n]',
        "Call Back",
        "“lessons” holds “Call Back”, which is not an id.",
        id="a lesson that is no id, on its own line",
    ),
    pytest.param(
        TOML,
        'icon = "shield"',
        'icon = "shield"\ncolour = "red"',
        "colour",
        "“colour” is not known here.",
        id="an unknown fact",
    ),
    pytest.param(
        TOML,
        'source_language = "vi"',
        'source_language = "id"',
        "source_language",
        f"The course is not written in its source language: {COURSE}/course.id.md is missing.",
        id="the source language is not written",
    ),
    pytest.param(
        FACTS,
        "minutes = 15",
        'minutes = "15"',
        "minutes",
        "“minutes” is not written as it has to be.",
        id="a number in quotation marks",
    ),
    pytest.param(
        FACTS,
        "minutes = 15",
        "minutes = true",
        "minutes",
        "“minutes” is not written as it has to be.",
        id="yes for a number",
    ),
    pytest.param(
        FACTS,
        "minutes = 15",
        "minutes = 900",
        "minutes",
        "“minutes” is 900, but has to be from 1 to 120.",
        id="a number too large",
    ),
    pytest.param(
        FACTS,
        "verified_on = 2026-11-21",
        "verified_on = 2026-11-21T10:00:00",
        "verified_on",
        "“verified_on” is not written as it has to be.",
        id="a time for a day",
    ),
    pytest.param(
        FACTS,
        "review_by = 2027-06-30",
        "review_by = 2026-06-30",
        "review_by",
        "The facts have to be checked again before they were checked.",
        id="a review before the check",
    ),
    pytest.param(
        FACTS,
        '["S40", "S43"]',
        '["S40", "the web"]',
        "sources",
        "“the web” is not the mark of a source.",
        id="a source without a mark",
    ),
    pytest.param(FACTS, '["S40", "S43"]', "[]", "sources", "No source is named.", id="no source at all"),
    pytest.param(
        FACTS,
        '["S40", "S43"]',
        '["S40", 43]',
        "sources",
        "“sources” is not written as it has to be.",
        id="a list of words and numbers",
    ),
    pytest.param(
        FACTS,
        '"digcomp3:safety"',
        '"digcomp3:4.2"',
        "competences",
        "“competences” holds “digcomp3:4.2”, which is not known.",
        id="an unknown competence",
    ),
    pytest.param(
        FACTS,
        'owner = "information-security-editor"',
        'owner = ""',
        "owner",
        "“owner” holds “”, which is not an id.",
        id="an empty word",
    ),
    pytest.param(
        FACTS,
        "speaker_consents = true",
        "speaker_consents = false",
        "speaker_consents",
        "The speaker has not agreed that the recording is published.",
        id="no consent of the speaker",
    ),
    pytest.param(
        FACTS,
        'language = "vi"',
        'language = "Vietnamese"',
        "language",
        "“language” is not written as it has to be.",
        id="a language in words",
    ),
    pytest.param(
        FACTS,
        "speaker_consents = true",
        'speaker_consents = true\n[[audio]]\nlanguage = "vi" # again\nfile = "lesson.vi.mp3"\n'
        "seconds = 95\nspeaker_consents = true",
        "again",
        "The language “vi” has two recordings.",
        id="two recordings of a language",
    ),
    pytest.param(
        FACTS,
        "minutes = 15",
        "minutes 15",
        "",
        "The facts cannot be read from this line on.",
        id="not TOML",
    ),
    pytest.param(
        FACTS,
        "[items.report]",
        "items.report = 3\n[other]",
        "[other]",
        "“other” is not known here.",
        id="an unknown table",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "says"), FACTS_FAULTS)
def test_a_wrong_fact_is_told_on_its_line(path: str, old: str, new: str, at: str, says: str) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert told(faults.errors) == [(path, line_of(files, path, at), says)]


def test_the_advice_shows_how_the_fact_is_written() -> None:
    _, faults = read(changed(FACTS, "minutes = 15", "minutes = []"))
    [fault] = faults
    assert fault.mend.english == "Write it like this: minutes = 15"


def test_general_knowledge_needs_no_source() -> None:
    files = changed(FACTS, '["S40", "S43"]', "[]\ngeneral_knowledge = true")
    course, faults = read(files)
    assert told(faults) == []
    assert course is not None
    assert course.lessons[0].general_knowledge


def test_a_missing_recording_is_told() -> None:
    files = sample_files()
    del files[f"{LESSON}/lesson.vi.mp3"]
    _, faults = read(files)
    assert told(faults) == [(FACTS, 10, "There is no recording “lesson.vi.mp3” beside the lesson.")]


@pytest.mark.parametrize("facts", ["[" * 5000, "x = " + "1" * 5000, 'x = "…', "= 1"])
def test_facts_that_break_the_reader_are_one_fault(facts: str) -> None:
    course, faults = read(sample_files() | {TOML: facts.encode()})
    assert course is None
    assert told(faults) == [(TOML, 1, "The facts cannot be read from this line on.")]
