"""Rules that every screen keeps. Each function answers with the faults of an open page."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.house.words import po_path, read

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
# Another theme changes nothing but colours.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE = (1280, 1024)
NARROW = (320, 256)  # the same at 400 % zoom


def rules(page: Page, language: str, *, elsewhere: Sequence[tuple[int, int]] = (NARROW, WIDE)) -> list[str]:
    """`elsewhere`: other sizes at which nothing may spill."""
    page.evaluate(INSPECT)
    called = "(call) => learnhubInspect[call[0]](...call.slice(1))"
    faults: list[str] = []
    for call in (["frame", language], ["letters"], ["targets"], ["sideways"], ["spilled"], ["spacious"]):
        faults += page.evaluate(called, call)
    faults += untranslated(page.evaluate(called, ["words"]), language)
    usual = page.viewport_size
    for width, height in elsewhere:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(called, ["sideways"]) + page.evaluate(called, ["spilled"])
        faults += [f"at {width} px {fault}" for fault in found]
    page.set_viewport_size(usual)  # type: ignore[arg-type]
    return faults


def untranslated(words: list[str], language: str) -> list[str]:
    """English words on a page of another language, and places that nothing was put into."""
    english = _english(language)
    return [f"untranslated: {text}" for text in words if text in english or "%(" in text or "{{" in text]


@cache
def _english(language: str) -> frozenset[str]:
    """Message ids whose words in this language are others."""
    if language == "en":
        return frozenset()
    catalog = read(po_path(language), language)
    return frozenset(
        message.id
        for message in catalog
        if isinstance(message.id, str) and message.id and message.string not in ("", message.id)
    )


def axe(page: Page, *, only: Mapping[str, object] = ALL_RULES) -> list[str]:
    """No rule is switched off and no part of the page left out."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found: list[Any] = page.evaluate("(options) => axe.run(options).then((told) => told.violations)", options)
    return [
        f"axe {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


def colours(page: Page, theme: str) -> list[str]:
    """The page as it would have come in this theme."""
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
    return [f"{theme}: {fault}" for fault in axe(page, only=COLOUR_RULES)]
