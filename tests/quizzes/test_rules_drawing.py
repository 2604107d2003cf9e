"""Which questions are drawn, and in which order they and their options stand."""

from collections import Counter

import pytest

from learnhub.quizzes.rules import BankItem, DrawLine, QuizRules, check_order, draw

TYPES = ("single", "multiple", "true-false", "order", "match", "text")
COUNTS = {"true-false": 2, "text": 0}
# Of a chi-square distribution: what chance exceeds in 1 case of 1,000, by degrees of freedom.
CRITICAL = {3: 16.266, 5: 20.515, 9: 27.877}


def item(number: int, lesson: str = "one", type_name: str = "single", difficulty: int = 1) -> BankItem:
    return BankItem(number, lesson, f"q{number:02}", type_name, difficulty, COUNTS.get(type_name, 4))


BANK = [
    *(item(number, "one", TYPES[number % 6], difficulty=1 + number % 3) for number in range(1, 13)),
    *(item(number, "two", TYPES[number % 6], difficulty=1 + number % 3) for number in range(13, 25)),
]
BY_ID = {entry.item_version_id: entry for entry in BANK}
RULES = QuizRules(
    draw=(
        DrawLine("one", {"household": 3, "official": 5}),
        DrawLine("two", {"household": 2, "official": 3}, difficulty=(2, 3)),
    ),
    must_pass=(("one/q01", "two/q13"), ("one/q02",)),
)


def drawn_items(rules: QuizRules = RULES, seed: int = 1, audience: str = "household") -> list[BankItem]:
    return [BY_ID[found.item_version_id] for found in draw(rules, BANK, seed, audience=audience)]


def chi_square(counts: list[int]) -> float:
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


@pytest.mark.parametrize("seed", range(50))
def test_each_lesson_gives_its_number_of_questions_must_pass_ones_included(seed):
    """Q3."""
    lessons = Counter(found.lesson for found in drawn_items(seed=seed, audience="official"))
    assert lessons == {"one": 5, "two": 3}


@pytest.mark.parametrize("seed", range(50))
def test_one_question_of_every_idea_is_drawn_and_marked(seed):
    """Q2."""
    marked = {
        BY_ID[found.item_version_id].name
        for found in draw(RULES, BANK, seed, audience="household")
        if found.is_must_pass
    }
    assert "one/q02" in marked
    assert len(marked & {"one/q01", "two/q13"}) == 1
    assert len(marked) == 2


def test_both_questions_of_an_idea_have_their_turn():
    names = Counter(found.name for seed in range(200) for found in drawn_items(seed=seed))
    assert min(names["one/q01"], names["two/q13"]) > 50


@pytest.mark.parametrize("seed", range(20))
def test_only_the_wanted_difficulty_is_drawn_but_for_must_pass_questions(seed):
    easy = {found.name for found in drawn_items(seed=seed) if found.lesson == "two" and found.difficulty == 1}
    assert easy <= {"two/q13"}


def test_no_question_is_drawn_twice():
    for seed in range(100):
        names = [found.name for found in drawn_items(seed=seed, audience="official")]
        assert len(set(names)) == len(names)


def test_the_same_seed_draws_the_same_in_whatever_order_the_bank_comes():
    once = draw(RULES, BANK, 5, audience="household")
    assert once == draw(RULES, list(reversed(BANK)), 5, audience="household")
    assert once != draw(RULES, BANK, 6, audience="household")


def test_a_must_pass_question_of_a_lesson_without_room_comes_on_top():
    rules = QuizRules(draw=(DrawLine("two", {"household": 2}),), must_pass=(("one/q01",),))
    assert Counter(found.lesson for found in drawn_items(rules)) == {"one": 1, "two": 2}


def test_a_bank_that_is_too_small_gives_what_it_has():
    rules = QuizRules(draw=(DrawLine("one", {"household": 99}),))
    assert len(drawn_items(rules)) == 12


def test_true_stands_before_false_and_everything_else_is_shuffled():
    orders = {
        (BY_ID[found.item_version_id].type, found.option_order)
        for seed in range(200)
        for found in draw(RULES, BANK, seed, audience="official")
    }
    assert {order for name, order in orders if name == "true-false"} == {(0, 1)}
    assert {order for name, order in orders if name == "text"} == {()}
    assert len({order for name, order in orders if name == "single"}) == 24


@pytest.mark.parametrize("authored", range(4))
def test_every_place_is_equally_likely_for_every_option(authored):
    """R-01: over 1,000 attempts the place of the right option, whichever it is, is chance."""
    rules = QuizRules(draw=(DrawLine("one", {"household": 1}),))
    places = Counter(
        draw(rules, [item(1)], seed, audience="household")[0].option_order.index(authored)
        for seed in range(1000)
    )
    assert chi_square([places[place] for place in range(4)]) < CRITICAL[3]


def test_every_question_is_equally_likely_to_stand_first():
    rules = QuizRules(draw=(DrawLine("one", {"household": 6}),))
    bank = [item(number) for number in range(1, 7)]
    first = Counter(draw(rules, bank, seed, audience="household")[0].item_version_id for seed in range(1000))
    assert chi_square([first[number] for number in range(1, 7)]) < CRITICAL[5]


@pytest.mark.parametrize("type_name", ["order", "match"])
@pytest.mark.parametrize("count", range(2, 9))
def test_a_check_never_shows_its_steps_or_matches_in_the_right_order(type_name, count):
    for key in ("caller", "lost-phone", "words", "first-steps"):
        order = check_order(key, type_name, count)
        assert sorted(order) == list(range(count))
        assert all(number != place for place, number in enumerate(order))


def test_a_check_shows_choices_as_they_are_written():
    assert check_order("caller", "single", 4) == (0, 1, 2, 3)
