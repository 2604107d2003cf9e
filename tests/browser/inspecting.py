"""Rules that every screen keeps. Each function answers with the faults of an open page."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.house.words import po_path, read

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
INSPECT = (HERE / "inspect.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 256}  # 1280 by 1024 px at 400 % zoom


def rules(page: Page, language: str) -> list[str]:
    page.evaluate(INSPECT)
    called = "(call) => learnhubInspect[call[0]](...call.slice(1))"
    faults: list[str] = []
    for call in (["frame", language], ["letters"], ["targets"], ["spacious"]):
        faults += page.evaluate(called, call)
    faults += untranslated(page.evaluate(called, ["words"]), language)
    usual = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    faults += page.evaluate(called, ["sideways"])
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


def axe(page: Page, theme: str = "") -> list[str]:
    """No rule is switched off and no part of the page left out."""
    if theme:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"]}
    found: list[Any] = page.evaluate("(options) => axe.run(options).then((told) => told.violations)", options)
    return [
        f"axe {fault['id']}{' in ' + theme if theme else ''}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
