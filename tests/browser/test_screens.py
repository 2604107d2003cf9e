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


def test_the_rules_find_what_is_planted(phones: Phones, cast: Cast) -> None:
    with visit(phones, cast, SCREENS[1], "vi") as shown:
        shown.page.evaluate(PLANT, list(PLANTED))
        faults = inspecting.rules(shown.page, "vi") + inspecting.axe(shown.page)
        faults += inspecting.colours(shown.page, "dark") + shown.faults
    missed = [start for start in PLANTED.values() if not any(fault.startswith(start) for fault in faults)]
    assert missed == [], faults


def test_a_certificate_is_printed_on_one_sheet(phones: Phones, cast: Cast) -> None:
    [screen] = [screen for screen in SCREENS if screen.name == "certificate"]
    with visit(phones, cast, screen, "vi") as shown:
        printed = shown.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


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
