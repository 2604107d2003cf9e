import pytest

from learnhub.courses.content import (
    read_course,
    read_glossary,
)
from learnhub.kit.faults import Faults
from tests.content_samples import (
    BANK,
    COURSE,
    LESSON,
    TEXT,
    TOML,
    changed,
    read,
    read_well,
    sample_files,
    told,
)


@pytest.mark.parametrize(
    ("path", "content", "line", "says"),
    [
        pytest.param(TEXT, b"# A\n\nb\xff", 3, "This line is not written in UTF-8.", id="another encoding"),
        pytest.param(TEXT, b"x" * (256 * 1024 + 1), 1, "This file is larger than 256 KB.", id="a huge file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(path: str, content: bytes, line: int, says: str) -> None:
    _, faults = read(sample_files() | {path: content})
    assert told(faults) == [(path, line, says)]


@pytest.mark.parametrize(
    ("new", "says"),
    [
        pytest.param("a\x00b", "The line holds a control character.", id="NUL"),
        pytest.param("a\x1bb", "The line holds a control character.", id="escape"),
        pytest.param("a\u202eb", "The line holds an invisible character.", id="right to left"),
        pytest.param("a\u200bb", "The line holds an invisible character.", id="no width"),
        pytest.param(
            "ma\u0303",
            "Letters and their marks are stored apart in this line (not Unicode NFC).",
            id="marks apart",
        ),
    ],
)
def test_letters_that_deceive_are_told_on_their_line(new: str, says: str) -> None:
    _, faults = read(changed(TEXT, "Breathe", new))
    assert told(faults) == [(TEXT, 15, says)]


def test_a_byte_order_mark_is_told_and_the_text_still_read() -> None:
    _, faults = read(changed(TEXT, "# Hang up first\n", "\ufeff# Hang up first\n"))
    assert told(faults) == [(TEXT, 1, "The file begins with an invisible byte order mark.")]


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_are_read_alike(end: bytes) -> None:
    files = sample_files()
    course, faults = read(files | {TEXT: files[TEXT].replace(b"\n", end)})
    assert told(faults) == []
    assert course is not None
    assert course.lessons[0].texts == read_well(sample_files()).lessons[0].texts


@pytest.mark.parametrize("name", ["lesson.en.md", "lesson.toml"])
def test_a_missing_file_of_a_lesson_is_told(name: str) -> None:
    files = sample_files()
    del files[f"{LESSON}/{name}"]
    _, faults = read(files)
    assert (f"{LESSON}/{name}", 1, "This file is missing.") in told(faults)
    assert not any(says.endswith("is missing.") for _, line, says in told(faults) if line > 1)


def test_a_folder_without_facts_is_no_course() -> None:
    files = sample_files()
    del files[TOML]
    course, faults = read(files)
    assert course is None
    assert told(faults) == [(TOML, 1, "This file is missing.")]


def test_the_name_of_the_folder_has_to_be_an_id() -> None:
    files = {path.replace(COURSE, "Safe Calls"): text for path, text in sample_files().items()}
    faults = Faults()
    read_course("Safe Calls", files, read_glossary(files, Faults()), faults)
    assert told(faults) == [("Safe Calls/course.toml", 1, "“Safe Calls” is not an id.")]


def test_a_course_may_not_grow_without_end() -> None:
    more = {f"{COURSE}/more/{number}.md": b"" for number in range(2000)}
    _, faults = read(sample_files() | more)
    assert (TOML, 1, "The course has more than 2000 files.") in told(faults.errors)


def test_a_name_that_is_too_long_is_told() -> None:
    path = f"{COURSE}/{'a' * 200}.md"
    _, faults = read(sample_files() | {path: b""})
    assert told(faults.errors) == [(path, 1, "The name of this file is longer than 200 letters.")]


def test_files_that_nothing_uses_are_warnings() -> None:
    more = {
        f"{COURSE}/README.md": b"",
        f"{COURSE}/notes.txt": b"",
        f"{LESSON}/old.svg": b"",
        f"{COURSE}/draft/a.md": b"",
        f"{COURSE}/draft/b.md": b"",
    }
    _, faults = read(sample_files() | more)
    assert faults.errors == []
    assert told(faults.warnings) == [
        (f"{COURSE}/draft/a.md", 1, "The folder “draft” is not a lesson of this course."),
        (f"{LESSON}/old.svg", 1, "Nothing uses this file."),
        (f"{COURSE}/notes.txt", 1, "Nothing uses this file."),
    ]


def test_the_bank_is_no_file_that_nothing_uses() -> None:
    files = sample_files()
    assert BANK in files
    _, faults = read(files)
    assert faults.warnings == []
