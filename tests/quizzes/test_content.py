import json
from collections.abc import Mapping

import pytest

from learnhub.courses.content import read_course, read_glossary
from learnhub.kit.faults import Faults
from learnhub.quizzes.content import QuestionSource, read_bank, read_checks
from tests.content_samples import (
    BANK,
    COURSE,
    FACTS,
    SOURCE_BANK,
    TEXT,
    changed,
    line_of,
    sample_files,
    told,
)


def read_questions(
    files: Mapping[str, bytes],
) -> tuple[dict[str, QuestionSource], dict[str, QuestionSource], Faults]:
    """Bank and checks of the sample, and the faults of reading them."""
    faults = Faults()
    glossary = read_glossary(files, faults)
    course = read_course(COURSE, files, glossary, faults)
    assert course is not None
    [lesson] = course.lessons
    bank = read_bank(course, lesson, glossary, faults)
    checks = read_checks(course, lesson, faults)
    return {q.key: q for q in bank}, {q.key: q for q in checks}, faults


def bank() -> dict[str, QuestionSource]:
    questions, _, faults = read_questions(sample_files())
    assert told(faults) == []
    return questions


@pytest.mark.parametrize(
    ("key", "type_name", "difficulty", "right"),
    [
        ("never-tell", "single", 1, [1]),
        ("first-step", "true-false", 2, [0]),
        ("good-signs", "multiple", 1, [0, 1]),
        ("steps", "order", 2, {"rows": 2}),
        ("pairs", "match", 1, {"rows": 2}),
        (
            "report",
            "text",
            3,
            {
                "accepted": {"vi": ["156", "so156"], "en": ["156", "number156"]},
                "written": {"vi": "156", "en": "156"},
            },
        ),
    ],
)
def test_every_type_has_an_answer_key_that_can_be_stored(
    key: str, type_name: str, difficulty: int, right: object
) -> None:
    question = bank()[key]
    assert (question.type, question.difficulty) == (type_name, difficulty)
    assert json.loads(json.dumps(question.right)) == right


def test_a_question_has_its_words_in_every_language() -> None:
    question = bank()["never-tell"]
    assert list(question.texts) == ["vi", "en"]
    text = question.texts["en"]
    assert (text.path, text.line, text.prompt_html) == (BANK, 3, "Who may know the code?")
    assert [(option.html, option.feedback_html) for option in text.options] == [
        ("The bank that calls", "<p>A bank does not need it.</p>"),
        ("Only myself", "<p>Right. The code is yours.</p>"),
        ("The police that call", "<p>The police do not ask for it.</p>"),
    ]
    assert text.explanation_html == "<p>Nobody needs your code to help you.</p>"
    assert question.section == "first-hang-up"
    assert question.misconceptions == ("politeness", "", "hurry")


def test_steps_rows_and_accepted_answers_stand_where_they_belong() -> None:
    questions = bank()
    steps = questions["steps"].texts["en"].options
    assert [(step.html, step.feedback_html) for step in steps] == [
        ("Hang up.", ""),
        ("Call back.", ""),
    ]
    rows = questions["pairs"].texts["en"].rows
    assert [(row.left_html, row.right_html) for row in rows] == [
        ("OTP", "a code that works once"),
        ("PIN", "a short secret number"),
    ]
    assert questions["report"].texts["en"].accepted == ("156", "number 156")


def test_a_check_is_told_by_how_it_is_written() -> None:
    _, checks, _ = read_questions(sample_files())
    check = checks["caller"]
    assert (check.type, check.section, check.difficulty) == ("single", "first-hang-up", 1)
    assert check.right == [1]
    assert check.texts["en"].prompt_html == "A caller asks for the code. What do you do?"


# In the file, what is written otherwise, where the fault stands and what it says
FAULTS = [
    pytest.param(
        BANK,
        "- [ ] The bank that calls",
        "- [] The bank that calls",
        "- []",
        "The option does not begin with a box.",
        id="a box without room",
    ),
    pytest.param(
        BANK,
        "  > A bank does not need it.\n",
        "",
        "- [ ] The bank",
        "The option does not have one feedback.",
        id="no feedback",
    ),
    pytest.param(
        BANK,
        "  > A bank does not need it.\n",
        "  > [!NOTE]\n  > A bank does not need it.\n",
        "- [ ] The bank",
        "The option does not have one feedback.",
        id="a call-out as feedback",
    ),
    pytest.param(
        BANK,
        "  > A bank does not need it.",
        "  > ![A bank](bank.svg)",
        "  > ![",
        "A feedback or explanation holds words and lists only.",
        id="a picture as feedback",
    ),
    pytest.param(
        BANK,
        "- [ ] The police that call",
        "- [ ] the bank that calls",
        "- [ ] the bank",
        "The same words stand already on line 5.",
        id="an option twice",
    ),
    pytest.param(
        BANK,
        "> Stop first, ask later.\n",
        "",
        "{#steps}",
        "The question has no explanation.",
        id="an order without explanation",
    ),
    pytest.param(
        BANK,
        "2. Call back.",
        "2. Call back.\n   > On your own.",
        "   > On",
        "Only an option with a box has a feedback of its own.",
        id="feedback of a step",
    ),
    pytest.param(
        BANK,
        "2. Call back.",
        "2. Hang up.",
        "2. Hang",
        "The same words stand already on line 32.",
        id="a step twice",
    ),
    pytest.param(
        BANK,
        "| PIN | a short secret number |",
        "| PIN | a code that works once |",
        "| PIN",
        "The same words stand already on line 41.",
        id="two rows with one answer",
    ),
    pytest.param(
        BANK,
        "| Word | Meaning |",
        "| Word | |",
        "| Word",
        "The row does not have two filled columns.",
        id="a column without a head",
    ),
    pytest.param(
        BANK,
        "- = number 156",
        "- = .",
        "- = .",
        "No answer stands after the =",
        id="an empty accepted answer",
    ),
    pytest.param(
        BANK,
        "1. Hang up.",
        "Think.\n\n1. Hang up.",
        "Think.",
        "A question is a heading, its answers and one quotation. This is more.",
        id="words before the answers",
    ),
    pytest.param(
        BANK,
        "> The call is free.",
        "> The call is free.\n\n> [!TIP]\n> Try.",
        "> [!TIP]",
        "A question is a heading, its answers and one quotation. This is more.",
        id="a call-out after the explanation",
    ),
    pytest.param(
        BANK,
        "## Who may",
        "Read well.\n\n## Who may",
        "Read well.",
        "Words stand between the title and the first question.",
        id="words before the first question",
    ),
    pytest.param(
        BANK,
        "A bank does not need it.",
        "A bank does not need [it](term:pin).",
        "(term:pin)",
        "The glossary has no term “pin” in this language.",
        id="an unknown term",
    ),
    pytest.param(
        BANK,
        "- [ ] False",
        "- [ ] No",
        "## To hang up",
        "A true-false question has two options, the true one first.",
        id="other words than true and false",
    ),
    pytest.param(
        TEXT,
        "  > Right. You choose whom you call.\n",
        "",
        "- [x] Hang up",
        "The option does not have one feedback.",
        id="a check without feedback",
    ),
    pytest.param(
        FACTS,
        'type = "match"',
        'type = "matching"',
        'type = "matching"',
        "“type” holds “matching”, which is not known.",
        id="an unknown type",
    ),
    pytest.param(
        FACTS,
        'section = "do-it"\ndifficulty = 3',
        'section = "report-it"\ndifficulty = 3',
        "report-it",
        "The lesson has no section “report-it”.",
        id="a section that is not there",
    ),
    pytest.param(
        FACTS,
        "difficulty = 3",
        "difficulty = 4",
        "difficulty = 4",
        "“difficulty” is 4, but has to be from 1 to 3.",
        id="a difficulty too high",
    ),
    pytest.param(
        FACTS,
        "difficulty = 3",
        'difficulty = 3\nmisconceptions = ["greed"]',
        "greed",
        "Only questions with options name misconceptions.",
        id="a misconception of a typed answer",
    ),
    pytest.param(
        FACTS,
        '["politeness", "", "hurry"]',
        '["politeness", ""]',
        '["politeness"',
        "“misconceptions” has 2 entries for 3 options.",
        id="a misconception less",
    ),
    pytest.param(
        FACTS,
        '["politeness", "", "hurry"]',
        '["", "politeness", "hurry"]',
        '"politeness"',
        "The empty entries are not those of the right options.",
        id="a misconception of the right option",
    ),
    pytest.param(
        FACTS,
        "difficulty = 3",
        "difficulty = 3\npoints = 5",
        "points",
        "“points” is not known here.",
        id="an unknown fact of a question",
    ),
    pytest.param(
        FACTS,
        "[items.report]",
        '[items.other]\ntype = "text"\n[items.report]',
        "[items.other]",
        "The bank has no question “other”.",
        id="facts of no question",
    ),
    pytest.param(
        FACTS,
        '[items.report]\ntype = "text"\nsection = "do-it"\ndifficulty = 3\n',
        "",
        None,
        "The question “report” has no facts in lesson.toml.",
        id="a question without facts",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "says"), FAULTS)
def test_a_wrong_question_is_told_on_its_line(
    path: str, old: str, new: str, at: str | None, says: str
) -> None:
    files = changed(path, old, new)
    place = (SOURCE_BANK, "{#report}") if at is None else (path, at)
    _, _, faults = read_questions(files)
    assert told(faults) == [(place[0], line_of(files, *place), says)]


SAME = "Write the same answers in the same order in all languages."


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        pytest.param(
            "2. Call back.",
            "2. Call back.\n3. Tell.",
            "{#steps}",
            f"3 answers stand here, but 2 in {SOURCE_BANK}.",
            id="a step more",
        ),
        pytest.param(
            "- [ ] The police that call",
            "- [x] The police that call",
            "{#never-tell}",
            f"Other answers are marked right than in {SOURCE_BANK}.",
            id="another option is right",
        ),
        pytest.param(
            "1. Hang up.\n2. Call back.",
            "- = Hang up.",
            "{#steps}",
            f"The answers are of another kind than in {SOURCE_BANK}.",
            id="another way of writing",
        ),
        pytest.param(
            "{#steps}",
            "{#order}",
            "{#order}",
            f"“order” does not stand in {SOURCE_BANK}.",
            id="another id",
        ),
    ],
)
def test_a_language_that_asks_otherwise_is_told(old: str, new: str, at: str, says: str) -> None:
    files = changed(BANK, old, new)
    _, _, faults = read_questions(files)
    assert (BANK, line_of(files, BANK, at), says) in told(faults)
    assert {fault.path for fault in faults} == {BANK}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param(
            '[items.never-tell]\ntype = "single"',
            '[items.never-tell]\ntype = "multiple"',
            "Two or more options have to be right.",
            id="several that is one",
        ),
        pytest.param(
            '[items.never-tell]\ntype = "single"',
            '[items.never-tell]\ntype = "true-false"',
            "A true-false question has two options, the true one first.",
            id="three options for true and false",
        ),
        pytest.param(
            '[items.never-tell]\ntype = "single"',
            '[items.never-tell]\ntype = "order"',
            "lesson.toml calls this question “order”, but it is written as another type.",
            id="options for an order",
        ),
    ],
)
def test_a_type_that_does_not_fit_is_told_in_every_language(old: str, new: str, says: str) -> None:
    _, _, faults = read_questions(changed(FACTS, old, new))
    assert told(faults) == [(BANK, 3, says), (SOURCE_BANK, 3, says)]


def test_a_question_with_no_right_option_is_told() -> None:
    files = changed(BANK, "- [x] Only myself", "- [ ] Only myself")
    files[SOURCE_BANK] = files[SOURCE_BANK].replace("- [x] Chỉ mình".encode(), "- [ ] Chỉ mình".encode())
    _, _, faults = read_questions(files)
    says = "0 options are marked right, but one has to be."
    assert (BANK, 3, says) in told(faults)
    assert (SOURCE_BANK, 3, says) in told(faults)


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        pytest.param(
            "1. Hang up.\n2. Call back.\n",
            "Hang up, then call back.\n",
            "{#steps}",
            "The question has no answers.",
            id="no list",
        ),
        pytest.param(
            "2. Call back.\n",
            "",
            "1. Hang up.",
            "A question needs at least 2 answers.",
            id="one step",
        ),
    ],
)
def test_a_question_without_answers_is_told_beside_what_follows(
    old: str, new: str, at: str, says: str
) -> None:
    files = changed(BANK, old, new)
    _, _, faults = read_questions(files)
    assert (BANK, line_of(files, BANK, at), says) in told(faults)


def test_questions_without_any_facts_are_one_fault() -> None:
    files = sample_files()
    before, _, _ = files[FACTS].partition(b"[items.")
    _, _, faults = read_questions(files | {FACTS: before})
    assert told(faults) == [(FACTS, 1, "The questions of the bank have no facts.")]


def test_a_missing_bank_is_told() -> None:
    files = sample_files()
    del files[BANK]
    _, _, faults = read_questions(files)
    assert told(faults) == [(BANK, 1, "This file is missing.")]


def test_the_advice_shows_how_an_option_is_written() -> None:
    _, _, faults = read_questions(changed(BANK, "- [x] Only myself", "- Only myself"))
    assert "Begin it with - [ ] or, when it is right, with - [x], and a space." in {
        fault.mend.english for fault in faults
    }
