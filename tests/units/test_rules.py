import pytest

from learnhub.kit.errors import Invalid
from learnhub.units.rules import unit_code, unit_name, unit_phone


@pytest.mark.parametrize("code", [pytest.param("hk", id="short"), pytest.param("to-12", id="with a number")])
def test_a_code_is_small_letters_digits_and_hyphens(code):
    assert unit_code(code) == code


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("", id="empty"),
        pytest.param("Hoan-Kiem", id="capitals"),
        pytest.param("hoàn-kiếm", id="marks"),
        pytest.param("-hk", id="hyphen first"),
        pytest.param("hk\n", id="line end"),
        pytest.param("h" * 61, id="too long"),
    ],
)
def test_any_other_code_is_refused(code):
    with pytest.raises(Invalid):
        unit_code(code)


def test_a_name_is_kept_composed_with_single_spaces():
    assert unit_name(" Phu\u031bo\u031b\u0300ng  Tương Mai ") == "Phường Tương Mai"


@pytest.mark.parametrize("name", [pytest.param("  ", id="blank"), pytest.param("x" * 121, id="too long")])
def test_a_name_that_says_nothing_or_too_much_is_refused(name):
    with pytest.raises(Invalid):
        unit_name(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("", "", id="none"),
        pytest.param(" 024  3662 0000 ", "024 3662 0000", id="spaces"),
        pytest.param("+84 24 3662 0000", "+84 24 3662 0000", id="with the country"),
    ],
)
def test_a_phone_number_is_digits_and_spaces(typed, kept):
    assert unit_phone(typed) == kept


@pytest.mark.parametrize("typed", ["call me", "0900;111", '0900"><b>', "0" * 31])
def test_what_a_phone_cannot_call_is_refused(typed):
    with pytest.raises(Invalid):
        unit_phone(typed)
