"""What a camera reads in the squares of cards, certificates and posters: one address, and the right one."""

import base64
import re

import pytest
import zxingcpp
from playwright.sync_api import Locator, expect

from tests.browser.making import LONG_NAME
from tests.browser.printing import A4, A4_ACROSS, A6, on_paper
from tests.browser.screens import SCREENS, Window

# A picture as a camera has it: width, height, and how light each pixel is.
_GREYS = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  let greys = "";
  for (let i = 0; i < data.length; i += 4) {
    greys += String.fromCharCode((data[i] * 3 + data[i + 1] * 6 + data[i + 2]) / 10);
  }
  return [width, height, btoa(greys)];
}"""
# What the square of a card holds. It is a key, so the page says it nowhere in words.
CARDS = {"the home's card": "/k/{card}", "my card": "/k/{own_card}"}
# Beside these squares their address is printed.
SHEETS = {"certificate": (".cert", A4_ACROSS[0]), "guests: poster": (".poster", A4[0])}


def _show(window: Window, name: str, theme: str = "light") -> dict[str, str]:
    """The facts of whoever is looking."""
    [screen] = [screen for screen in SCREENS if screen.name == name]
    assert window.show(screen, "vi", theme=theme) == 200
    return dict(window.cast.get(screen.who).facts)


def _read(part: Locator, *, is_black_and_white: bool = False) -> list[str]:
    """What a camera finds in this part of the page."""
    png = base64.b64encode(part.screenshot()).decode()
    width, height, encoded = part.page.evaluate(_GREYS, png)
    greys = base64.b64decode(encoded)
    if is_black_and_white:
        greys = bytes(255 if grey > 127 else 0 for grey in greys)
    found = zxingcpp.read_barcodes(memoryview(greys).cast("B", (height, width)))
    return [square.text for square in found]


@pytest.mark.parametrize("theme", ["light", "dark", "high"])
@pytest.mark.parametrize("name", CARDS)
def test_a_card_holds_its_own_address(window: Window, name: str, theme: str) -> None:
    facts = _show(window, name, theme)
    address = window.cast.ward.url + CARDS[name].format_map(facts)
    card = window.page.locator(".handcard")
    assert _read(card) == [address]
    with on_paper(window.page, A6[0]):
        assert _read(card, is_black_and_white=True) == [address]


@pytest.mark.parametrize("theme", ["light", "dark", "high"])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_holds_the_address_that_is_printed_beside(window: Window, name: str, theme: str) -> None:
    part, width = SHEETS[name]
    _show(window, name, theme)
    sheet = window.page.locator(part)
    printed = re.findall(r"https?://\S+", sheet.inner_text())
    assert len(printed) == 1
    assert _read(sheet) == printed
    with on_paper(window.page, width):
        assert _read(sheet, is_black_and_white=True) == printed


def test_each_of_two_cards_leads_to_the_home_that_it_names(window: Window) -> None:
    _show(window, "parted: the cards of both homes")
    cards = window.page.locator(".handcard").all()
    led = [(card.locator("h2").inner_text().removeprefix("Nhà "), *_read(card)) for card in cards]
    assert {home for home, _ in led} == {"Bà Ba", LONG_NAME}
    window.page.context.clear_cookies()  # a new phone, which belongs to neither
    for home, address in led:
        window.page.goto(address)
        expect(window.page.locator("h1")).to_contain_text(home)
