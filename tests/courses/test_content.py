from datetime import date

from learnhub.courses.content import (
    CalloutBlock,
    CheckBlock,
    PictureBlock,
    TextBlock,
    read_glossary,
)
from learnhub.kit.faults import Faults
from tests.content_samples import (
    COURSE,
    DRAWING,
    LESSON,
    read_well,
    sample_files,
)


def test_a_course_knows_its_facts_and_its_page_in_every_language() -> None:
    course = read_well(sample_files())
    assert (course.key, course.source_language, course.languages) == (COURSE, "vi", ("vi", "en"))
    assert (course.topic, course.icon) == ("information-security", "shield")
    assert course.audiences == ("household", "official")
    page = course.texts["en"]
    assert page.title == "Safe calls"
    assert page.summary_html == "<p>Hang up first, call back later.</p>"
    assert page.for_whom_html == "<p>Everyone with a phone.</p>"
    assert page.outcomes == ("I can hang up.", "I can call back.")


def test_a_course_keeps_every_byte_of_its_folder_and_nothing_else() -> None:
    files = sample_files()
    assert read_well(sample_files()).files == {path: files[path] for path in files if path.startswith(COURSE)}


def test_a_lesson_knows_its_facts() -> None:
    [lesson] = read_well(sample_files()).lessons
    assert (lesson.key, lesson.path, lesson.minutes) == ("hang-up", LESSON, 15)
    assert (lesson.verified_on, lesson.review_by) == (date(2026, 11, 21), date(2027, 6, 30))
    assert lesson.sources == ("S40", "S43")
    assert [(track.language, track.seconds) for track in lesson.audio] == [("vi", 95)]
    assert list(lesson.item_tables) == [
        "never-tell",
        "first-step",
        "good-signs",
        "steps",
        "pairs",
        "report",
    ]


def test_a_section_keeps_the_order_of_text_picture_call_out_and_question() -> None:
    [lesson] = read_well(sample_files()).lessons
    section = lesson.texts["en"].sections[0]
    assert [type(block) for block in section.blocks] == [
        TextBlock,
        PictureBlock,
        CalloutBlock,
        TextBlock,
        CheckBlock,
        TextBlock,
    ]
    text, picture, callout, points, check, after = section.blocks
    assert isinstance(text, TextBlock)
    assert text.html == (
        '<p>A <a class="term" href="#term-otp">one-time code</a> is <strong>yours</strong> alone. '
        'See <a href="lesson:hang-up">this lesson</a>.</p>'
    )
    assert isinstance(picture, PictureBlock)
    assert (picture.file, picture.width, picture.height) == ("hang-up.svg", 640, 360)
    assert picture.size_bytes == len(DRAWING)
    assert isinstance(callout, CalloutBlock)
    assert (callout.tone, callout.html) == ("warning", "<p>Nobody honest asks for your code.</p>")
    assert isinstance(points, TextBlock)
    assert points.kind == "points"
    assert isinstance(check, CheckBlock)
    assert (check.key, check.line) == ("caller", 17)
    assert isinstance(after, TextBlock)
    assert after.html == "<p>Then they call again.</p>"


def test_plain_text_has_no_marks_and_no_questions() -> None:
    [lesson] = read_well(sample_files()).lessons
    assert lesson.texts["en"].outcome == "I can hang up and call back."
    assert lesson.texts["en"].sections[0].plain_text == (
        "A one-time code is yours alone. See this lesson.\nNobody honest asks for your code.\n"
        "Stop.\nBreathe.\nThen they call again."
    )


def test_a_term_is_found_by_language_and_id() -> None:
    glossary = read_glossary(sample_files(), Faults())
    term = glossary.find("en", "otp")
    assert term is not None
    assert term.title == "one-time code (OTP)"
    assert term.html == "<p>A number that works once. Never tell it to anyone.</p>"
    assert glossary.find("id", "otp") is None
