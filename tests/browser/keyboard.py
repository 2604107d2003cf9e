"""A page by its keys alone. Whoever stands at a stop sees where, and comes to every other and back."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("keyboard.js").read_text(encoding="utf-8")
MOST_STOPS = 150
PAST_THE_END = 3
IS_AT = """([selector, text]) =>
  document.activeElement.matches(selector) && document.activeElement.textContent.includes(text)"""


@dataclass(frozen=True)
class Keyboard:
    """Presses keys and touches nothing else. Each page to which it comes is gone round first."""

    page: Page

    def open(self, path: str) -> None:
        """As by a link from elsewhere."""
        self.page.goto(path)
        self.go_round()

    def go_round(self) -> None:
        """Every stop in the order of the document and as it is read, then all of them back.

        Past the end both ways, too: after the last stop comes the first, or the browser's own before it.
        """
        self.page.evaluate(SCRIPT)
        wanted = [place for place, _ in self.page.evaluate("learnhubKeyboard.stops()")]
        self._come_to(wanted[0], "Tab")
        found = [self._here()] + [self._press("Tab") for _ in wanted[1:]]
        assert [stop and stop["place"] for stop in found] == wanted, self._told()
        assert [fault for before, after in pairwise(found) for fault in _jumps(before, after)] == []
        self._come_to(wanted[0], "Tab", most=PAST_THE_END)
        self._come_to(wanted[-1], "Shift+Tab", most=PAST_THE_END)
        back = [self._press("Shift+Tab") for _ in wanted[1:]]
        assert [stop and stop["place"] for stop in back] == wanted[-2::-1], self._told()

    def to(self, selector: str, text: str = "") -> None:
        """Forward to the nearest stop of this kind that says this."""
        for _ in range(MOST_STOPS):
            if self._press("Tab") and self.page.evaluate(IS_AT, [selector, text]):
                return
        raise AssertionError(f"{selector} {text} is not reached on {self._told()}")

    def follow(self, selector: str, text: str = "", *, key: str = "Enter") -> None:
        """What leads to another page, and round that page."""
        self.to(selector, text)
        self.send(key)

    def send(self, key: str = "Enter") -> None:
        """From where the focus is, to another page, and round that page."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press(key)
        self.go_round()

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.type(text)

    def tick(self, selector: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Space")
        assert self.page.evaluate("document.activeElement.checked")

    def choose(self, selector: str, value: str) -> None:
        """By the arrows: one of several marks, or of a list that stays closed."""
        self.to(selector)
        for _ in range(MOST_STOPS):
            if self._value() == value:
                break
            assert self._press("ArrowDown")
        if not self.page.evaluate("document.activeElement.checked ?? true"):
            self.page.keyboard.press("Space")
        assert self._value() == value

    def _value(self) -> str:
        value: str = self.page.evaluate("document.activeElement.value")
        return value

    def _come_to(self, place: int, key: str, *, most: int = MOST_STOPS) -> None:
        for _ in range(most):
            stop = self._press(key)
            if stop and stop["place"] == place:
                return
        raise AssertionError(f"no way round {self.page.url}: {self._told()}")

    def _press(self, key: str) -> Any:
        self.page.keyboard.press(key)
        return self._here()

    def _here(self) -> Any:
        """The stop, or none. Fails where nobody would see it."""
        stop = self.page.evaluate("learnhubKeyboard.here()")
        assert stop is None or stop["faults"] == [], (self.page.url, stop)
        return stop

    def _told(self) -> str:
        return f"{self.page.url}: {self.page.evaluate('learnhubKeyboard.stops()')}"


def _jumps(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The next stop begins below, or further along the same line."""
    is_below = after["begins"]["top"] >= before["ends"]["bottom"] - 1
    is_along = after["begins"]["bottom"] > before["ends"]["top"]
    is_beside = is_along and after["begins"]["left"] > before["ends"]["left"]
    return [] if is_below or is_beside else [f"{before} is followed by {after}"]
