"""Ids that sort by time, and codes that survive being typed."""

from datetime import timedelta

import pytest

from learnhub.kit.ids import ALPHABET, check_character, code_from, new_code, new_token, read_code, uuid7
from tests.conftest import NOW

LENGTH = 12


def test_an_id_made_later_sorts_later():
    made = [uuid7(NOW + timedelta(milliseconds=step)) for step in range(200)]
    assert made == sorted(made)


def test_an_id_says_its_version_its_variant_and_its_moment():
    made = uuid7(NOW)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_a_thousand_ids_of_one_moment_are_a_thousand_ids():
    assert len({uuid7(NOW) for _ in range(1000)}) == 1000


def test_a_token_fits_an_address_and_holds_160_random_bits():
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len(new_token()) == 27
    assert new_token().replace("-", "").replace("_", "").isalnum()


def test_a_code_is_read_as_it_was_made():
    code = new_code(LENGTH)
    assert len(code) == LENGTH + 1
    assert read_code(code, LENGTH) == code


def test_a_token_makes_the_same_code_each_time_and_another_token_another_code():
    codes = {code_from(f"token {number}", LENGTH) for number in range(1000)}
    assert len(codes) == 1000
    assert all(read_code(code, LENGTH) == code for code in codes)
    assert code_from("token 7", LENGTH) in codes


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("7k2m-9qxd-{last}", id="small letters and hyphens"),
        pytest.param(" 7K2M 9QXD {last} ", id="spaces"),
        pytest.param("7K2M–9QXD·{last}", id="other signs between the groups"),
        pytest.param("７Ｋ２ｍ－９ＱＸＤ－{last}", id="letters of full width"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str):
    """R-28."""
    last = check_character("7K2M9QXD")
    assert read_code(typed.format(last=last), 8) == f"7K2M9QXD{last}"


@pytest.mark.parametrize(("typed", "meant"), [("I", "1"), ("l", "1"), ("O", "0"), ("o", "0")])
def test_a_letter_that_looks_like_a_digit_is_read_as_the_digit(typed: str, meant: str):
    body = f"{meant}2345678"
    assert read_code(f"{typed}2345678{check_character(body)}", 8) == body + check_character(body)


def test_every_single_wrong_sign_is_found():
    for _ in range(50):
        code = new_code(LENGTH)
        for place, right in enumerate(code):
            for wrong in ALPHABET.replace(right, ""):
                assert read_code(code[:place] + wrong + code[place + 1 :], LENGTH) is None


def test_every_swap_of_neighbours_is_found():
    for _ in range(500):
        code = new_code(LENGTH)
        for place in range(LENGTH):
            first, second = code[place], code[place + 1]
            if first != second:
                swapped = code[:place] + second + first + code[place + 2 :]
                assert read_code(swapped, LENGTH) is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("7K2M", id="too short"),
        pytest.param("7K2M9QXD" * 10, id="too long"),
        pytest.param("7K2M9QXUZ", id="letters that no code holds"),
        pytest.param("٧K2M9QXD1", id="digits of another script"),
        pytest.param("\x00" * 9, id="NUL"),
    ],
)
def test_what_no_code_can_be_is_no_code(typed: str):
    assert read_code(typed, 8) is None
