"""The screens of screens.toml, and how one gets there."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.browser.cast import Cast
from tests.browser.phones import Phones

FILE = Path(__file__).with_name("screens.toml")


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
    status: int = 200
    lite: bool = False

    def address(self, language: str, cast: Cast) -> str:
        path = self.path.format_map(cast.get(self.facts_of or self.who).facts)
        return path if path.startswith(("/c/", "/c?")) else f"/{language}{path}"


SCREENS = tuple(Screen(**entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["screen"])


@dataclass
class Visit:
    """A screen that is open. `faults` is what the browser complained about on the way there."""

    page: Page
    status: int
    faults: list[str]


@contextmanager
def visit(
    phones: Phones, cast: Cast, screen: Screen, language: str, *, width: int = 360, theme: str = "light"
) -> Iterator[Visit]:
    with phones.open(width=width, theme=theme, lite=screen.lite) as phone:
        url = phones.server.url
        cookies = {"learnhub-language": language, "learnhub-demo": cast.get(screen.who).token}
        phone.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in cookies.items() if value]
        )
        page = phone.new_page()
        faults = _listen(page, url)
        answer = page.goto(screen.address(language, cast))
        if screen.press:
            answer = _press(page, screen)
        yield Visit(page, answer.status if answer else 0, faults)


def _press(page: Page, screen: Screen) -> Response:
    """The answer may replace the page or, with htmx, a part of it."""
    for name, value in screen.fill.items():
        page.locator(f"[name={name}]").fill(value)

    def is_reply(answer: Response) -> bool:
        return answer.request.resource_type in {"document", "fetch"} and answer.status not in {302, 303}

    with page.expect_response(is_reply) as heard:
        page.locator(screen.press).first.click()
    answer = heard.value
    answer.finished()
    page.wait_for_load_state("load")
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, [aria-busy]')")
    return answer


def _listen(page: Page, url: str) -> list[str]:
    """Errors of the console (a content policy that was broken among them), and requests to other hosts."""
    faults: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        # That a page has the status of an error is what the screen is about.
        if said.type in {"error", "warning"} and "responded with a status of 4" not in said.text:
            faults.append(f"console: {said.text}")

    def see(asked: Request) -> None:
        if not asked.url.startswith((url, "data:", "about:")):
            faults.append(f"another host: {asked.url}")

    page.on("console", hear)
    page.on("request", see)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    return faults
