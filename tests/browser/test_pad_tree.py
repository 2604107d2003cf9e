"""What Chromium hands to a screen reader of the picture pad and of the chooser.

docs/rules.md, H10: which pictures were pressed is the secret, so no button says it afterwards.
"""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.cast import Cast
from tests.browser.making import LONG_NAME

PICTURES = [
    "Nón lá",
    "Nhà sàn",
    "Mặt trời",
    "Mặt trăng",
    "Thuyền",
    "Trống",
    "Ấm trà",
    "Đèn dầu",
    "Chìa khóa",
    "Xe đạp",
    "Quạt",
    "Núi",
]
PADS = {
    "/who/{pictures}": f"Bà {LONG_NAME}, bấm 3 hình của mình",
    "/me/lock/pictures": "Bấm 3 hình khác nhau",
}
OWN = {"/who/{pictures}": "locks", "/me/lock/pictures": "locked"}
pads = pytest.mark.parametrize("path", PADS)


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    return phone.new_page()


def _show(page: Page, cast: Cast, actor: str, path: str) -> None:
    token = {"name": "learnhub-demo", "value": cast.get(actor).token, "url": cast.ward.url}
    page.context.add_cookies([token])
    page.goto(f"/vi{path.format_map(cast.get(actor).facts)}")


def _tree(page: Page, *roles: str) -> list[dict[str, Any]]:
    """Chromium's own nodes of these roles: their name, their state, and the text in them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return [_node(node, by_id) for node in nodes if not node["ignored"] and node["role"]["value"] in roles]


def _node(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    inside = (by_id[key].get("name", {}).get("value", "") for key in node.get("childIds", []))
    state = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    state.pop("focused", None)  # where the finger or the key was last
    return {"name": node["name"]["value"], "state": state, "text": "".join(inside)}


@pads
@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_pad_is_a_heading_and_twelve_named_buttons(page: Page, cast: Cast, path: str) -> None:
    _show(page, cast, OWN[path], path)
    assert [node["name"] for node in _tree(page, "heading")] == [PADS[path]]
    assert [node["name"] for node in _tree(page, "button")] == PICTURES
    assert [node["name"] for node in _tree(page, "image")] == ["Đã bấm 0 trong 3"]


@pads
@pytest.mark.parametrize("has_scripts", [True])
def test_each_press_is_told_and_no_button_tells_which(page: Page, cast: Cast, path: str) -> None:
    """A button is pressed for a second, for whoever presses it."""
    _show(page, cast, OWN[path], path)
    fresh = _tree(page, "button")
    for count, picture in ((1, "sun"), (2, "moon")):
        page.locator(f"[name=picture][value={picture}]").click()
        [status] = _tree(page, "status")
        assert (status["text"], status["state"]["live"]) == (f"Đã bấm {count} trong 3", "polite")
        assert [node["name"] for node in _tree(page, "image")] == [f"Đã bấm {count} trong 3"]
    expect(page.locator("[aria-pressed]")).to_have_count(0, timeout=2000)
    assert _tree(page, "button") == fresh


@pads
@pytest.mark.parametrize("has_scripts", [False])
def test_without_scripts_the_next_page_tells_how_many_and_not_which(
    page: Page, cast: Cast, path: str
) -> None:
    _show(page, cast, OWN[path], path)
    fresh = _tree(page, "button")
    for count, picture in ((1, "sun"), (2, "moon")):
        page.locator(f"[name=picture][value={picture}]").click()
        expect(page.locator(f"[data-count='{count}']")).to_be_visible()
        assert [node["name"] for node in _tree(page, "image")] == [f"Đã bấm {count} trong 3"]
        assert _tree(page, "button") == fresh


@pytest.mark.parametrize("has_scripts", [True])
def test_the_chooser_names_everybody_and_says_who_has_a_lock(page: Page, cast: Cast) -> None:
    _show(page, cast, "locks", "/who")
    assert [node["name"] for node in _tree(page, "heading")] == ["Ai đang học?"]
    assert [node["name"] for node in _tree(page, "button")] == ["Học mà không chọn tên", "Bà Ba Chưa học"]
    links = [node["name"] for node in _tree(page, "link") if "/who/" in node["state"]["url"]]
    locked = [f"{LONG_NAME} Có khóa hình", "Chị Mỵ Có mã số", "Ông Tư Có khóa hình", "Bé Súa Có khóa hình"]
    assert links == [*locked, "Thêm người"]
