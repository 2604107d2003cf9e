"""What a home does, by keys alone: every stop is seen, comes as it is read, and lets one go on."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.households.models import Membership
from learnhub.kit.db import transaction
from learnhub.web.deps import system_clock
from tests.browser.keyboard import Keyboard
from tests.browser.making import Maker
from tests.browser.phones import Phones
from tests.browser.screens import SCREENS, Screen, Window
from tests.browser.walk import PRIMARY
from tests.browser.ward import Ward
from tests.browser.ways import ways
from tests.factories.locks import PICTURES, PIN, make_lock

NAME = "Cô Thào"


@pytest.fixture
def keys(phone: BrowserContext) -> Keyboard:
    return Keyboard(phone.new_page())


@dataclass(frozen=True)
class Home:
    """A home of these people, the first of them in front of a phone; `nobody` is the phone without them."""

    codes: Mapping[str, str]
    token: str
    nobody: str


def _home(ward: Ward, *names: str) -> Home:
    with transaction(ward.database) as session:
        make = Maker(session, ward, system_clock())
        home, first = ward.add_home(session, *names)
        people = session.scalars(select(Person).join(Membership).where(Membership.household_id == home))
        codes = {person.name: person.code for person in people}
        return Home(codes, make.token(first), make.token(None, household_id=home))


def _with(keys: Keyboard, ward: Ward, token: str) -> Keyboard:
    keys.page.context.add_cookies([{"name": "learnhub-demo", "value": token, "url": ward.url}])
    return keys


def _choose_ward(keys: Keyboard) -> None:
    keys.choose("#ward", keys.page.locator("#ward option").nth(1).get_attribute("value") or "")


@ways("scripts-vi")
def test_a_home_is_started(keys: Keyboard, language: str) -> None:
    keys.open(f"/{language}/join")
    keys.follow("main a[href*='/join/new']")
    keys.write("#nickname", NAME)
    _choose_ward(keys)
    keys.write("#name", NAME)
    keys.choose("#address_as", "co")
    keys.choose("[name=avatar]", "lotus")
    keys.tick("[name=consent]")
    keys.follow(PRIMARY)
    expect(keys.page.locator(".chip")).to_contain_text(NAME)


@ways("scripts-vi")
def test_a_person_is_added_and_chosen(keys: Keyboard, ward: Ward, language: str) -> None:
    """First without a yes: the error leads to it."""
    _with(keys, ward, _home(ward, "Bà Ba", "Ông Tư").nobody)
    keys.open(f"/{language}/who")
    keys.follow("a.person")
    keys.write("#name", NAME)
    keys.choose("[name=avatar]", "rice")
    keys.follow(PRIMARY)
    keys.to("#errors a")
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator("#consent")).to_be_focused()
    keys.page.keyboard.press("Space")
    keys.follow(PRIMARY, key="Space")
    keys.follow("button.person", NAME)
    expect(keys.page.locator(".chip")).to_contain_text(NAME)


@ways("scripts-vi")
def test_locks_are_opened(keys: Keyboard, ward: Ward, language: str, has_scripts: bool) -> None:
    home = _home(ward, "Ông Tư", "Chị Mỵ")
    with transaction(ward.database) as session:
        for name, kind, secret in (("Ông Tư", "pictures", PICTURES), ("Chị Mỵ", "pin", PIN)):
            person = session.scalars(select(Person).where(Person.code == home.codes[name])).one()
            make_lock(session, person, ward.secret, kind, secret)
    _with(keys, ward, home.nobody).open(f"/{language}/who")
    keys.follow("a.person", "Ông Tư")
    _press_pictures(keys, has_scripts=has_scripts)
    expect(keys.page.locator(".chip")).to_contain_text("Ông Tư")
    keys.follow(".chip")
    keys.follow("a.person", "Chị Mỵ")
    keys.write("#pin", PIN)
    keys.send()
    expect(keys.page.locator(".chip")).to_contain_text("Chị Mỵ")


def _press_pictures(keys: Keyboard, *, has_scripts: bool) -> None:
    """On one page the focus stays on the picture that was pressed; the third one leads on."""
    *firsts, last = (f"[name=picture][value={picture}]" for picture in PICTURES.split())
    for picture in firsts:
        if has_scripts:
            keys.to(picture)
            keys.page.keyboard.press("Space")
            expect(keys.page.locator(picture)).to_be_focused()
        else:
            keys.follow(picture, key="Space")
    keys.follow(last, key="Space")


@ways("scripts-vi")
def test_somebody_moves_in_with_a_code(
    keys: Keyboard, phones: Phones, ward: Ward, language: str, has_scripts: bool
) -> None:
    old, new = _home(ward, "Chị Mỵ", "Anh Páo"), _home(ward, "Bà Ba")
    _with(keys, ward, old.token).open(f"/{language}/household/members")
    keys.follow(".row__link", "Chị Mỵ")
    keys.follow("form[action$='/moving-code'] .btn")
    code = keys.page.locator("main .cert__name").inner_text()
    with phones.open(scripts=has_scripts) as other:
        there = _with(Keyboard(other.new_page()), ward, new.token)
        there.open(f"/{language}/household/members")
        there.follow("main a[href$='/household/arrivals']")
        there.write("#code", code)
        there.follow(PRIMARY)
        there.follow(PRIMARY)
        expect(there.page.locator(".members .row")).to_have_count(2)


@ways("scripts-vi")
def test_a_home_parts(keys: Keyboard, ward: Ward, language: str) -> None:
    home = _home(ward, "Bà Ba", "Ông Tư", "Chị Mỵ")
    _with(keys, ward, home.token).open(f"/{language}/household/members")
    keys.follow("main a[href$='/household/split']")
    keys.tick(f"[name=who][value='{home.codes['Ông Tư']}']")
    keys.write("#nickname", "Ông Tư")
    _choose_ward(keys)
    keys.follow(PRIMARY)
    expect(keys.page.locator(".handcard")).to_have_count(1)
    keys.follow("main .back a")
    expect(keys.page.locator(".members .row__link")).to_have_text(["Bà Ba", "Chị Mỵ"])


@ways("scripts-vi")
def test_somebody_is_erased_and_kept_after_all(keys: Keyboard, ward: Ward, language: str) -> None:
    _with(keys, ward, _home(ward, "Bà Ba", "Ông Tư").token).open(f"/{language}/me/stored")
    keys.follow("main a[href$='/me/erasure']")
    keys.tick("[name=agreed]")
    keys.follow(".btn--danger")
    keys.follow(".chip")
    expect(keys.page.locator(".person__name", has_text="Bà Ba")).to_have_count(0)
    keys.follow("main a[href$='/household/stored']")
    keys.follow("form[action$='/reversal'] .btn")
    keys.follow(".chip")
    keys.follow("button.person", "Bà Ba")
    expect(keys.page.locator(".chip")).to_contain_text("Bà Ba")


@pytest.mark.long
@pytest.mark.parametrize(
    "screen", [one for one in SCREENS if one.name != "pieces"], ids=lambda screen: screen.name
)
def test_every_screen_is_gone_round(window: Window, screen: Screen) -> None:
    """But the one with a player, inside of which the stops are the browser's own."""
    window.show(screen, "vi")
    Keyboard(window.page).go_round()
