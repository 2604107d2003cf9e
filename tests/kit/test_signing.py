"""A signed token allows one thing, to one subject, until one moment."""

from datetime import timedelta

import pytest

from learnhub.kit.signing import derived, opened, sign
from tests.conftest import NOW

SECRET = b"s" * 32
LATER = NOW + timedelta(hours=24)


def test_a_token_gives_its_subject_back():
    assert opened(SECRET, "save answer", sign(SECRET, "save answer", "attempt|7", LATER), NOW) == "attempt|7"


def test_a_token_holds_until_its_moment_and_not_after():
    token = sign(SECRET, "save answer", "7", LATER)
    assert opened(SECRET, "save answer", token, LATER) == "7"
    assert opened(SECRET, "save answer", token, LATER + timedelta(seconds=1)) is None


@pytest.mark.parametrize(
    ("secret", "purpose"),
    [
        pytest.param(b"t" * 32, "save answer", id="another site's key"),
        pytest.param(SECRET, "hand in", id="another purpose"),
    ],
)
def test_a_token_is_good_for_nothing_else(secret: bytes, purpose: str):
    assert opened(secret, purpose, sign(SECRET, "save answer", "7", LATER), NOW) is None


def test_no_part_of_another_token_can_be_put_in():
    mine, theirs = sign(SECRET, "p", "7", LATER), sign(SECRET, "p", "8", LATER)
    longer = sign(SECRET, "p", "7", LATER + timedelta(days=1))
    for body in (theirs, longer):
        swapped = body.partition(".")[0] + "." + mine.partition(".")[2]
        assert opened(SECRET, "p", swapped, NOW) is None


def test_every_changed_letter_of_the_mark_is_found():
    token = sign(SECRET, "p", "7", LATER)
    for place in range(token.index(".") + 1, len(token)):
        changed = "A" if token[place] != "A" else "B"
        assert opened(SECRET, "p", token[:place] + changed + token[place + 1 :], NOW) is None


@pytest.mark.parametrize("token", ["", ".", "a.b", "ơ.ơ", "=.=", "\x00", "x" * 5000, "NHwxMA."])
def test_rubbish_opens_nothing(token: str):
    assert opened(SECRET, "p", token, NOW) is None


def test_a_derived_token_is_made_again_and_by_nobody_else():
    token = derived(SECRET, "home card", "7")
    assert token == derived(SECRET, "home card", "7")
    others = [
        derived(b"t" * 32, "home card", "7"),
        derived(SECRET, "p", "7"),
        derived(SECRET, "home card", "8"),
    ]
    assert len({token, *others}) == 4
    assert len(token) * 6 >= 128
