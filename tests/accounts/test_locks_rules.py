"""docs/rules.md, H11 (how often one may try), H12 (which secrets there are), R-27."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnhub.accounts.errors import PicturesUnusable, PinTooCommon, PinUnusable
from learnhub.accounts.rules.locks import (
    DAY,
    PICTURES,
    Standing,
    WrongTry,
    _common_pins,
    new_pin,
    picks,
    pin,
    standing,
)
from learnhub.households.rules import AVATARS
from learnhub.web.templating import STATIC_FOLDER
from tests.conftest import NOW


def test_twelve_pictures_make_1320_secrets_and_none_is_an_avatar():
    assert len(list(permutations(PICTURES, 3))) == 1320
    assert not set(PICTURES) & set(AVATARS)


def test_every_picture_of_a_lock_is_drawn_within_600_bytes():
    drawn = {path.stem: path.stat().st_size for path in (STATIC_FOLDER / "secrets").iterdir()}
    assert drawn.keys() == set(PICTURES)
    assert max(drawn.values()) <= 600


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(["sun", "moon", "boat", "key"], id="four"),
        pytest.param(["sun", "sun"], id="the same twice"),
        pytest.param(["sun", "lotus"], id="an avatar"),
        pytest.param(["../sun"], id="another file"),
    ],
)
def test_only_different_pictures_of_ours_are_picked(chosen):
    with pytest.raises(PicturesUnusable):
        picks(chosen)
    assert picks(["moon", "sun"]) == ("moon", "sun")


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "١٢٣٤", "12 34", "-123", "1.23"])
def test_a_number_has_exactly_four_digits(typed):
    with pytest.raises(PinUnusable):
        pin(typed)


def test_digits_of_full_width_are_the_same_digits():
    """R-28."""
    assert pin(" ７３５２ ") == "7352"


@pytest.mark.parametrize(
    "typed", ["0000", "5555", "1234", "4567", "9876", "3210", "1900", "1987", "2029", "2580", "１２３４"]
)
def test_the_first_guesses_of_a_stranger_are_refused(typed):
    with pytest.raises(PinTooCommon):
        new_pin(typed)


def test_the_hundred_commonest_and_every_year_of_birth_are_refused():
    assert len(_common_pins()) == 100
    for typed in (*_common_pins(), *map(str, range(1900, 2030))):
        with pytest.raises(PinTooCommon):
            new_pin(typed)
    allowed = [number for number in range(10_000) if is_allowed(f"{number:04}")]
    assert len(allowed) > 9_700


def is_allowed(typed):
    try:
        return new_pin(typed) == typed
    except PinTooCommon:
        return False


# How often one may try


def wrong(*minutes, is_settled=False):
    """So many minutes ago, the newest first."""
    return [WrongTry(NOW - timedelta(minutes=ago), is_settled) for ago in minutes]


def test_every_wrong_try_leaves_one_less():
    assert [standing(wrong(*range(count)), [], NOW).left for count in range(5)] == [5, 4, 3, 2, 1]


def test_five_wrong_tries_in_a_row_make_the_member_wait_a_quarter_of_an_hour():
    tries = wrong(3, 4, 5, 6, 400)
    assert standing(tries, [], NOW) == Standing(until=NOW + timedelta(minutes=12))
    assert standing(tries, [], NOW + timedelta(minutes=12)) == Standing(left=5)


def test_after_the_wait_five_more_are_left_and_then_only_a_helper_opens():
    tries = wrong(1, *range(20, 25))
    assert standing(tries, [], NOW) == Standing(left=4)
    assert standing(wrong(*range(10)), [], NOW) == Standing(is_closed=True)


def test_time_alone_never_opens_what_ten_wrong_tries_closed():
    assert standing(wrong(*range(10)), [], NOW + timedelta(days=400)) == Standing(is_closed=True)


def test_tries_of_another_day_close_nothing():
    old = wrong(*(24 * 60 + minute for minute in range(9)))
    assert standing([*wrong(1), *old], [], NOW) == Standing(left=4)


def test_opening_the_lock_ends_the_row_but_not_the_day():
    """Else a child would guess four times, wait for grandmother to come by, and guess again."""
    settled = wrong(*range(30, 38), is_settled=True)
    assert standing(settled, [], NOW) == Standing(left=2)
    assert standing([*wrong(1), *settled], [], NOW) == Standing(left=1)


def test_twenty_wrong_tries_of_a_phone_end_its_day():
    on_phone = [NOW - timedelta(hours=1, minutes=minute) for minute in range(20)]
    assert standing([], on_phone[:19], NOW) == Standing(left=1)
    assert standing([], on_phone, NOW) == Standing(until=on_phone[-1] + DAY, is_phone=True)
    assert standing([], on_phone, on_phone[-1] + DAY) == Standing(left=1)


@given(
    st.lists(st.integers(0, 3000), max_size=40),
    st.lists(st.integers(0, 3000), max_size=40),
)
def test_whoever_may_try_has_tries_left(own, on_phone):
    said = standing(wrong(*sorted(own)), [NOW - timedelta(minutes=ago) for ago in sorted(on_phone)], NOW)
    assert said.is_open == (said.left > 0)


@given(st.lists(st.integers(0, 500), max_size=300))
def test_no_day_ever_holds_more_than_ten(pauses):
    """However the tries are spread: at any moment at most ten of the last 24 hours were judged."""
    now, own = NOW, []
    for pause in pauses:
        now += timedelta(minutes=pause)
        if standing(own, [], now).is_open:
            own = [WrongTry(now), *(past for past in own if past.tried_at > now - DAY)]
        assert len([past for past in own if past.tried_at > now - DAY]) <= 10
