import pytest

from learnhub.courses.content import (
    read_glossary,
)
from learnhub.kit.faults import Faults
from tests.content_samples import (
    SOURCE,
    TEXT,
    WORDS,
    changed,
    line_of,
    read,
    told,
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "## Remember {#remember}\n\nHang up first, call back later.\n\n",
            "",
            [("", f"“remember” is missing here, but stands in {SOURCE}.")],
            id="a section less",
        ),
        pytest.param(
            "## Remember {#remember}",
            "## More {#more}\n\nText.\n\n## Remember {#remember}",
            [("## More", f"“more” does not stand in {SOURCE}.")],
            id="a section more",
        ),
        pytest.param(
            "## Do it for real {#do-it}\n\n1. Save the number of your bank.\n"
            "2. Call that number.\n\n## Remember {#remember}\n\n"
            "Hang up first, call back later.\n",
            "## Remember {#remember}\n\nHang up first, call back later.\n\n"
            "## Do it for real {#do-it}\n\n1. Save the number of your bank.\n",
            [("## Remember", f"“remember” stands in another place than in {SOURCE}.")],
            id="sections in another order",
        ),
        pytest.param(
            "{#caller}",
            "{#ringer}",
            [
                ("## Hang up", f"“caller” is missing here, but stands in {SOURCE}."),
                ("{#ringer}", f"“ringer” does not stand in {SOURCE}."),
            ],
            id="a question with another id",
        ),
        pytest.param(
            "![An old man presses the red button of his phone](hang-up.svg)\n\n",
            "",
            [("## Hang up", f"“hang-up.svg” is missing here, but stands in {SOURCE}.")],
            id="a picture less",
        ),
    ],
)
def test_languages_that_differ_are_told_in_the_one_that_was_written_later(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    files = changed(TEXT, old, new)
    _, faults = read(files)
    assert told(faults) == [(TEXT, line_of(files, TEXT, at), says) for at, says in expected]


def test_a_term_that_one_language_lacks_is_told() -> None:
    files = changed(WORDS, "# Glossary", "# Glossary\n\n## PIN {#pin}\n\nA secret number.")
    faults = Faults()
    read_glossary(files, faults)
    assert told(faults) == [(WORDS, 3, "“pin” does not stand in glossary.vi.md.")]
