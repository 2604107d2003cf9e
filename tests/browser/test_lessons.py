"""Every lesson that ships, in every language, as a guest's phone opens it for the first time.

The short form opens six in each language; between them the languages open all eight courses.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from learnhub.kit.words import LANGUAGES
from tests.browser import inspecting
from tests.browser.cast import Cast
from tests.browser.phones import Phones
from tests.browser.screens import Window
from tests.browser.server import demo_server
from tests.browser.traffic import Traffic
from tests.browser.ward import Ward
from tests.factories.content import CATALOGUE, lessons_by_course

KB = 1024
COURSES = lessons_by_course()
ALL = [(course, lesson) for course, lessons in COURSES.items() for lesson in lessons]
SHORT = 6
# All pictures at once, those further down too; answers with the ones that do not come.
LOAD_PICTURES = """() => Promise.all([...document.images].map((picture) => {
  picture.loading = "eager";
  return picture.decode().then(() => "", () => picture.src);
}))"""


def opened(language: str) -> list[tuple[str, str]]:
    """The short form's lessons: one of each of six courses, others in each language."""
    turn = LANGUAGES.index(language)
    keys = [*COURSES, *COURSES][3 * turn : 3 * turn + SHORT]
    return [(key, COURSES[key][(turn + place) % len(COURSES[key])]) for place, key in enumerate(keys)]


@pytest.fixture(scope="module")
def reader(browser: Browser, workshop: Path) -> Iterator[Window]:
    """A phone on a site with the whole catalogue."""
    with (
        demo_server(workshop / "catalogue", content=CATALOGUE) as server,
        Ward.on(server) as ward,
        Window.on(Phones(browser, server), Cast(ward)) as window,
    ):
        phone = window.page.context.new_cdp_session(window.page)
        phone.send("Network.enable")
        phone.send("Network.setCacheDisabled", {"cacheDisabled": True})
        yield window


def faults_of(reader: Window, path: str, language: str) -> list[str]:
    reader.faults.clear()
    page = reader.page
    with Traffic(page) as traffic:
        answer = page.goto(path)
        missing = page.evaluate(LOAD_PICTURES)
    assert answer is not None
    faults = [] if answer.status == 200 else [f"status {answer.status}"]
    faults += [f"missing picture: {source}" for source in missing if source]
    weights = {
        "the page": (len(gzip.compress(answer.body(), 6)), 14 * KB),
        "without pictures": (traffic.size(pictures=False), 55 * KB),
        "with pictures": (traffic.size(), 90 * KB),
    }
    faults += [f"{what}: {size} bytes" for what, (size, most) in weights.items() if size > most]
    requests = traffic.count(pictures=False), traffic.count()
    faults += [f"requests: {requests}"] if requests[0] > 7 or requests[1] > 10 else []
    faults += inspecting.rules(page, language, elsewhere=[inspecting.NARROW])
    return faults + inspecting.axe(page) + reader.faults


def address(language: str, course: str, lesson: str) -> str:
    return f"/{language}/courses/{course}/lessons/{lesson}"


def test_lessons_open_well(reader: Window) -> None:
    """One test, because publishing all courses for two workers would take longer than looking at them."""
    found = {
        path: faults_of(reader, path, language)
        for language in LANGUAGES
        for path in (address(language, *place) for place in opened(language))
    }
    assert len(found) == SHORT * len(LANGUAGES)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_what_is_wrong_with_a_lesson_is_said(window: Window) -> None:
    """A lesson that does not exist stands for one that is broken."""
    found = faults_of(window, address("vi", next(iter(COURSES)), "no-such-lesson"), "vi")
    assert "status 404" in found


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("course", "lesson"), ALL)
def test_every_lesson_opens_well(reader: Window, language: str, course: str, lesson: str) -> None:
    assert faults_of(reader, address(language, course, lesson), language) == []
