import pytest

from learnhub.studio.content import read_all
from learnhub.studio.rules import (
    chance_of,
)
from tests.content_samples import (
    BANK,
    COURSE,
    FACTS,
    PAGE,
    SOURCE_BANK,
    TOML,
    sample_files,
    told_of,
)


@pytest.mark.parametrize(
    ("least", "chances", "expected"),
    [
        pytest.param(0, [0.5], 1.0, id="nothing is certain to happen"),
        pytest.param(2, [0.5, 0.5], 0.25, id="two coins"),
        pytest.param(1, [0.5, 0.25], 0.625, id="unequal chances"),
        pytest.param(4, [1 / 3] * 4, 1 / 81, id="four of three options each"),
    ],
)
def test_chance_is_exact(least: int, chances: list[float], expected: float) -> None:
    assert chance_of(least, chances) == pytest.approx(expected)


def choices(count: int, wrong: str, right: str, place: int) -> dict[str, bytes]:
    """The sample whose English bank asks so many questions with one right option."""
    files = sample_files()
    facts, _, _ = files[FACTS].partition(b"[items.")
    bank, source, tables = "# Q\n", "# Q\n", facts.decode()
    for number in range(count):
        options = [f"- [ ] {wrong} {n}\n  > No.\n" for n in range(2)]
        options.insert(place, f"- [x] {right}\n  > Yes.\n")
        bank += f"\n## Question {number} {{#q{number}-x}}\n\n{''.join(options)}"
        vietnamese = [line.replace(wrong, "nhầm").replace(right, "đúng ạ") for line in options]
        source += f"\n## Câu {number} {{#q{number}-x}}\n\n{''.join(vietnamese)}"
        names = ["sure", "hurry"]
        names.insert(place, "")
        tables += (
            f'[items.q{number}-x]\ntype = "single"\nsection = "do-it"\ndifficulty = 1\n'
            f"misconceptions = {names!r}\n"
        )
    rules, _, _ = files[TOML].partition(b"[[test]]")
    return files | {
        FACTS: tables.encode(),
        BANK: bank.encode(),
        SOURCE_BANK: source.encode(),
        TOML: rules,
    }


def test_a_right_option_that_is_always_the_longest_gives_itself_away() -> None:
    assert told_of(choices(6, "short", "the longest of all", place=1)) == [
        (PAGE, 1, "The right option is the longest in 6 of 6 questions.")
    ]


def test_a_right_option_that_is_always_the_shortest_gives_itself_away() -> None:
    assert told_of(choices(6, "much longer than that", "short", place=1)) == [
        (PAGE, 1, "The right option is the shortest in 6 of 6 questions.")
    ]


def test_an_option_as_short_as_another_is_not_the_shortest() -> None:
    assert told_of(choices(6, "as short as", "as short as x", place=1)) == []


def test_a_right_option_that_is_always_first_gives_itself_away_in_every_language() -> None:
    says = "The right option is the first in 6 of 6 questions."
    assert told_of(choices(6, "wrong one", "right one x", place=0)) == [
        (PAGE, 1, says),
        (f"{COURSE}/course.vi.md", 1, says),
    ]


def test_what_may_be_chance_is_not_told() -> None:
    files = choices(5, "short", "the longest of all", place=1)
    text = files[BANK].decode()
    for number in (0, 1, 2):
        text = text.replace(f"{{#q{number}-x}}\n\n- [ ] short 0", f"{{#q{number}-x}}\n\n- [ ] {'word ' * 8}")
    assert told_of(files | {BANK: text.encode()}) == []


def test_the_advice_names_questions_to_change() -> None:
    _, faults = read_all(choices(6, "short", "the longest of all", place=1))
    [fault] = faults
    assert fault.mend.english == (
        "Shorten it, or say more in a wrong one, for example in: "
        "hang-up/q0-x, hang-up/q1-x, hang-up/q2-x, hang-up/q3-x, hang-up/q4-x"
    )
