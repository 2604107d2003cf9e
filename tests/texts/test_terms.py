"""The glossary holds what the courses need, and lessons link a term when they first use it."""

import pytest

from learnhub.kit.words import LANGUAGES
from learnhub.studio.content import read_all
from tests.content_samples import TEXT, changed, line_of, sample_files
from tests.factories.content import shipped_files
from tests.texts.reading import shipped
from tests.texts.terms import TERMS, missing_terms, unlinked_terms


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_holds_every_term_of_the_courses(language: str) -> None:
    assert list(missing_terms(shipped(), language)) == []


def test_the_list_of_terms_is_whole() -> None:
    keys = [key for group in TERMS.values() for key in group]
    assert len(keys) == len(set(keys)) == 83


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_that_is_taken_out_is_missed(language: str) -> None:
    path = f"glossary.{language}.md"
    files = shipped_files()
    folder, _ = read_all({**files, path: files[path].replace(b"{#malware}", b"{#bad-thing}")})
    assert list(missing_terms(folder.courses, language)) == ["malware"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_linked_by_the_lesson_that_uses_it_first(language: str) -> None:
    found = [f"{path}:{line} {key} ({name})" for path, line, key, name in unlinked_terms(shipped(), language)]
    assert found == []


def unlinked_of(files: dict[str, bytes]) -> list[tuple[str, int, str, str]]:
    folder, _ = read_all(files)
    return list(unlinked_terms(folder.courses, "en"))


def test_a_term_without_its_link_is_told_at_its_first_use() -> None:
    assert unlinked_of(sample_files()) == []
    files = changed(TEXT, "[one-time code](term:otp)", "one-time code")
    files[TEXT] = files[TEXT].replace(b"Then they call again.", b"They want the OTP.")
    assert unlinked_of(files) == [(TEXT, line_of(files, TEXT, "A one-time"), "otp", "one-time code")]


def test_a_short_term_inside_a_long_one_is_not_looked_for() -> None:
    files = changed("glossary.en.md", "# Glossary\n", "# Glossary\n\n## code {#code}\n\nLetters.\n")
    assert unlinked_of(files) == [(TEXT, line_of(files, TEXT, "> Nobody"), "code", "code")]
