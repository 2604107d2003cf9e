"""docs/rules.md, A1 (passwords), A2 (how often one may try), R-28 (one spelling)."""

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnhub.accounts.errors import PasswordTooCommon, PasswordTooLong, PasswordTooShort
from learnhub.accounts.rules import (
    canonical_login,
    could_be_password,
    limited_until,
    new_login,
    new_password,
    person_name,
)
from learnhub.accounts.rules.entry import _common_passwords
from learnhub.kit.errors import Invalid
from tests.conftest import NOW


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("bốn từ ngắn", id="words with marks"),
        pytest.param("xqzvkrtw", id="eight small letters"),
        pytest.param("91827364504", id="digits only"),
        pytest.param("!!!!!!!!!!!", id="signs only"),
        pytest.param("密码密码密码密码", id="another script"),
        pytest.param("x y" * 42, id="126 characters"),
    ],
)
def test_any_composition_is_a_password(password):
    assert new_password(password) == password


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        pytest.param("", PasswordTooShort, id="empty"),
        pytest.param("xqzvkrt", PasswordTooShort, id="seven"),
        pytest.param("e\u0302\u0301" * 7, PasswordTooShort, id="seven letters in pieces"),
        pytest.param("xq" * 65, PasswordTooLong, id="130"),
        pytest.param("12345678", PasswordTooCommon, id="common"),
        pytest.param("AnhYeuEm", PasswordTooCommon, id="common in capitals"),
        pytest.param("matkhau2026", PasswordTooCommon, id="a common word and a year"),
        pytest.param("!password!", PasswordTooCommon, id="a common word and signs"),
        pytest.param("ｐａｓｓｗｏｒｄ", PasswordTooCommon, id="common in full width"),
    ],
)
def test_a_password_is_refused_for_its_length_or_because_everybody_tries_it(password, refusal):
    with pytest.raises(refusal):
        new_password(password)


def test_the_list_holds_hundreds_of_common_passwords_in_small_letters():
    common = _common_passwords()
    assert len(common) >= 300
    assert {"matkhau", "anhyeuem", "qwerty", "123456789"} <= common
    assert all(word == word.casefold() for word in common)


def test_what_no_account_can_have_is_not_hashed():
    assert could_be_password("x" * 128)
    assert not could_be_password("x" * 129)
    assert not could_be_password("\ufdfa" * 100), "one character that becomes eighteen"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("lan.nguyen2", id="plain"),
        pytest.param("  LAN.Nguyen2 ", id="capitals and spaces"),
        pytest.param("ｌａｎ.ｎｇｕｙｅｎ２", id="full width"),
    ],
)
def test_a_login_has_one_spelling(typed):
    assert canonical_login(typed) == "lan.nguyen2"


def test_composed_and_decomposed_logins_are_the_same():
    assert canonical_login("Tha\u0309o") == canonical_login("thảo")


def test_a_canonical_login_is_its_own_canonical_login():
    for typed in ("Straße", "ΑΣ", "ŉanh", "İstanbul", "ﬁn"):
        assert canonical_login(canonical_login(typed)) == canonical_login(typed)


@given(st.text(max_size=40))
def test_what_is_looked_up_is_what_was_counted(typed: str):
    """R-28: however often a name is brought into its one form, and in whatever pieces it came."""
    try:
        once = canonical_login(typed)
    except Invalid:
        return
    assert canonical_login(once) == once
    assert canonical_login(unicodedata.normalize("NFD", typed)) == once


@pytest.mark.parametrize("typed", ["", "ab", "lan nguyen", "lan\u200bnguyen", "a" * 81, "lan\0x"])
def test_what_cannot_be_a_login_is_refused(typed):
    with pytest.raises(Invalid):
        new_login(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param(" Bà  Ba ", "Bà Ba", id="spaces"),
        pytest.param("Nguye\u0302\u0303n", "Nguyễn", id="stacked marks in pieces"),
        pytest.param("ễ" * 80, "ễ" * 80, id="80 letters with stacked marks"),
    ],
)
def test_a_name_is_kept_composed(typed, name):
    assert person_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "123", "!", "x" * 81, "B\u202eàB", "B\0a"])
def test_what_is_not_a_name_is_refused(typed):
    with pytest.raises(Invalid):
        person_name(typed)


def ago(**units: float) -> timedelta:
    return timedelta(**units)


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        pytest.param([], None, id="none"),
        pytest.param([ago(seconds=n) for n in range(9)], None, id="nine just now"),
        pytest.param([ago(seconds=n) for n in range(10)], ago(minutes=4, seconds=51), id="ten"),
        pytest.param([ago(minutes=n / 2) for n in range(1, 11)], None, id="the tenth is old"),
        pytest.param([ago(minutes=6 + n) for n in range(49)], None, id="49 today"),
        pytest.param([ago(minutes=6 + n) for n in range(50)], ago(hours=24, minutes=-55), id="50"),
        pytest.param([ago(hours=25)] * 50, None, id="50 yesterday"),
        pytest.param([ago(seconds=1)] * 50, ago(hours=24, seconds=-1), id="the longer one counts"),
    ],
)
def test_ten_in_five_minutes_and_fifty_a_day(tries, wait):
    until = limited_until([NOW - age for age in tries], NOW)
    assert until == (NOW + wait if wait else None)
