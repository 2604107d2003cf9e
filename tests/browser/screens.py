"""The screens of screens.toml, and how one gets there."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

from tests.browser.cast import Cast
from tests.browser.inspecting import AXE
from tests.browser.meanwhile import HAPPENINGS
from tests.browser.phones import PHONE_WIDTH, Phones, prefs

FILE = Path(__file__).with_name("screens.toml")
# Fields into which nobody types. A radio button or a box is chosen when it has the value, else it is not.
CHOSEN = "[type=hidden], [type=radio], [type=checkbox]"
CHOOSE = """(fields, value) => fields.forEach((field) => {
  if (field.type === "hidden") field.value = value; else field.checked = field.value === value;
})"""


@dataclass(frozen=True)
class Screen:
    """One entry of screens.toml."""

    name: str
    path: str
    who: str
    group: str
    facts_of: str = ""
    fill: Mapping[str, str] = field(default_factory=dict)
    press: str = ""
    meanwhile: str = ""
    anew: bool = False
    shows: str = ""
    status: int = 200
    lite: bool = False

    def address(self, language: str, cast: Cast) -> str:
        path = self.path.format_map(cast.get(self.facts_of or self.who).facts)
        return path if path.startswith(("/c/", "/c?", "/k/")) else f"/{language}{path}"


SCREENS = tuple(Screen(**entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["screen"])


@dataclass
class Window:
    """One page that goes from screen to screen, each time as another person.

    `faults` is what the browser complained about on the screen that is open.
    """

    page: Page
    cast: Cast
    faults: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def on(cls, phones: Phones, cast: Cast) -> Iterator["Window"]:
        with phones.open() as phone:
            phone.add_init_script(AXE)  # once, and not again with every page
            window = cls(phone.new_page(), cast)
            window._listen()
            yield window

    def show(self, screen: Screen, language: str, *, width: int = PHONE_WIDTH, theme: str = "light") -> int:
        """The status of the page."""
        phone = self.page.context
        phone.clear_cookies()
        wanted = {
            "learnhub-prefs": prefs(theme=theme, lite=screen.lite),
            "learnhub-language": language,
            "learnhub-demo": self.cast.get(screen.who).token,
        }
        url = self.cast.ward.url
        phone.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in wanted.items() if value]
        )
        self.faults.clear()
        self.page.set_viewport_size({"width": width, "height": 740})
        answer = self.page.goto(screen.address(language, self.cast))
        if screen.press:
            facts = self.cast.get(screen.who).facts
            with HAPPENINGS[screen.meanwhile](self.cast.ward, facts):
                answer = _press(self.page, screen, facts)
        if screen.anew:
            self.cast.forget(screen.who)
        assert not screen.shows or self.page.locator(screen.shows).count(), f"nothing is {screen.shows}"
        assert answer is not None
        return answer.status

    def _listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("request", self._see)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _hear(self, said: ConsoleMessage) -> None:
        """A broken content policy is told here too. That a page has an error's status is no fault."""
        if said.type in {"error", "warning"} and "responded with a status of 4" not in said.text:
            self.faults.append(f"console: {said.text}")

    def _see(self, asked: Request) -> None:
        if not asked.url.startswith((self.cast.ward.url, "data:", "about:")):
            self.faults.append(f"another host: {asked.url}")


def _press(page: Page, screen: Screen, facts: Mapping[str, str]) -> Response:
    """The answer may replace the page or, with htmx, a part of it."""
    for name, value in screen.fill.items():
        _fill(page.locator(f"[name={name}]"), value.format(**facts))

    def is_reply(answer: Response) -> bool:
        return answer.request.resource_type in {"document", "fetch"} and answer.status not in {302, 303}

    with page.expect_response(is_reply) as heard:
        page.locator(screen.press).first.click()
    answer = heard.value
    answer.finished()
    page.wait_for_load_state("load")
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, [aria-busy]')")
    return answer


def _fill(fields: Locator, value: str) -> None:
    if fields.first.evaluate(f"(field) => field.matches('{CHOSEN}')"):
        fields.evaluate_all(CHOOSE, value)
    else:
        fields.fill(value)
