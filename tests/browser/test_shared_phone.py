"""docs/rules.md, H28, H26, R-29, R-49: what one person saw on a shared phone does not come to the next."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from learnhub.households.models import Household
from learnhub.kit.db import transaction
from learnhub.web.deps import system_clock
from tests.browser import walk
from tests.browser.making import Maker
from tests.browser.walk import PRIMARY, choose, press, said
from tests.browser.ward import COURSE, Ward
from tests.browser.ways import phones_on, ward_of_phones, ways
from tests.factories.locks import PICTURES

HE, SHE = "Ông Tư", "Chị Mỵ"
NOTHING = {"local": {}, "session": {}, "databases": [], "caches": []}
# Everything that a page may leave in a browser, cookies apart.
KEPT = """async () => ({
  local: {...localStorage}, session: {...sessionStorage},
  databases: await indexedDB.databases(), caches: await caches.keys(),
})"""
# The page on screen was marked: it came out of the browser's memory, not from the site.
IS_KEPT = "Boolean(window.isKept)"
# Which of these addresses the browser could show without asking the site.
IN_CACHE = """(paths) => Promise.all(paths.map((path) =>
  fetch(path, {cache: "only-if-cached", mode: "same-origin"}).then((answer) => answer.ok && path, () => false)
)).then((found) => found.filter(Boolean))"""

# Pages on which the people of a home see each other's names.
LISTS_THE_HOME = re.compile(r"/(who|household/stored)\b")
FIRST = 2  # an empty page, and the chooser
NOWHERE = re.compile("$^")

phones = phones_on("server", "postgresql_server")
ward = ward_of_phones


@dataclass(frozen=True)
class Home:
    """`his` are the pages that he opens."""

    code: str
    his: tuple[str, ...]


@pytest.fixture
def home(ward: Ward, language: str) -> Home:
    """He has practised, and is in the middle of a test."""
    with transaction(ward.database) as session:
        make = Maker(session, ward, system_clock())
        home_id, he = ward.add_home(session, HE, SHE)
        make.finish(he, len(make.lessons))
        practised, open_test = make.begin(he, "practice"), make.begin(he, "final")
        make.answer(he, practised, right=6, wrong=4)
        make.hand_in(he, practised)
        make.answer(he, open_test, right=2, wrong=1)
        code = session.scalars(select(Household.code).where(Household.id == home_id)).one()
    paths = (
        "/me",
        f"/attempts/{open_test}/questions/2",
        f"/attempts/{practised}/result",
        "/settings",
        "/household/stored",
    )
    return Home(code, tuple(f"/{language}{path}" for path in paths))


@ways("scripts-vi", "plain-id")
def test_the_next_person_finds_nothing_of_the_former(
    phone: BrowserContext, ward: Ward, home: Home, language: str
) -> None:
    page = phone.new_page()
    _comes_back_from_memory(page, language)
    ward.be_home(phone, home.code)
    _begin_as(page, HE, language)
    _set_a_lock(page, language)
    _look_at(page, *home.his)
    press(page, ".chip")
    choose(page, SHE)
    _learn(page, ward, language)
    _keeps_nothing(page, home.his)
    for way in ("back", "forward"):
        _go_through(page, way, home.his, never=(HE,), but=LISTS_THE_HOME)
    expect(page.locator(".chip")).to_contain_text(SHE)
    page.goto(f"/{language}/who")
    expect(page.locator("a.person", has_text=HE)).to_have_attribute("href", re.compile("/who/"))
    _forget(page)
    assert phone.cookies() == []
    _keeps_nothing(page, home.his)
    _go_through(page, "back", home.his, never=(HE, SHE))


@ways("scripts-en", "plain-vi")
def test_pictures_that_the_browser_sends_again_are_not_shown(
    phone: BrowserContext, ward: Ward, home: Home, language: str
) -> None:
    """He set a lock and opened it. Back comes to what a form brought, and reloading sends it again."""
    ward.be_home(phone, home.code)
    page = phone.new_page()
    _begin_as(page, HE, language)
    _set_a_lock(page, language)
    press(page, ".chip")
    walk.unlock(page, HE)
    press(page, ".chip")
    choose(page, SHE)
    expect(page.locator(".chip")).to_contain_text(SHE)
    for _ in range(_to_the_first(page)):
        walk.go(page, "back")
        page.reload()
        expect(page.locator("main ol.rows")).to_have_count(0)
        assert {field.input_value() for field in page.locator("[name=picked]").all()} <= {""}


def _to_the_first(page: Page) -> int:
    """How many pages stand behind this one."""
    steps: int = page.evaluate("history.length") - FIRST
    assert steps > 8
    return steps


def _set_a_lock(page: Page, language: str) -> None:
    page.goto(f"/{language}/me/lock/pictures")
    walk.press_pictures(page, PICTURES)
    expect(page.locator("main ol.rows li")).to_have_count(3)
    press(page, PRIMARY)
    expect(page.locator("main .notice--ok")).to_be_visible()


def _comes_back_from_memory(page: Page, language: str) -> None:
    """The browser does keep what is the same for everybody, also whole pages for its Back."""
    _look_at(page, f"/{language}/help", f"/{language}/accessibility")
    style = page.locator("link[rel=stylesheet]").get_attribute("href")
    assert page.evaluate(IN_CACHE, [style]) == [style]
    walk.go(page, "back")
    assert page.evaluate(IS_KEPT)


def _look_at(page: Page, *paths: str) -> None:
    """Opens the pages, and marks each."""
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        page.evaluate("window.isKept = true")  # as long as the browser holds it


def _begin_as(page: Page, name: str, language: str) -> None:
    page.goto(f"/{language}/who")
    choose(page, name)
    expect(page.locator(".chip")).to_contain_text(name)


def _learn(page: Page, ward: Ward, language: str) -> None:
    page.goto(f"/{language}/courses/{COURSE}/lessons/{ward.lessons[0]}")
    press(page, f".lesson-end {PRIMARY}")
    expect(page.locator(".outline .tag--done")).to_have_count(1)


def _keeps_nothing(page: Page, paths: tuple[str, ...]) -> None:
    """Neither in the storages nor in the browser's cache."""
    assert page.evaluate(KEPT) == NOTHING
    assert page.evaluate(IN_CACHE, paths) == []


def _go_through(
    page: Page, way: str, paths: tuple[str, ...], *, never: tuple[str, ...], but: re.Pattern[str] = NOWHERE
) -> None:
    """Back, or forward, past all these pages: each comes anew, and but for some without these names."""
    left = {path for path in paths if path not in unquote(page.url)}
    while left:
        walk.go(page, way)
        address = unquote(page.url)
        left = {path for path in left if path not in address}
        assert not page.evaluate(IS_KEPT), address
        if not but.search(address):
            for name in never:
                expect(page.locator("body")).not_to_contain_text(name)


def _forget(page: Page) -> None:
    press(page, "main a[href$='/household/phones/this']")
    press(page, "form[action$='/household/phones/this'] .btn")
    expect(page.locator("main .notice")).to_contain_text(said(page, "This phone is forgotten"))
