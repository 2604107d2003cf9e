"""Every screen in every language: what can be measured, and axe-core in three themes.

The short form looks at Vietnamese in light, then at its colours in the other themes, and at the other
languages in light. The long form loads everything in everything.
"""

import re

import pytest

from tests.browser import inspecting
from tests.browser.cast import Cast
from tests.browser.phones import Phones
from tests.browser.screens import SCREENS, Screen, visit

THEMES = ("light", "dark", "high")


@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_keeps_the_rules(phones: Phones, cast: Cast, screen: Screen, language: str) -> None:
    with visit(phones, cast, screen, language) as shown:
        assert shown.status == screen.status
        faults = inspecting.rules(shown.page, language) + inspecting.axe(shown.page)
        if language == "vi":
            faults += inspecting.colours(shown.page, "dark") + inspecting.colours(shown.page, "high")
        assert faults + shown.faults == []


# What is wrong, and how its fault begins.
PLANTED = {
    "<h1>A second heading</h1>": "2 of h1",
    "<p style='position: sticky'>Stays</p>": "sticky: ",
    "<p style='font-size: 12px'>Small print</p>": "12px: ",
    "<button style='width: 20px; height: 20px; min-width: 0; min-height: 0; padding: 0'>x</button>": "20×20 px",
    "<p style='width: 600px; max-width: none'>A wide one</p>": "600 px on 320",
    "<p style='height: 20px; width: 90px; overflow: hidden'>Too long for its box</p>": "cut off: ",
    "<p>Skip to the content</p>": "untranslated: Skip",
    "<p style='color: #999; background: #777'>Pale</p>": "dark: axe color-contrast",
    "<img src='/static/no.png'>": "axe image-alt",
    "<img src='https://elsewhere.invalid/x.png' alt=''>": "another host: ",
    "<script src='https://elsewhere.invalid/x.js'></script>": "console: ",
}
PLANT = """(planted) => planted.forEach((html) => {
  const made = document.createRange().createContextualFragment(html);
  made.querySelectorAll("[style]").forEach((element) => { element.style.cssText = element.getAttribute("style"); });
  document.querySelector("main h1").after(made);
})"""


def test_the_rules_find_what_is_planted(phones: Phones, cast: Cast) -> None:
    with visit(phones, cast, SCREENS[1], "vi") as shown:
        shown.page.evaluate(PLANT, list(PLANTED))
        faults = inspecting.rules(shown.page, "vi") + inspecting.axe(shown.page)
        faults += inspecting.colours(shown.page, "dark") + shown.faults
    assert [start for start in PLANTED.values() if not any(map(re.compile(start).match, faults))] == [], (
        faults
    )


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_keeps_the_rules_everywhere(
    phones: Phones, cast: Cast, screen: Screen, language: str, theme: str, width: int
) -> None:
    with visit(phones, cast, screen, language, width=width, theme=theme) as shown:
        assert shown.page.locator("html").get_attribute("data-theme") == theme
        assert inspecting.rules(shown.page, language) + inspecting.axe(shown.page) + shown.faults == []
