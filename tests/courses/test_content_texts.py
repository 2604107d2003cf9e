import pytest

from tests.content_samples import (
    PAGE,
    TEXT,
    TOML,
    WORDS,
    changed,
    line_of,
    read,
    sample_files,
    told,
)

TEXT_FAULTS = [
    pytest.param(TEXT, "# Hang up first\n", "", "", "The file does not begin with its title.", id="no title"),
    pytest.param(
        TEXT,
        "Then they call again.",
        "Then they call again.\n\n# Again",
        "# Again",
        "The file has a second title.",
        id="two titles",
    ),
    pytest.param(
        TEXT,
        "# Hang up first\n",
        "# Hang up first {#first}\n",
        "",
        "A title has no id: the name of the folder is its id.",
        id="an id in the title",
    ),
    pytest.param(
        TEXT,
        "# Hang up first\n",
        f"# {'word ' * 41}\n",
        "",
        "The title is longer than 200 letters.",
        id="a long title",
    ),
    pytest.param(
        TEXT,
        "I can hang up and call back.\n",
        "",
        "",
        "No sentence under the title says “I can …”.",
        id="no outcome",
    ),
    pytest.param(
        TEXT,
        "I can hang up and call back.\n",
        "I can hang up and call back.\n\n- And more.\n",
        "- And",
        "More than one paragraph stands under the title.",
        id="more than an outcome",
    ),
    pytest.param(
        TEXT,
        "Stop.\n- Breathe.",
        "[ ] Stop.\n- Breathe.",
        "[ ] Stop",
        "This looks like an answer, but no question stands above it.",
        id="a box without a question",
    ),
    pytest.param(
        TEXT,
        "- Breathe.",
        "- Breathe.\n\n  And again.",
        "- Breathe",
        "A point of a list is not one paragraph.",
        id="two paragraphs in a point",
    ),
    pytest.param(
        TEXT,
        "> [!WARNING]\n",
        "",
        "> Nobody",
        "A quotation has no place in running text.",
        id="a quotation that is no call-out",
    ),
    pytest.param(
        TEXT,
        "> Nobody honest asks for your code.",
        "> Words.\n>\n> ![An old man](hang-up.svg)",
        "> ![",
        "A picture has no place here.",
        id="a picture in a call-out",
    ),
    pytest.param(
        TEXT,
        "Then they call again.",
        "| a | b |\n|---|---|\n| c | d |",
        "| a",
        "A table stands outside a matching question.",
        id="a table in running text",
    ),
    pytest.param(
        TEXT,
        "Hang up first, call back later.",
        "",
        "## Remember",
        "Nothing stands under this heading.",
        id="an empty section",
    ),
    pytest.param(
        TEXT,
        "Hang up first, call back later.",
        "> [!NOTE]\n> Hang up.",
        "> [!NOTE]",
        "The section “remember” holds more than words.",
        id="a call-out in the sentence to remember",
    ),
    pytest.param(
        TEXT,
        "(term:otp)",
        "(term:pin)",
        "(term:pin)",
        "The glossary has no term “pin” in this language.",
        id="an unknown term",
    ),
    pytest.param(
        TEXT,
        "(lesson:hang-up)",
        "(lesson:ring)",
        "(lesson:ring)",
        "This course has no lesson “ring”.",
        id="an unknown lesson",
    ),
    pytest.param(
        PAGE,
        "Everyone with a phone.",
        "",
        "## For whom",
        "Nothing stands under this heading.",
        id="for nobody",
    ),
    pytest.param(
        PAGE,
        "Everyone with a phone.",
        "Everyone.\n\n## More {#more}\n\nText.",
        "## More",
        "The page of a course has no part “more”.",
        id="a part too many",
    ),
    pytest.param(
        PAGE,
        "## For whom {#for-whom}\n\nEveryone with a phone.\n\n",
        "",
        "",
        "The part “for-whom” is missing.",
        id="a part too few",
    ),
    pytest.param(
        PAGE,
        "Everyone with a phone.",
        "Everyone.\n\n### Who {#who}",
        "### Who",
        "A heading of the third level has no place here.",
        id="a third level on the course page",
    ),
    pytest.param(
        PAGE,
        "- I can hang up.\n",
        "",
        "- I can call",
        "1 outcomes stand here, but 2 in safe-calls/course.vi.md.",
        id="an outcome less",
    ),
    pytest.param(
        WORDS,
        "## one",
        "Words.\n\n## one",
        "Words.",
        "Words stand between the title and the first term.",
        id="words before the first term",
    ),
    pytest.param(
        WORDS,
        "A number that works once. Never tell it to anyone.",
        "",
        "## one",
        "The term has no meaning.",
        id="a term without a meaning",
    ),
    pytest.param(
        WORDS,
        "A number",
        "A [number](lesson:hang-up)",
        "A [",
        "This course has no lesson “hang-up”.",
        id="a lesson in the glossary",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "says"), TEXT_FAULTS)
def test_a_wrong_text_is_told_on_its_line(path: str, old: str, new: str, at: str, says: str) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert told(faults) == [(path, line_of(files, path, at), says)]


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "says"),
    [
        pytest.param(
            TEXT,
            "{#remember}",
            "{#do-it}",
            "## Remember",
            "The id “do-it” stands already on line 26.",
            id="the id of another heading",
        ),
        pytest.param(TEXT, " {#remember}", "", "## Remember", "The heading has no id.", id="no id"),
        pytest.param(
            TEXT,
            "{#remember}",
            "{#Nhớ lấy}",
            "## Remember",
            "“Nhớ lấy” is not an id.",
            id="an id with capitals and marks",
        ),
        pytest.param(
            PAGE,
            "- I can hang up.\n- I can call back.",
            "I can hang up.",
            "## What",
            "What people can do afterwards is not one bulleted list.",
            id="no list of outcomes",
        ),
        pytest.param(
            PAGE,
            "Everyone with a phone.",
            "> [!NOTE]\n> Everyone.",
            "> [!NOTE]",
            "A call-out has no place here.",
            id="a call-out on the course page",
        ),
        pytest.param(
            PAGE,
            "Hang up first, call back later.\n",
            "",
            "",
            "No paragraph sums up the course.",
            id="no summary",
        ),
        pytest.param(
            TEXT,
            "## Hang up {#first-hang-up}",
            "Hang up.",
            "### A caller",
            "A heading of the third level has no place here.",
            id="a question outside a section",
        ),
        pytest.param(
            TOML,
            'lessons = ["hang-up"]',
            "lessons = []",
            "lessons",
            "The course has no lesson.",
            id="no lesson",
        ),
        pytest.param(
            TOML,
            'audiences = ["household", "official"]',
            "audiences = []",
            "audiences",
            "The course is for nobody.",
            id="no audience",
        ),
    ],
)
def test_a_wrong_text_is_told_beside_what_follows_from_it(
    path: str, old: str, new: str, at: str, says: str
) -> None:
    files = changed(path, old, new)
    _, faults = read(files)
    assert (path, line_of(files, path, at), says) in told(faults)


def test_a_lesson_without_sections_is_told() -> None:
    _, faults = read(sample_files() | {TEXT: b"# Hang up first\n\nI can hang up.\n"})
    assert (TEXT, 1, "The lesson has no section.") in told(faults)
