"""Every screen in a language that is not Vietnamese: Indonesian and English in turn.

A file of its own, so that it can run beside test_screens.
"""

import pytest

from tests.browser import inspecting
from tests.browser.screens import SCREENS, Screen, Window

IN_TURN = [(screen, ("id", "en")[place % 2]) for place, screen in enumerate(SCREENS)]


@pytest.mark.parametrize(
    ("screen", "language"), IN_TURN, ids=[f"{screen.name}-{language}" for screen, language in IN_TURN]
)
def test_a_screen_keeps_the_rules_in_another_language(window: Window, screen: Screen, language: str) -> None:
    assert window.show(screen, language) == screen.status
    faults = inspecting.rules(window.page, language) + inspecting.axe(window.page)
    assert faults + window.faults == []
