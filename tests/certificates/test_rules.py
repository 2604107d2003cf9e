"""docs/rules.md, C5, C6 (R-15): what is printed, typed and masked."""

from datetime import UTC, date, datetime

import pytest

from learnhub.certificates.rules import Address, Issuer, grouped, mask_name, names_match, read_address
from learnhub.kit.ids import new_code, new_token

CODE = "7K2M9QXD4HTA"
WHOLE = CODE + "R"  # with its check character


@pytest.fixture(autouse=True)
def _whole_code_is_well_formed():
    assert read_address(WHOLE).code == WHOLE


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(grouped(WHOLE), id="as printed"),
        pytest.param(grouped(WHOLE).lower(), id="small letters"),
        pytest.param(f"  {grouped(WHOLE).replace('-', ' ')} ", id="spaces for hyphens"),
        pytest.param(WHOLE, id="without its beginning"),
        pytest.param(f"lh{WHOLE}", id="in one piece"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str):
    assert read_address(typed) == Address(code=WHOLE)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param(WHOLE[:-1], id="a letter short"),
        pytest.param(WHOLE + "7", id="a letter too many"),
        pytest.param("8" + WHOLE[1:], id="one letter wrong"),
        pytest.param(WHOLE[1] + WHOLE[0] + WHOLE[2:], id="two letters swapped"),
        pytest.param("LH-" + "é" * 13, id="letters that no code has"),
        pytest.param("\x00" * 27, id="control characters"),
        pytest.param("a" * 5000, id="a novel"),
    ],
)
def test_what_cannot_be_a_certificate_is_malformed(typed: str):
    assert read_address(typed).is_malformed


def test_a_token_is_never_mistaken_for_a_code():
    token = new_token()
    assert read_address(token) == Address(token=token)


def test_every_new_code_is_read_back():
    for _ in range(200):
        code = new_code(12)
        assert read_address(grouped(code)).code == code


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Thị Hương", "N. T. Hương"),
        ("Lò Văn Đức", "L. V. Đức"),
        ("Siti Rahayu", "S. Rahayu"),
        ("Suharto", "S…"),
        ("  Ánh   Tuyết ", "Á. Tuyết"),
    ],
)
def test_a_masked_name_can_be_recognised_and_not_learned(name: str, masked: str):
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("typed", "matches"),
    [
        pytest.param("Nguyễn Thị Hương", True, id="as printed"),
        pytest.param("nguyen thi huong", True, id="without marks and capitals"),
        pytest.param(" NGUYỄN  Thị-Hương ", True, id="other spaces"),
        pytest.param("Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031bng", True, id="marks of their own"),
        pytest.param("Nguyễn Thị", False, id="a part"),
        pytest.param("N. T. Hương", False, id="the mask"),
        pytest.param("Trần Thị Hương", False, id="another family"),
        pytest.param("", False, id="nothing"),
        pytest.param("- .", False, id="no letters"),
    ],
)
def test_names_are_compared_without_marks(typed: str, matches: bool):
    assert names_match(typed, "Nguyễn Thị Hương") is matches


def test_a_day_begins_where_the_issuer_is():
    evening_in_london = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
    assert Issuer("Site", "Asia/Ho_Chi_Minh").day_of(evening_in_london) == date(2027, 1, 1)
