"""What a weak network has to carry. Sizes are those on the wire; `pytest -rP` shows them all."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from sqlalchemy import func, select

from learnhub.accounts.models import Person
from learnhub.households.models import Membership
from learnhub.households.rules import AVATARS
from learnhub.kit.db import reads, transaction
from learnhub.kit.words import LANGUAGES
from learnhub.progress.models import LessonCompletion
from learnhub.web.deps import system_clock
from learnhub.web.templating import STATIC_FOLDER
from tests.browser.cast import Cast
from tests.browser.making import LONG_NAME, Maker
from tests.browser.phones import Phones
from tests.browser.screens import SCREENS
from tests.browser.traffic import Traffic
from tests.browser.walk import PRIMARY, choose, press
from tests.browser.ward import COURSE, Ward
from tests.factories.locks import make_lock

KB = 1024
# Not for a phone: a whole course to print, and every piece of the site's look.
LONG = {"course on paper", "pieces"}


@pytest.fixture
def phone(phones: Phones, ward: Ward) -> Iterator[BrowserContext]:
    """A member's."""
    with phones.open() as opened:
        ward.be_home(opened, ward.home("Bà Ba"))
        page = opened.new_page()
        page.goto("/vi/who")
        choose(page, "Bà Ba")
        page.close()
        yield opened


def told(what: str, traffic: Traffic) -> None:
    kinds = ", ".join(f"{answer.kind} {answer.size}" for answer in traffic.of(pictures=True))
    bare = f"{traffic.size(pictures=False) / KB:.1f} KB, {traffic.count(pictures=False)} requests"
    whole = f"{traffic.size() / KB:.1f} KB, {traffic.count()} requests"
    print(f"{what}: {bare}; with pictures {whole} ({kinds})")


def test_the_next_lesson_costs_little(phone: BrowserContext, ward: Ward) -> None:
    """The form's answer, which only points to the next page, is not one of the four requests."""
    page = phone.new_page()
    page.goto(f"/vi/courses/{COURSE}/lessons/{ward.lessons[0]}")
    for lesson in ward.lessons[1:]:
        page.wait_for_load_state("networkidle")
        with Traffic(page) as traffic:
            press(page, f".lesson-end {PRIMARY}")
            traffic.settle()
        told(f"next {lesson}", traffic)
        assert page.url.endswith(lesson)
        assert traffic.size(pictures=False) <= 12 * KB
        assert traffic.count(pictures=False) <= 2
        assert traffic.size() <= 20 * KB
        assert traffic.count() - 1 <= 4


def test_pages_in_every_language_are_short(phone: BrowserContext, ward: Ward) -> None:
    page = phone.new_page()
    longest = [f"/courses/{COURSE}/lessons/{lesson}" for lesson in ward.lessons]
    paths = ["", "/courses", f"/courses/{COURSE}", "/who", "/who/new", "/household", "/help", *longest]
    sizes: dict[str, int] = {}
    for language in ("vi", "id", "en"):
        for path in paths:
            answer = page.request.get(f"/{language}{path}")
            sizes[f"/{language}{path}"] = len(gzip.compress(answer.body(), 6))
    print({path: f"{size / KB:.1f} KB" for path, size in sorted(sizes.items(), key=lambda pair: -pair[1])})
    assert {path: size for path, size in sizes.items() if size > 14 * KB} == {}


def test_every_screen_in_every_language_is_short(phones: Phones, cast: Cast) -> None:
    """Each state that is only looked at; one that a form brings is as long as the page of that form."""
    pages = [screen for screen in SCREENS if not screen.press and screen.name not in LONG]
    sizes: dict[str, int] = {}
    with phones.open() as visitor:
        for screen in pages:
            visitor.clear_cookies()
            if token := cast.get(screen.who).token:
                visitor.add_cookies([{"name": "learnhub-demo", "value": token, "url": cast.ward.url}])
            for language in LANGUAGES:
                answer = visitor.request.get(screen.address(language, cast))
                assert answer.status == screen.status, screen.name
                sizes[f"{screen.name}, {language}"] = len(gzip.compress(answer.body(), 6))
    print({what: f"{size / KB:.1f} KB" for what, size in sorted(sizes.items(), key=lambda pair: -pair[1])})
    assert {what: size for what, size in sizes.items() if size > 14 * KB} == {}


# As whom, and where. A full home takes nobody in, so its form for that is a small one's.
PAGES_OF_A_HOME = {
    "/household": "first",
    "/who": "nobody",
    "/who/{locked}": "nobody",
    "/household/members": "first",
    "/household/members/{member}": "first",
    "/household/card": "first",
    "/household/stored": "first",
    "/me/lock/pictures": "first",
    "/who/new": "small",
    "/join": "",
    "/join/new": "",
    "/join/card": "",
    "/join/code": "",
}


@pytest.fixture(scope="module")
def home_of_twelve(ward: Ward) -> dict[str, str]:
    """Everybody has a picture of their own, and one a lock; tokens of its phone, and of a smaller home's."""
    with transaction(ward.database) as session:
        make = Maker(session, ward, system_clock())
        home, first = ward.add_home(session, *(f"{LONG_NAME} {number}" for number in range(1, 13)))
        of_home = select(Person).join(Membership).where(Membership.household_id == home).order_by(Person.id)
        people = session.scalars(of_home).all()
        for person, avatar in zip(people, AVATARS, strict=True):
            person.avatar = avatar
        make_lock(session, people[-1], ward.secret)
        make.card(home)
        small, _ = ward.add_home(session, "Bà Ba")
        tokens = {"first": make.token(first), "": ""}
        tokens |= {
            name: make.token(None, household_id=one) for name, one in (("nobody", home), ("small", small))
        }
        return tokens | {"locked": people[-1].code, "member": people[0].code}


@pytest.mark.parametrize("path", PAGES_OF_A_HOME)
def test_the_first_page_of_a_home_costs_little_with_all_its_pictures(
    phones: Phones, ward: Ward, home_of_twelve: dict[str, str], path: str
) -> None:
    """Nothing is in the cache. Pictures of people and of locks come one by one, and are kept."""
    with phones.open() as phone:
        if token := home_of_twelve[PAGES_OF_A_HOME[path]]:
            phone.add_cookies([{"name": "learnhub-demo", "value": token, "url": ward.url}])
        page = phone.new_page()
        with Traffic(page) as traffic:
            answer = page.goto(f"/vi{path.format_map(home_of_twelve)}")
            traffic.settle()
    assert answer is not None
    assert answer.status == 200
    told(path, traffic)
    answers = traffic.of(pictures=True)
    little = [one for one in answers if "/avatars/" in one.url or "/secrets/" in one.url]
    assert traffic.size() <= 90 * KB
    assert len(answers) - len(little) <= 8
    assert len(little) <= 13
    assert [one.url for one in little if one.size > 1.5 * KB] == []


@pytest.mark.parametrize(("file", "most"), [("site.css", 12), ("app.js", 8), ("htmx.min.js", 17)])
def test_the_shared_files_are_small(file: str, most: int) -> None:
    size = len(gzip.compress((STATIC_FOLDER / file).read_bytes(), 6))
    print(f"{file}: {size / KB:.1f} KB")
    assert size <= most * KB


def test_what_htmx_swaps_is_small(phone: BrowserContext, ward: Ward) -> None:
    page = phone.new_page()
    swapped: dict[str, int] = {}
    page.goto(f"/vi/courses/{COURSE}/lessons/{ward.lessons[0]}")
    card = page.locator(".check:has(input[type=radio])").first
    card.locator("input[type=radio]").first.check()
    _measure(page, f"#{card.get_attribute('id')} form .btn", "/checks/", swapped)
    page.goto("/vi/courses")
    page.locator("#q").fill("OTP")
    _measure(page, ".search .btn", "/courses?", swapped)
    _swap_questions(page, ward, swapped)
    print({what: f"{size / KB:.1f} KB" for what, size in swapped.items()})
    assert {what: size for what, size in swapped.items() if size > 4 * KB} == {}


def _swap_questions(page: Page, ward: Ward, swapped: dict[str, int]) -> None:
    """Every question of a practice, its reply, and the list of them all."""
    page.goto(f"/vi/courses/{COURSE}/quizzes/practice")
    press(page, PRIMARY)
    page.locator("input[value=unknown]").check()
    _measure(page, "button[value=next]", "?reply", swapped)
    expect(page.locator("#question .notice").first).to_be_visible()
    _measure(page, "button[value=review]", "/review", swapped)


def _measure(page: Page, selector: str, part: str, swapped: dict[str, int]) -> None:
    def is_swap(answer: Response) -> bool:
        return part in answer.url and answer.request.resource_type == "fetch" and answer.ok

    with page.expect_response(is_swap) as heard:
        page.locator(selector).first.click()
    heard.value.finished()
    swapped[part] = heard.value.request.sizes()["responseBodySize"]


def test_the_link_of_a_poster_opens_light_without_scripts(phones: Phones, ward: Ward) -> None:
    for lesson in ward.lessons:
        with phones.open(scripts=False) as stranger:
            page = stranger.new_page()
            with Traffic(page) as traffic:
                page.goto(f"/vi/courses/{COURSE}/lessons/{lesson}")
                page.wait_for_load_state("networkidle")
            told(f"poster {lesson}", traffic)
            assert traffic.size() <= 60 * KB


def test_one_tap_on_a_poster_s_lesson_is_the_first_fact_that_counts(phones: Phones, ward: Ward) -> None:
    """docs/rules.md, H37: without an account, without scripts."""
    facts = select(func.count()).select_from(LessonCompletion)
    with reads(ward.database) as connection:
        before = connection.scalar(facts)
    with phones.open(scripts=False) as stranger:
        page = stranger.new_page()
        with Traffic(page) as traffic:
            page.goto(f"/vi/courses/{COURSE}/lessons/{ward.lessons[0]}")
            page.wait_for_load_state("networkidle")
        told("first visit", traffic)
        assert traffic.size() <= 60 * KB
        press(page, f".lesson-end {PRIMARY}")
        assert page.url.endswith(ward.lessons[1])
    with reads(ward.database) as connection:
        assert connection.scalar(facts) == (before or 0) + 1
