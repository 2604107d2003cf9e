"""Each rule of the courses' text, seen to fail on a copy of a shipped lesson with one thing broken.

In all three languages. The rules themselves have their tests in tests/studio and tests/courses.
"""

import re
from collections.abc import Callable

import pytest

from learnhub.kit.faults import Faults
from learnhub.kit.words import LANGUAGES
from learnhub.studio.content import FolderDraft, read_all
from tests.factories.content import COURSE, LESSONS, shipped_files
from tests.texts.hard_words import hard_words
from tests.texts.terms import missing_terms, unlinked_terms

LESSON = f"{COURSE}/{LESSONS[0]}/lesson.{{}}.md"
SECTION = re.compile(r"^## .*\n", re.MULTILINE)


def copy() -> dict[str, str]:
    """The texts of one shipped course, and the glossary."""
    return {path: text.decode() for path, text in shipped_files().items() if path.endswith(".md")}


def begin_section(text: str, words: str) -> str:
    """The lesson with one more paragraph under its first heading."""
    return SECTION.sub(lambda heading: f"{heading[0]}\n{words}\n", text, count=1)


def _read(files: dict[str, str]) -> tuple[FolderDraft, Faults]:
    changed = {path: text.encode() for path, text in files.items()}
    return read_all({**shipped_files(), **changed})


def faults_of(files: dict[str, str]) -> set[tuple[str, str]]:
    _, faults = _read(files)
    return {(fault.path, fault.says.english) for fault in faults}


def too_long(text: str) -> str:
    return begin_section(text, f"Ông Páo nói: {'một hai ba bốn ' * 12}năm.")


def too_short_a_script(text: str) -> str:
    head, heading, _ = text.partition("{#loudspeaker}")
    return f"{head}{heading}\n\nÔng Páo.\n"


def another_key(text: str) -> str:
    return re.sub(r"^(## .*)\{#[a-z0-9-]+\}", r"\1{#another-key}", text, count=1, flags=re.MULTILINE)


def no_picture(text: str) -> str:
    return re.sub(r"^!\[.*\n", "", text, count=1, flags=re.MULTILINE)


RULES: list[tuple[str, Callable[[str], str], str]] = [
    ("sentence", too_long, "A sentence has "),
    ("paragraph", lambda text: begin_section(text, "Một. Hai. Ba. Bốn."), "The paragraph has 4 sentences"),
    ("outdated term", lambda text: begin_section(text, "UBND huyện."), " is outdated."),
    ("outdated number", lambda text: begin_section(text, "59/2022."), " is outdated."),
    ("unproven", lambda text: begin_section(text, "1900 0368."), " is not certain."),
    ("script", too_short_a_script, "Reading this aloud takes about"),
    ("key parity", another_key, " does not stand in "),
    ("picture parity", no_picture, ".svg” "),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "broken", "says"), RULES, ids=[name for name, _, _ in RULES])
def test_a_broken_lesson_is_told(name: str, broken: Callable[[str], str], says: str, language: str) -> None:
    files = copy()
    path = LESSON.format(language)
    files[path] = broken(files[path])
    assert [path for path, said in faults_of(files) if says in said]


def test_vietnamese_without_its_marks_is_told() -> None:
    files = copy()
    path = LESSON.format("vi")
    files[path] = begin_section(files[path], "Khong doc ma cho ai ca.")
    assert faults_of(files) == {(path, "This Vietnamese sentence is written without tone marks.")}


def test_the_copy_itself_has_no_fault() -> None:
    assert faults_of(copy()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hole_in_the_glossary_is_told(language: str) -> None:
    """A hard word without a term, a term without its link, a term that is gone."""
    files = copy()
    path, glossary = LESSON.format(language), f"glossary.{language}.md"
    text = re.sub(r"\[([^\]]*)\]\(term:otp\)", r"\1", files[path])
    files[path] = begin_section(text, "Páo, CVV.")
    files[glossary] = files[glossary].replace("{#malware}", "{#other-term}")
    folder, _ = _read(files)
    assert "CVV" in {word for _, _, word in hard_words(folder.courses, language)}
    assert "otp" in {key for _, _, key, _ in unlinked_terms(folder.courses, language)}
    assert list(missing_terms(folder.courses, language)) == ["malware"]
