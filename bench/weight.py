"""What a real browser fetches, and when something is to be seen on a weak phone with a weak signal."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.browser.find_chromium import find

from bench.servers import Server
from bench.world import LANGUAGE, World

# 400 kbit/s, 400 ms, a processor four times slower.
LATENCY_MS, BYTES_A_SECOND, SLOWER, RUNS = 400, 50_000, 4, 3
EXTRAS = frozenset({"Image", "Media"})
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass
class Traffic:
    """What came over the wire, head and body. `extra` are pictures and audio."""

    requests: int = 0
    wire_bytes: int = 0
    extra_requests: int = 0
    extra_bytes: int = 0
    _kinds: dict[str, str] = field(default_factory=dict)
    _cached: set[str] = field(default_factory=set)

    def watch(self, session: Any) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", lambda seen: self._cached.add(seen["requestId"]))
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, seen: Any) -> None:
        self._kinds[seen["requestId"]] = seen.get("type", "")

    def _received(self, seen: Any) -> None:
        if seen["response"].get("fromDiskCache"):
            self._cached.add(seen["requestId"])

    def _finished(self, seen: Any) -> None:
        if seen["requestId"] in self._cached:
            return
        size = int(seen["encodedDataLength"])
        if self._kinds.get(seen["requestId"]) in EXTRAS:
            self.extra_requests += 1
            self.extra_bytes += size
        else:
            self.requests += 1
            self.wire_bytes += size


@dataclass(frozen=True, slots=True)
class Weight:
    chromium: str
    first_visit: Traffic
    next_lesson: Traffic
    landing_paint_seconds: float
    lesson_paint_seconds: float


def measure_weight(server: Server, world: World) -> Weight | None:
    """None where there is no Chromium."""
    path = find()
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        base = f"http://127.0.0.1:{server.port}"
        lessons = [f"{base}/{LANGUAGE}/courses/{world.course}/lessons/{lesson}" for lesson in world.lessons]
        with _member(browser, world) as context:
            page = context.new_page()
            first, second = _visit(page, lessons[2]), _visit(page, lessons[3])
        weight = Weight(
            chromium=browser.version,
            first_visit=first,
            next_lesson=second,
            landing_paint_seconds=_first_paint(browser, world, f"{base}/{LANGUAGE}"),
            lesson_paint_seconds=_first_paint(browser, world, lessons[3]),
        )
        browser.close()
    return weight


@contextmanager
def _member(browser: Browser, world: World) -> Iterator[BrowserContext]:
    """A phone with nothing kept but its session."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2)
    name, _, token = world.members[0].cookie.partition("=")
    context.add_cookies([{"name": name, "value": token, "domain": "127.0.0.1", "path": "/"}])
    yield context
    context.close()


def _visit(page: Page, address: str) -> Traffic:
    traffic = Traffic()
    session = page.context.new_cdp_session(page)
    traffic.watch(session)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(700)  # what scripts fetch after the load
    session.detach()
    return traffic


def _first_paint(browser: Browser, world: World, address: str) -> float:
    """Seconds to the first text or picture, the middle of some cold visits."""
    return statistics.median(_cold_paint(browser, world, address) for _ in range(RUNS))


def _cold_paint(browser: Browser, world: World, address: str) -> float:
    with _member(browser, world) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": BYTES_A_SECOND,
                "uploadThroughput": BYTES_A_SECOND,
            },
        )
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load", timeout=60_000)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        milliseconds: float = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        return milliseconds / 1000
