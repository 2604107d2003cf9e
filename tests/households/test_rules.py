from pathlib import Path

import pytest

from learnhub.accounts.rules import could_be_code
from learnhub.households import rules
from learnhub.kit.errors import Invalid
from learnhub.web.templating import ROOMS_FOLDER, STATIC_FOLDER

KEY = "0193f5a2-7c1b-7def-8a01-2b3c4d5e6f70"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(" Nhà  bà Ba ", "Nhà bà Ba", id="spaces"),
        pytest.param("Ngo\u0302i nha\u0300", "Ngôi nhà", id="marks in pieces"),
        pytest.param("24", "24", id="a house number"),
    ],
)
def test_a_nickname_is_kept_tidy(typed, kept):
    assert rules.nickname(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "!?", "x" * 61, "Ba\u200b", "Ba\0"])
def test_a_nickname_that_cannot_be_read_is_refused(typed):
    with pytest.raises(Invalid):
        rules.nickname(typed)


@pytest.mark.parametrize(
    ("check", "sent"),
    [
        (rules.avatar, ""),
        (rules.avatar, "../site"),
        (rules.avatar, "lamp"),
        (rules.address, "king"),
        (rules.consent, ""),
        (rules.consent, "no"),
        (rules.form_key, ""),
        (rules.form_key, "1"),
        (rules.form_key, "x" * 5000),
        (rules.form_key, "\0"),
    ],
)
def test_what_the_form_does_not_offer_is_refused(check, sent):
    with pytest.raises(Invalid):
        check(sent)


def test_every_avatar_is_drawn_and_offered_and_no_other():
    drawn = {path.stem for path in (STATIC_FOLDER / "avatars").glob("*.svg")}
    assert set(rules.AVATARS) == drawn
    assert all(f'("{avatar}", _picture(' in form() for avatar in rules.AVATARS)


def test_every_form_of_address_is_offered():
    assert all(f'("{address}", _(' in form() for address in ("", *rules.ADDRESSES))


def form() -> str:
    return Path(ROOMS_FOLDER, "households", "templates", "macros.html").read_text("utf-8")


def test_a_form_key_has_one_spelling():
    assert rules.form_key(KEY.upper()) == rules.form_key(f"{{{KEY}}}") == KEY


def test_a_persons_code_does_not_give_the_key_away():
    code = rules.person_code(KEY)
    assert code == rules.person_code(KEY) != rules.person_code(KEY[:-1] + "1")
    assert len(code) == 40
    assert KEY[:8] not in code


@pytest.mark.parametrize("sent", ["\0", "x" * 41, "mã", "a\nb", "\u202e"])
def test_what_databases_would_stumble_over_is_nobodys_code(sent):
    assert not could_be_code(sent)
