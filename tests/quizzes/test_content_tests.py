import pytest

from learnhub.courses.content import read_course, read_glossary
from learnhub.kit.faults import Faults
from learnhub.quizzes import content
from tests.content_samples import COURSE, TOML, changed, line_of, sample_files, told


def read(files: dict[str, bytes]) -> tuple[tuple[content.TestSource, ...], Faults]:
    faults = Faults()
    glossary = read_glossary(files, faults)
    course = read_course(COURSE, files, glossary, faults)
    assert course is not None
    banks = {lesson.key: content.read_bank(course, lesson, glossary, faults) for lesson in course.lessons}
    return content.read_tests(course, banks), faults


def test_a_test_knows_its_rules_for_every_audience() -> None:
    [test], faults = read(sample_files())
    assert told(faults) == []
    assert test.key == "final"
    assert test.pass_percent == {"household": 60, "official": 80}
    assert test.attempts_per_day == {"official": 3}
    assert (test.wait_minutes, test.review) == (0, "after-pass")
    [rule] = test.draw
    assert (rule.lesson, rule.difficulty) == ("hang-up", (1, 2))
    assert rule.items == {"household": 2, "official": 3}
    assert test.must_pass == (("hang-up/never-tell", "hang-up/first-step"),)


def test_without_a_word_on_it_there_is_no_limit_and_review_after_passing() -> None:
    files = changed(
        TOML,
        'attempts_per_day = { official = 3 }\nwait_minutes = 0\nreview = "after-pass"\n',
        "",
    )
    [test], faults = read(files)
    assert told(faults) == []
    assert (test.attempts_per_day, test.wait_minutes, test.review) == ({}, 0, "after-pass")


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        pytest.param('id = "final"', "", "[[test]]", "“id” is missing.", id="a test without an id"),
        pytest.param(
            'id = "final"',
            'id = "practice"',
            'id = "practice"',
            "The id “practice” belongs to the practice of the course.",
            id="the id of the practice",
        ),
        pytest.param(
            "{ household = 60, official = 80 }",
            "{ household = 60 }",
            "pass_percent",
            "“pass_percent” says nothing for the audience “official”.",
            id="an audience without a pass mark",
        ),
        pytest.param(
            "{ household = 60, official = 80 }",
            "{ household = 60, official = 80, volunteer = 80 }",
            "pass_percent",
            "“pass_percent” takes numbers from 1 to 100 for: household, official.",
            id="an audience that the course is not for",
        ),
        pytest.param(
            "{ official = 3 }",
            "{ official = 0 }",
            "attempts_per_day",
            "“attempts_per_day” takes numbers from 1 to 100 for: household, official.",
            id="no attempt at all",
        ),
        pytest.param(
            "wait_minutes = 0",
            "wait_minutes = -1",
            "wait_minutes",
            "“wait_minutes” is -1, but has to be from 0 to 10080.",
            id="a wait before the try",
        ),
        pytest.param(
            '"after-pass"',
            '"sometimes"',
            "review",
            "“review” holds “sometimes”, which is not known.",
            id="an unknown review",
        ),
        pytest.param(
            "official = 3 }, difficulty = [1, 2]",
            "official = 6 }, difficulty = [1, 2]",
            "difficulty",
            "6 questions are drawn from “hang-up”, but only 5 are there.",
            id="more than there are of this difficulty",
        ),
        pytest.param(
            "difficulty = [1, 2]",
            "difficulty = [1, 5]",
            "difficulty",
            "A difficulty is 1 (know), 2 (do) or 3 (judge).",
            id="an unknown difficulty",
        ),
        pytest.param(
            "difficulty = [1, 2] },",
            'difficulty = [1, 2] },\n  { lesson = "hang-up", items = { official = 1 } }, # again',
            "again",
            "The lesson “hang-up” stands twice in this draw.",
            id="a lesson twice, on the line of the second",
        ),
        pytest.param(
            "difficulty = [1, 2] },",
            'difficulty = [1, 2] },\n  { lesson = "ring", items = { official = 1 } },',
            '"ring"',
            "The course has no lesson “ring”.",
            id="an unknown lesson",
        ),
        pytest.param(
            "difficulty = [1, 2] },",
            "difficulty = [1, 2], weight = 2 },",
            "weight",
            "“weight” is not known here.",
            id="an unknown word in a draw",
        ),
        pytest.param(
            '"hang-up/never-tell", ',
            '"hang-up/tell", ',
            "must_pass",
            "There is no question “hang-up/tell”.",
            id="an unknown question",
        ),
        pytest.param(
            '["hang-up/never-tell", "hang-up/first-step"]',
            '["hang-up/never-tell"], ["hang-up/never-tell"]',
            "must_pass",
            "A list inside “must_pass” is empty, or a question stands in it twice.",
            id="a question for two ideas",
        ),
        pytest.param(
            '["hang-up/never-tell", "hang-up/first-step"]',
            '["hang-up/never-tell"], ["hang-up/first-step"], ["hang-up/steps"]',
            "must_pass",
            "3 ideas need “hang-up”, but “household” gets 2.",
            id="more ideas than questions",
        ),
        pytest.param(
            'must_pass = [["hang-up/never-tell", "hang-up/first-step"]]',
            'must_pass = ["hang-up/never-tell"]',
            "must_pass",
            "“must_pass” is not written as it has to be.",
            id="one list too few",
        ),
        pytest.param(
            'must_pass = [["hang-up/never-tell", "hang-up/first-step"]]',
            "must_pass = [[1]]",
            "must_pass",
            "“must_pass” is not written as it has to be.",
            id="numbers for questions",
        ),
    ],
)
def test_a_rule_that_cannot_work_is_told_on_its_line(old: str, new: str, at: str, says: str) -> None:
    files = changed(TOML, old, new)
    _, faults = read(files)
    assert told(faults) == [(TOML, line_of(files, TOML, at), says)]


def test_an_audience_that_gets_no_question_is_told() -> None:
    files = changed(TOML, "items = { household = 2, official = 3 }", "items = { official = 3 }")
    _, faults = read(files)
    assert (
        TOML,
        13,
        "The test draws no question for the audience “household”.",
    ) in told(faults)


def test_two_tests_with_one_id_are_told_at_the_second() -> None:
    files = sample_files()
    text = files[TOML].decode()
    files[TOML] = (text + "\n" + text[text.index("[[test]]") :]).encode()
    tests, faults = read(files)
    assert len(tests) == 1
    assert told(faults) == [(TOML, 19, "Two tests have the id “final”.")]
