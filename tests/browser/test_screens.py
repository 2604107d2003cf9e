"""Every screen: what can be measured, and axe-core in three themes.

The short form looks at Vietnamese in light, then at its colours in one of the other themes, in turn. The long
form loads everything in everything, at 360 px and at three other widths.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import inspecting
from tests.browser.screens import SCREENS, Screen, Window


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_keeps_the_rules(window: Window, screen: Screen) -> None:
    assert window.show(screen, "vi") == screen.status
    faults = inspecting.rules(window.page, "vi") + inspecting.axe(window.page)
    faults += inspecting.colours(window.page, ("dark", "high")[SCREENS.index(screen) % 2])
    assert faults + window.faults == []


# What is wrong, and how its fault begins.
PLANTED = {
    "<h1>A second heading</h1>": "2 of h1",
    "<p data-style='position: sticky'>Stays</p>": "sticky: ",
    "<p data-style='font-size: 12px'>Small print</p>": "12px: ",
    "<button data-style='width: 20px; height: 20px'>x</button>": "20×20 px",
    "<p data-style='width: 600px; max-width: none'>A wide one</p>": "at 320 px 6",
    "<p data-style='height: 20px; width: 90px; overflow: hidden'>Too long for its box</p>": "cut off: ",
    "<div data-style='height: 20px; border: 1px solid'>Two<br>lines</div>": "at 320 px spills over",
    "<p>Skip to the content</p>": "untranslated: Skip",
    "<p data-style='color: #999; background: #777'>Pale</p>": "dark: axe color-contrast",
    "<img src='/static/no.png'>": "axe image-alt",
    "<img src='https://elsewhere.invalid/x.png' alt=''>": "another host: ",
    "<script src='https://elsewhere.invalid/x.js'></script>": "console: ",
}
PLANT = """(planted) => planted.forEach((html) => {
  const made = document.createRange().createContextualFragment(html);
  made.querySelectorAll("[data-style]").forEach((element) => {
    element.style.cssText = element.dataset.style + "; min-width: 0; min-height: 0; padding: 0";
  });
  document.querySelector("main h1").after(made);
})"""


def test_the_rules_find_what_is_planted(window: Window) -> None:
    window.show(SCREENS[1], "vi")
    window.page.evaluate(PLANT, list(PLANTED))
    faults = inspecting.rules(window.page, "vi") + inspecting.axe(window.page)
    faults += inspecting.colours(window.page, "dark") + window.faults
    missed = [start for start in PLANTED.values() if not any(fault.startswith(start) for fault in faults)]
    assert missed == [], faults


@pytest.mark.long
@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_keeps_the_rules_everywhere(window: Window, screen: Screen, language: str) -> None:
    """At four widths, by axe-core at two of them, then in the other themes as the server sends them."""
    faults: list[str] = []
    for width in (320, 360, 768, 1280):
        window.show(screen, language, width=width)
        faults += inspecting.rules(window.page, language, elsewhere=())
        faults += (inspecting.axe(window.page) if width in (360, 1280) else []) + window.faults
    for theme in ("dark", "high"):
        window.show(screen, language, theme=theme)
        expect(window.page.locator("html")).to_have_attribute("data-theme", theme)
        faults += inspecting.axe(window.page, only=inspecting.COLOUR_RULES) + window.faults
    assert faults == []
