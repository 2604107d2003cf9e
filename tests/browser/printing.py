"""A page on paper: the sheets that come out, and what would not be read on them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.browser.inspecting import COLOUR_RULES, axe

Size = tuple[int, int]
# In points, as a file for a printer says it.
A4, A4_ACROSS, A6 = (595, 842), (842, 595), (298, 420)
PIXELS = 96 / 72

_MEDIA_BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
# What stands over the edge of its sheet, and what is larger than the room that it has.
_SPILLED = """(selector) => Array.from(document.querySelectorAll(selector)).flatMap((sheet) => {
  const room = sheet.getBoundingClientRect();
  const isOver = (box) => box.left < room.left - 1 || box.right > room.right + 1
    || box.top < room.top - 1 || box.bottom > room.bottom + 1;
  const isTooMuch = (part) => part.clientWidth && !part.closest("svg")
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1);
  return [sheet, ...sheet.querySelectorAll("*")]
    .filter((part) => isOver(part.getBoundingClientRect()) || isTooMuch(part))
    .map((part) => `spills over: ${part.tagName} “${part.textContent.trim().slice(0, 40)}”`);
})"""


def sheets(page: Page, **options: Any) -> list[Size]:
    """Width and height of each; by itself of the size that the page wants."""
    printed = page.pdf(**(options or {"prefer_css_page_size": True, "print_background": True}))
    return [(round(float(width)), round(float(height))) for width, height in _MEDIA_BOX.findall(printed)]


def faults(page: Page, part: str, width: int) -> list[str]:
    """What runs out of this part of the page or is too pale, on paper with so much room across."""
    with on_paper(page, width):
        spilled: list[str] = page.evaluate(_SPILLED, part)
        return spilled + axe(page, only=COLOUR_RULES)


@contextmanager
def on_paper(page: Page, width: int) -> Iterator[None]:
    """The screen looks like paper, with so much room across."""
    usual = page.viewport_size
    page.set_viewport_size({"width": round(width * PIXELS), "height": 1100})
    page.emulate_media(media="print")
    yield
    page.emulate_media(media="null")  # as printers see it again; "screen" would go for them, too
    page.set_viewport_size(usual)  # type: ignore[arg-type]
