"""docs/rules.md, R-56: text that people type has one form to keep and one to compare."""

import unicodedata

import pytest

from learnhub.kit.text import PIECES, TextTooLong, UnreadableText, canonical, canonical_name, fold, words

HIDDEN = {
    "NUL": "\x00",
    "escape": "\x1b",
    "soft hyphen": "\u00ad",
    "filler of Hangul": "\u3164",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "byte order mark": "\ufeff",
    "tag letter": "\U000e0041",
    "surrogate": "\ud800",
    "private use": "\ue000",
    "what a broken letter became": "\ufffd",
}


@pytest.mark.parametrize("letter", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_character_that_cannot_be_seen_is_refused(letter: str):
    with pytest.raises(UnreadableText):
        canonical(f"Ngọc{letter}Ánh", limit=80)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Bà \t Ba\n", "Bà Ba", id="spaces and lines"),
        pytest.param("Bà\u00a0Ba\u3000", "Bà Ba", id="spaces that do not break"),
        pytest.param(unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn", id="letters in pieces"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_kept_in_one_form(typed: str, kept: str):
    assert canonical(typed, limit=80) == kept


def test_a_text_may_be_as_long_as_the_limit_and_no_longer():
    assert canonical("ế" * 80, limit=80) == "ế" * 80
    with pytest.raises(TextTooLong) as refused:
        canonical("ế" * 81, limit=80)
    assert "80" in refused.value.said.english


def test_the_limit_counts_letters_not_their_pieces():
    assert len(canonical(unicodedata.normalize("NFD", "ế" * 80), limit=80)) == 80


E_TILDE = "ɛ\u0303"  # a letter that has no character of its own


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param("x", id="plain"),
        pytest.param("ệ", id="composed"),
        pytest.param(unicodedata.normalize("NFD", "ệ"), id="in pieces"),
        pytest.param(E_TILDE, id="without a character of its own"),
        pytest.param("𞤀", id="two characters for a browser"),
    ],
)
def test_a_letter_of_a_name_counts_once_whatever_marks_it_has(letter: str):
    assert canonical_name(letter * 80, limit=80) == unicodedata.normalize("NFC", letter * 80)
    with pytest.raises(TextTooLong) as refused:
        canonical_name(letter * 81, limit=80)
    assert "80" in refused.value.said.english


def test_a_name_never_takes_more_room_than_its_field_and_its_column_have():
    """Three more marks on every letter are no name: the pieces have a bound too."""
    for letter in ("e", "ệ", "𞤀"):
        stacked = letter + "\u0303" * 3
        fits = [count for count in range(1, 81) if _fits(stacked * count)]
        assert fits
        longest = unicodedata.normalize("NFD", stacked * max(fits))
        assert len(longest.encode("utf-16-le")) // 2 <= PIECES * 80
        assert len(unicodedata.normalize("NFC", longest)) <= PIECES * 80


def _fits(name: str) -> bool:
    try:
        return bool(canonical_name(name, limit=80))
    except TextTooLong:
        return False


def test_marks_do_not_grow_over_what_stands_above():
    assert canonical_name("Ti" + "\u0303" * 5, limit=80)
    with pytest.raises(UnreadableText):
        canonical_name("Tx" + "\u0303" * 6, limit=80)


@pytest.mark.parametrize("letter", HIDDEN.values(), ids=HIDDEN.keys())
def test_a_name_has_no_character_that_cannot_be_seen(letter: str):
    with pytest.raises(UnreadableText):
        canonical_name(f"Ngọc{letter}Ánh", limit=80)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("Định danh", "dinh danh", id="đ and marks"),
        pytest.param("ĐẮK LẮK", "dak lak", id="capitals"),
        pytest.param("Kartu KELUARGA", "kartu keluarga", id="Indonesian"),
        pytest.param("Straße", "strasse", id="German"),
    ],
)
def test_folding_takes_marks_and_capitals_away(written: str, folded: str):
    assert fold(written) == folded


def test_both_ways_of_placing_a_tone_mark_are_found():
    assert fold("hoà") == fold("hòa")


def test_letters_whole_and_in_pieces_fold_alike():
    text = "Tổ công nghệ số cộng đồng"
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_words_are_folded_and_in_order():
    assert words("Mã OTP, mật-khẩu!") == ["ma", "otp", "mat", "khau"]
