from collections.abc import Mapping

import pytest

from learnhub.courses.content import LessonText, Section, TextBlock
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import Paragraph
from learnhub.studio.rules import (
    FOR_EVERYBODY,
    FOR_OFFICIALS,
    SentenceLimit,
    check_lesson_text,
)
from tests.content_samples import (
    BANK,
    COURSE,
    FACTS,
    PAGE,
    PICTURE,
    SOURCE,
    SOURCE_BANK,
    TEXT,
    TOML,
    WORDS,
    changed,
    line_of,
    sample_files,
    told,
    told_of,
)

LONG = " ".join(["word"] * 30)


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "says"),
    [
        pytest.param(
            TEXT,
            "Then they call again.",
            "They call. You wait. They call. You wait.",
            "They call.",
            "The paragraph has 4 sentences, at most 3.",
            id="a long paragraph",
        ),
        pytest.param(
            TEXT,
            "- Stop.\n",
            "- Stop.\n- Look.\n- Hear.\n- Feel.\n- Think.\n",
            "- Stop.",
            "The list has 6 entries, at most 5.",
            id="a long list",
        ),
        pytest.param(
            TEXT,
            "2. Call that number.\n",
            "".join(f"{number}. Step {number}.\n" for number in range(2, 10)),
            "1. Save",
            "The list has 9 entries, at most 8.",
            id="many steps",
        ),
        pytest.param(
            TEXT,
            "I can hang up and call back.",
            "I can hang up. I can call back.",
            "I can hang",
            "2 sentences stand here, but there is room for one.",
            id="two outcomes",
        ),
        pytest.param(
            TEXT,
            "Hang up first, call back later.",
            "Hang up first. Call back later.",
            "## Remember",
            "2 sentences stand here, but there is room for one.",
            id="two sentences to remember",
        ),
        pytest.param(
            TEXT,
            "Tell your family.",
            "Tell your family. " * 15,
            "## Message card",
            "The message card has 316 letters and spaces, at most 300.",
            id="a long message card",
        ),
        pytest.param(
            TEXT,
            "Neighbours, hang up and call back. " * 26,
            "Neighbours, hang up and call back. " * 20,
            "## Loudspeaker",
            "Reading this aloud takes about 55 seconds, not 60 to 120.",
            id="a short script",
        ),
        pytest.param(
            SOURCE,
            "Bà con cúp máy rồi gọi lại nhé. " * 30,
            "Bà con cúp máy rồi gọi lại nhé. " * 51,
            "## Loa",
            "Reading this aloud takes about 122 seconds, not 60 to 120.",
            id="a long script",
        ),
        pytest.param(
            TEXT,
            "Read it out\n  > They could take your money. Hang up.",
            f"Read it out\n  > {'Yes. ' * 26}",
            "- [ ] Read",
            "The feedback has 26 words, at most 25.",
            id="long feedback in a lesson",
        ),
        pytest.param(
            BANK,
            "A bank does not need it.",
            "Yes. " * 26,
            "- [ ] The bank",
            "The feedback has 26 words, at most 25.",
            id="long feedback in a bank",
        ),
        pytest.param(
            BANK,
            "Nobody needs your code to help you.",
            LONG,
            "{#never-tell}",
            "A sentence has 30 words, at most 24: “word word word word word …”",
            id="a long sentence in a bank",
        ),
        pytest.param(
            PAGE,
            "Everyone with a phone.",
            "One. Two. Three. Four.",
            "One.",
            "The paragraph has 4 sentences, at most 3.",
            id="a long paragraph on the course page",
        ),
        pytest.param(
            WORDS,
            "Never tell it to anyone.",
            "Two. Three. Four.",
            "A number",
            "The paragraph has 4 sentences, at most 3.",
            id="a long meaning",
        ),
        pytest.param(
            WORDS,
            "Never tell it to anyone.",
            "Never tell it!",
            "A number",
            "An exclamation mark raises the voice.",
            id="a loud meaning",
        ),
        pytest.param(
            TEXT,
            "A caller asks for the code.",
            "A caller asks for the code!",
            "### A caller",
            "An exclamation mark raises the voice.",
            id="a loud question",
        ),
        pytest.param(
            SOURCE,
            "Rồi họ gọi lại lần nữa.",
            "Rồi họ gọi bạn lần nữa.",
            "Rồi họ",
            "“bạn” addresses the learner, whose age and rank are not known.",
            id="the learner addressed in a lesson",
        ),
    ],
)
def test_a_limit_is_held_on_its_line(path: str, old: str, new: str, at: str, says: str) -> None:
    files = changed(path, old, new)
    assert told_of(files) == [(path, line_of(files, path, at), says)]


def test_the_loudspeaker_may_have_long_paragraphs_and_address_people() -> None:
    files = changed(SOURCE, "Bà con cúp máy rồi gọi lại nhé. " * 30, "Bạn trẻ ơi, cúp máy đi. " * 40)
    assert told_of(files) == []


def mean_faults(language: str, limits: Mapping[str, SentenceLimit], *lengths: int) -> list[str]:
    """What is said of a lesson with one paragraph of sentences of these lengths."""
    faults = Faults()
    words = Paragraph(5, "", " ".join(f"Word{' word' * (length - 1)}." for length in lengths))
    section = Section(3, "one", "One", (TextBlock("paragraph", "", (words,)),))
    text = LessonText("a.md", "A", Paragraph(2, "", "I can."), (section,))
    check_lesson_text(text, language, limits, faults)
    return [says for _, line, says in told(faults) if line == 1]


@pytest.mark.parametrize(
    ("language", "limits", "mean"),
    [
        pytest.param("vi", FOR_EVERYBODY, 16, id="vi"),
        pytest.param("id", FOR_EVERYBODY, 14, id="id"),
        pytest.param("en", FOR_EVERYBODY, 14, id="en"),
        pytest.param("vi", FOR_OFFICIALS, 22, id="vi for officials"),
        pytest.param("en", FOR_OFFICIALS, 22, id="en for officials"),
    ],
)
def test_the_mean_of_a_lesson_is_held(language: str, limits: Mapping[str, SentenceLimit], mean: int) -> None:
    assert mean_faults(language, limits, mean - 2, mean + 2) == []
    assert mean_faults(language, limits, mean - 2, mean + 3) == [
        f"The sentences of this lesson have {mean}.5 words on average, at most {mean}."
    ]


def test_courses_for_officials_may_be_longer() -> None:
    files = changed(BANK, "Nobody needs your code to help you.", LONG)
    text = files[TOML].decode()
    for old, new in (
        ('["household", "official"]', '["official"]'),
        ("household = 60, ", ""),
        ("household = 2, ", ""),
    ):
        text = text.replace(old, new)
    assert told_of(files | {TOML: text.encode()}) == []


def test_a_bank_holds_five_questions() -> None:
    files = sample_files()
    for path, cut in ((BANK, "## Match"), (SOURCE_BANK, "## Ghép"), (FACTS, "[items.pairs]")):
        before, _, _ = files[path].partition(cut.encode())
        files[path] = before
    assert (SOURCE_BANK, 1, "The bank has 4 questions, at least 5.") in told_of(files)


def test_the_banks_hold_twice_what_a_test_draws() -> None:
    files = changed(TOML, "official = 3 }, difficulty", "official = 4 }, difficulty")
    says = "The test draws 4 questions, but the banks hold only 6."
    assert told_of(files) == [(TOML, line_of(files, TOML, "draw"), says)]


def test_a_heavy_picture_is_told() -> None:
    files = sample_files()
    heavy = files[PICTURE].replace(b"M0 0h640", b"M0 0h640" + b"h1h-1" * 5200)
    assert told_of(files | {PICTURE: heavy}) == [(PICTURE, 1, "The picture has 26 KB, at most 25.")]


def test_a_picture_shown_twice_in_a_lesson_is_told_where_it_returns() -> None:
    files = changed(TEXT, "Then they call again.", "![He hangs up](hang-up.svg)")
    says = "The picture “hang-up.svg” is shown twice."
    assert (TEXT, 24, says) in told_of(files)


def test_a_picture_of_another_course_is_told() -> None:
    files = sample_files()
    other = {path.replace(COURSE, "second"): text for path, text in files.items()}
    assert told_of(files | other) == [
        ("second/hang-up/hang-up.svg", 1, f"The same picture is shown elsewhere: {PICTURE}")
    ]
