"""docs/rules.md, R-54, R-56: search finds with and without marks; a sign of a pattern is only a sign."""

import re
import unicodedata

import pytest

from tests.house.forms import body_of
from tests.house.twins import Twin, Twins

LESSON = re.compile(r'href="(/vi/courses/[\w-]+/lessons/[\w-]+)"')


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, twins: Twins) -> Twin:
    return twins.sites[request.param]


def found(site: Twin, typed: str) -> list[str]:
    """The lessons that a search shows, in its order."""
    answer = site.client.get(f"/vi/courses?{body_of({'q': typed})}", headers={"hx-request": "true"})
    assert answer.status_code == 200
    return LESSON.findall(answer.text)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("mat khau", id="no marks"),
        pytest.param("MẬT KHẨU", id="capitals"),
        pytest.param(unicodedata.normalize("NFD", "mật khẩu"), id="letters in pieces"),
        pytest.param("mâ\u0323t kha\u0309\u0302u", id="marks in another order"),
        pytest.param("  mật   khẩu ", id="spaces"),
        pytest.param("mật, khẩu!", id="signs"),
    ],
)
def test_a_word_is_found_however_its_marks_are_typed(site: Twin, typed: str):
    assert found(site, typed) == found(site, "mật khẩu") != []


def test_a_word_without_its_stroke_is_found(site: Twin):
    assert found(site, "dien thoai") == found(site, "điện thoại") != []


def test_both_engines_find_the_same(twins: Twins):
    for typed in ("otp", "mật khẩu", "lừa đảo", "ngân hàng", "không có từ này"):
        one, other = ({*found(site, typed)} for site in twins.sites.values())
        assert one == other, typed


@pytest.mark.parametrize("sign", ["%", "_", "\\", "%%", "__", "%_%", "\\%", "*", "?", ".*", ":*", "[a-z]"])
def test_a_sign_of_a_pattern_finds_nothing_by_itself(site: Twin, sign: str):
    assert found(site, sign) == []


@pytest.mark.parametrize("sign", ["%", "\\", "*", "?", ":*", "'", '"'])
def test_a_sign_of_a_pattern_stands_for_no_letter(site: Twin, sign: str):
    assert found(site, f"m{sign}t kh{sign}u") == []
    assert found(site, f"mật khẩu{sign}") == found(site, "mật khẩu")


def test_a_line_under_stands_for_no_letter(site: Twin):
    assert found(site, "m_t kh_u") == []
