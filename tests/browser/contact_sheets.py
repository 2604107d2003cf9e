"""Pictures of every screen, gathered on sheets for a person to look at: `make screens`.

Vietnamese at 360 and 1280 px in three themes, Indonesian and English at 360 px in light. One PNG for each
group of screens, theme, width and language in build/screens/, and an index.html of them all.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import find_chromium
from tests.browser.cast import Cast
from tests.browser.phones import Phones, launch
from tests.browser.screens import SCREENS, Screen, Window
from tests.browser.server import ROOT, demo_server
from tests.browser.ward import Ward

FOLDER = ROOT / "build" / "screens"
STYLE = """
body { margin: 0; padding: 24px; background: #888; font: 20px/1.4 sans-serif; color: #000 }
main { display: flex; flex-wrap: wrap; gap: 24px; align-items: flex-start }
figure { margin: 0; background: #fff } img { display: block }
figcaption { padding: 8px; font-weight: bold }
"""
TALLEST = 7000  # px of a screen that are shown on a sheet


@dataclass(frozen=True)
class Sheet:
    """`columns` screens stand side by side."""

    group: str
    language: str
    theme: str
    width: int
    columns: int

    @property
    def name(self) -> str:
        return f"{self.group}-{self.language}-{self.theme}-{self.width}"

    @property
    def screens(self) -> list[Screen]:
        return [screen for screen in SCREENS if screen.group == self.group]


def sheets() -> Iterator[Sheet]:
    for group in dict.fromkeys(screen.group for screen in SCREENS):
        for theme in ("light", "dark", "high"):
            yield Sheet(group, "vi", theme, 360, 7)
            yield Sheet(group, "vi", theme, 1280, 3)
        for language in ("id", "en"):
            yield Sheet(group, language, "light", 360, 7)


def make(sheet: Sheet, window: Window, browser: Browser, workshop: Path) -> None:
    """The sheet is a page of pictures, whose picture is taken in turn."""
    figures = []
    for number, screen in enumerate(sheet.screens):
        picture = workshop / f"{sheet.name}-{number}.png"
        window.show(screen, sheet.language, width=sheet.width, theme=sheet.theme)
        for image in window.page.locator("img[loading=lazy]").all():
            image.scroll_into_view_if_needed()
        window.page.wait_for_load_state("networkidle")
        height = min(TALLEST, int(window.page.evaluate("document.documentElement.scrollHeight")))
        area = {"x": 0, "y": 0, "width": sheet.width, "height": height}
        window.page.screenshot(path=picture, full_page=True, clip=area)  # type: ignore[arg-type]
        shown_width = sheet.width if sheet.width < 400 else sheet.width // 2
        figures.append(
            f'<figure style="width: {shown_width}px"><figcaption>{escape(screen.name)}</figcaption>'
            f'<img src="{picture.name}" width="{shown_width}"></figure>'
        )
    page_file = workshop / f"{sheet.name}.html"
    page_file.write_text(
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><main>{''.join(figures)}</main>"
    )
    wide = sheet.columns * (shown_width + 24) + 48
    page = browser.new_page(viewport={"width": wide, "height": 600})
    page.goto(page_file.as_uri())
    page.screenshot(path=FOLDER / f"{sheet.name}.png", full_page=True)
    page.close()


def write_index(made: list[Sheet]) -> None:
    rows = "".join(
        f'<li><a href="{sheet.name}.png">{escape(sheet.name)}</a>: {len(sheet.screens)} screens</li>'
        for sheet in made
    )
    head = "<!doctype html><html lang=en><meta charset=utf-8><title>Screens</title><h1>Screens</h1>"
    (FOLDER / "index.html").write_text(f"{head}<ul>{rows}</ul>", encoding="utf-8")


def main(wanted: list[str]) -> None:
    """All sheets, or those whose name has one of the given words in it."""
    if find_chromium.find() is None:
        sys.exit(find_chromium.HOW)
    FOLDER.mkdir(parents=True, exist_ok=True)
    chosen = [sheet for sheet in sheets() if not wanted or any(word in sheet.name for word in wanted)]
    workshop = Path(tempfile.mkdtemp(prefix="learnhub-screens-"))
    try:
        with (
            sync_playwright() as playwright,
            demo_server(workshop / "demo") as server,
            Ward.on(server) as ward,
        ):
            browser = launch(playwright)
            with Window.on(Phones(browser, server), Cast(ward)) as window:
                for sheet in chosen:
                    make(sheet, window, browser, workshop)
                    print(f"{FOLDER.relative_to(ROOT) / sheet.name}.png", flush=True)
            browser.close()
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    write_index(list(sheets()))


if __name__ == "__main__":
    main(sys.argv[1:])
