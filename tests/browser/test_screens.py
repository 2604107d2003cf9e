"""Every screen in every language: what can be measured, and axe-core in three themes.

The short form looks at Vietnamese in light, then at its colours in the other themes, and at the other
languages in light. The long form loads everything in everything.
"""

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
