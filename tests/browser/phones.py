"""Phones: browser contexts with a width, a language, colours, and scripts or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser import find_chromium
from tests.browser.server import Server

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TIMEOUT = 30_000
PHONE_WIDTH = 360


def launch(playwright: Playwright) -> Browser:
    """The back/forward cache stays on, as in people's hands. A missing Chromium is a failure."""
    path = find_chromium.find()
    if path is None:
        raise RuntimeError(find_chromium.HOW)
    return playwright.chromium.launch(
        executable_path=path, args=list(ARGUMENTS), ignore_default_args=["--disable-back-forward-cache"]
    )


def prefs(*, theme: str = "light", lite: bool = False) -> str:
    """The cookie of a phone that wants its pages like this."""
    return urlencode({"theme": theme, "size": "100", "lite": lite})


def be_slow(page: Page) -> None:
    """400 kbit/s with 400 ms there and back, on a processor of a quarter of this one's speed."""
    chromium = page.context.new_cdp_session(page)
    line = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    chromium.send("Network.enable")
    chromium.send("Network.emulateNetworkConditions", line)
    chromium.send("Emulation.setCPUThrottlingRate", {"rate": 4})


@dataclass(frozen=True)
class Phones:
    """Opens phones on one server."""

    browser: Browser
    server: Server

    @contextmanager
    def open(
        self,
        *,
        width: int = PHONE_WIDTH,
        scripts: bool = True,
        theme: str = "light",
        lite: bool = False,
        **more: Any,
    ) -> Iterator[BrowserContext]:
        self.server.check()
        context = self.browser.new_context(
            base_url=self.server.url,
            viewport={"width": width, "height": 740},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(TIMEOUT)
        wanted = prefs(theme=theme, lite=lite)
        context.add_cookies([{"name": "learnhub-prefs", "value": wanted, "url": self.server.url}])
        try:
            yield context
        finally:
            context.close()
