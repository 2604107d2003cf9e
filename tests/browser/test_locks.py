"""docs/rules.md, H10, H14, on a phone: three pictures with scripts and without, and the warning."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Person
from learnhub.households.models import Membership
from learnhub.kit.db import transaction
from learnhub.web.deps import system_clock
from tests.browser import walk
from tests.browser.phones import Phones
from tests.browser.server import Server
from tests.browser.ward import Ward
from tests.factories.locks import make_lock

ASKED_AGAIN = re.compile(r"/vi/who\?next=%2Fvi%2Fhelp$")


@pytest.fixture(scope="module")
def home(server: Server, ward: Ward) -> int:
    """A home in which Ông Tư has a lock."""
    key = (server.log.parent / "secret.key").read_bytes()
    with transaction(ward.database) as session:
        home, _ = ward.add_home(session, "Bà Ba", "Ông Tư")
        people = select(Person).join(Membership).where(Membership.household_id == home)
        make_lock(session, session.scalars(people.order_by(Membership.id.desc())).first(), key)
    return home


@contextmanager
def at_the_lock(phones: Phones, ward: Ward, home: int, *, scripts: bool = True) -> Iterator[Page]:
    """A phone of the home, on the page before Ông Tư's lock."""
    with transaction(ward.database) as session:
        token = accounts.open_session(
            session, household_id=home, person_id=None, account_id=None, now=system_clock(), replaces=None
        )
    with phones.open(scripts=scripts) as context:
        context.add_cookies([{"name": "learnhub-demo", "value": token, "url": ward.url}])
        page = context.new_page()
        page.goto("/vi/who")
        page.locator(".people").get_by_text("Ông Tư").click()
        yield page


def press(page: Page, *pictures: str) -> None:
    for picture in pictures:
        page.locator(f"[name=picture][value={picture}]").click()


def test_three_pictures_are_collected_on_one_page(phones: Phones, ward: Ward, home: int) -> None:
    with at_the_lock(phones, ward, home) as page:
        press(page, "sun")
        expect(page.locator("#live")).to_have_text("Đã bấm 1 trong 3")
        expect(page.locator("[aria-pressed]")).to_have_count(0, timeout=2000)
        press(page, "moon", "boat")
        expect(page.locator(".chip")).to_contain_text("Ông Tư")


def test_two_minutes_before_the_lock_the_page_asks_and_then_leaves(
    phones: Phones, ward: Ward, home: int
) -> None:
    with at_the_lock(phones, ward, home) as page:
        press(page, "sun", "moon", "boat")
        expect(page.locator(".chip")).to_contain_text("Ông Tư")
        show_with(page, seconds=121)
        stay = page.get_by_role("button", name="Ở lại")
        expect(stay).to_be_focused()
        stay.click()
        expect(page.locator("#idle [autofocus]")).to_be_focused()
        show_with(page, seconds=1)
        expect(page).to_have_url(ASKED_AGAIN)


def test_after_the_lock_asked_again_back_leaves_the_page_once_more(
    phones: Phones, ward: Ward, home: int
) -> None:
    """H28: the browser has kept the page, with everything on it."""
    with at_the_lock(phones, ward, home) as page:
        press(page, "sun", "moon", "boat")
        expect(page.locator(".chip")).to_contain_text("Ông Tư")
        show_with(page, seconds=1)
        expect(page).to_have_url(ASKED_AGAIN)
        walk.go(page, "back")
        expect(page).to_have_url(ASKED_AGAIN)


def test_without_scripts_each_picture_is_a_page(phones: Phones, ward: Ward, home: int) -> None:
    with at_the_lock(phones, ward, home, scripts=False) as page:
        press(page, "moon", "sun", "boat")
        expect(page.locator("#errors")).to_contain_text("Ba hình chưa đúng. Còn 4 lần thử.")
        press(page, "sun")
        expect(page.get_by_text("Đã bấm 1 trong 3")).to_be_visible()
        press(page, "moon", "boat")
        expect(page.locator(".chip")).to_contain_text("Ông Tư")


def show_with(page: Page, *, seconds: int) -> None:
    """The help page, as if so little of the half hour were left."""
    page.unroute_all()

    def shorten(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=re.sub(r'data-idle="\d+"', f'data-idle="{seconds}"', answer.text())
        )

    page.route("**/vi/help", shorten)
    page.goto("/vi/help")
