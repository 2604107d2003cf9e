"""The contact card is checked with its folder."""

import pytest
from click.testing import CliRunner

from learnhub.studio.cli import group
from learnhub.studio.content import read_all
from tests.contact_samples import ENGLISH, changed, contact_files
from tests.content_samples import COURSE, told


def run(database, *arguments):
    return CliRunner().invoke(group, [str(argument) for argument in arguments], obj=database)


@pytest.fixture
def folder(tmp_path):
    """A content folder on the disk."""
    made = tmp_path / "course_content"
    for path, content in contact_files().items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


def test_check_says_how_old_the_oldest_check_is(folder):
    result = run(None, "check", folder)
    assert result.exit_code == 0
    assert "contacts: 3, the oldest check 2023-09\n" in result.output


def test_one_course_is_checked_without_the_contacts_beside_it(folder):
    (folder / ENGLISH).write_text("no contact at all")
    assert run(None, "check", folder / COURSE).exit_code == 0
    assert run(None, "check", folder).exit_code == 1


def test_the_words_of_the_card_keep_the_limits_of_households():
    _, faults = read_all(changed(ENGLISH, "in danger.", f"in danger{' and more' * 15}! One. Two. Three."))
    assert [fault[2] for fault in told(faults)] == [
        "An exclamation mark raises the voice.",
        "A sentence has 36 words, at most 24: “Call when somebody is in …”",
        "The paragraph has 4 sentences, at most 3.",
    ]
