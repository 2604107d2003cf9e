"""What goes wrong in people's hands: nothing is lost, nothing doubled, nothing of one shown to the next."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from learnhub.web.languages import Words
from tests.browser import walk
from tests.browser.cast import Cast
from tests.browser.walk import PRIMARY, choose, press
from tests.browser.ward import COURSE, Ward

VI = Words("vi").gettext
SESSION = "learnhub-demo"
LESSON = f"/vi/courses/{COURSE}/lessons/scam-calls"
BOTH = pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "plain"])


@pytest.fixture
def has_scripts() -> bool:
    return True


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    return phone.new_page()


@pytest.fixture
def login(ward: Ward) -> str:
    return ward.official("Lê Anh Dũng")


@pytest.fixture
def tested(page: Page, ward: Ward, login: str) -> Page:
    """An official in front of the first question of a test."""
    ward.sign_in(page.context, login)
    for lesson in ward.lessons:
        ward.finish(page.context, lesson)
    page.goto(f"/vi/courses/{COURSE}/quizzes/final")
    press(page, PRIMARY)
    return page


@pytest.fixture
def home(page: Page, ward: Ward) -> Page:
    """The phone of a home of two, Bà Ba in front of it."""
    ward.be_home(page.context, ward.home("Bà Ba", "Ông Tư"))
    page.goto("/vi/who")
    choose(page, "Bà Ba")
    return page


# ---- Pressed twice


@BOTH
def test_a_person_added_by_two_presses_is_there_once(home: Page) -> None:
    home.goto("/vi/who/new")
    home.locator("#name").fill("Bé Súa")
    home.locator("input[value=bee]").check()
    home.locator("input[name=consent]").check()
    home.locator(PRIMARY).dblclick()
    expect(home).to_have_url(re.compile("/who$"))
    expect(home.locator("button.person", has_text="Bé Súa")).to_have_count(1)


@BOTH
def test_a_lesson_finished_by_two_presses_counts_once(home: Page) -> None:
    home.goto(LESSON)
    home.locator(f".lesson-end {PRIMARY}").dblclick()
    expect(home).not_to_have_url(re.compile("scam-calls$"))
    home.goto("/vi/household")
    expect(home.locator(".weave .w-done")).to_have_count(1)


@BOTH
def test_an_answer_saved_by_two_presses_leads_one_question_on(tested: Page) -> None:
    tested.locator("input[value=unknown]").check()
    tested.locator("button[value=next]").dblclick()
    expect(tested).to_have_url(re.compile("/questions/2$"))
    expect(tested.locator(".weave .w-done")).to_have_count(1)


@BOTH
def test_nothing_answered_is_said_where_the_focus_is(tested: Page, ward: Ward) -> None:
    attempt = walk.attempt_of(tested)
    number = next(number for number in range(1, 16) if ward.key_of(attempt, number).type != "order")
    tested.goto(f"/vi/attempts/{attempt}/questions/{number}")
    tested.locator("button[value=next]").click()
    expect(tested.locator("#errors")).to_be_focused()
    tested.locator("#errors a").click()
    expect(tested).to_have_url(re.compile(f"/questions/{number}#answer$"))


# ---- No network


def test_offline_keeps_the_page_says_so_under_the_button_and_sends_later(tested: Page) -> None:
    tested.locator("input[value=unknown]").check()
    tested.context.set_offline(True)
    tested.locator("button[value=next]").click()
    note = tested.locator("button[value=next] + .failed")
    expect(note).to_be_visible()
    expect(note).to_have_role("alert")
    expect(tested.locator("input[value=unknown]")).to_be_checked()
    expect(tested.locator("button[value=next]")).to_be_focused()
    tested.context.set_offline(False)
    expect(tested).to_have_url(re.compile("/questions/2$"))


def test_a_check_offline_can_be_tried_again(page: Page) -> None:
    page.goto(LESSON)
    page.wait_for_load_state("networkidle")
    card = page.locator("#first-line")
    card.locator("input[value='2']").check()
    page.context.set_offline(True)
    card.locator("form > .btn").click()
    expect(card.locator(".failed")).to_be_visible()
    expect(card.locator("input[value='2']")).to_be_checked()
    page.context.set_offline(False)
    expect(card.locator(".notice--ok")).to_be_visible()


# ---- Signed out in the middle


@BOTH
def test_an_answer_is_kept_when_the_session_has_ended(tested: Page, ward: Ward, login: str) -> None:
    key = ward.key_of(walk.attempt_of(tested), 1)
    walk.answer_rightly(tested, key)
    tested.context.clear_cookies(name=SESSION)
    tested.locator("button[value=next]").click()
    expect(tested).to_have_url(re.compile("/sign-in"))
    walk.sign_in(tested, login)
    expect(tested).to_have_url(re.compile("/questions/2$"))
    expect(tested.locator(".weave .w-done")).to_have_count(1)


def test_the_sign_in_page_says_that_the_answers_are_kept(tested: Page) -> None:
    tested.locator("input[value=unknown]").check()
    tested.context.clear_cookies(name=SESSION)
    tested.locator("button[value=next]").click()
    expect(tested).to_have_url(re.compile("/sign-in"))
    expect(tested.locator("main .notice")).to_be_visible()


# ---- One phone, several people


def test_back_after_a_change_of_person_shows_nothing_of_the_former(home: Page) -> None:
    home.goto("/vi/me")
    home.goto(LESSON)
    press(home, f".lesson-end {PRIMARY}")
    home.goto("/vi/who")
    choose(home, "Ông Tư")
    for _ in range(4):
        walk.go(home, "back")
        _shows_only(home, "Ông Tư", not_="Bà Ba")
    for _ in range(4):
        walk.go(home, "forward")
        _shows_only(home, "Ông Tư", not_="Bà Ba")


def _shows_only(page: Page, name: str, *, not_: str) -> None:
    if page.url.endswith("/who"):  # where both are to choose from
        return
    expect(page.locator(".chip")).to_contain_text(name)
    expect(page.locator("body")).not_to_contain_text(not_)


def test_the_phone_stores_nothing_about_anybody(home: Page) -> None:
    home.goto(LESSON)
    press(home, f".lesson-end {PRIMARY}")
    home.goto("/vi/who")
    choose(home, "Ông Tư")
    stored = home.evaluate(
        """async () => [
            {...localStorage}, {...sessionStorage}, await indexedDB.databases(), await caches.keys()]"""
    )
    said = str(stored)
    assert not re.search(r"Bà Ba|Ông Tư|scam|lessons", said), said


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(home: Page) -> None:
    """With nobody chosen, so that the phone keeps how its pages are wanted."""
    home.goto("/vi/who")
    home.get_by_role("button", name=str(VI("Learn without choosing a name"))).click()
    home.goto("/vi/settings")
    press(home, PRIMARY)
    cookies = home.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {SESSION, "learnhub-prefs", "learnhub-language"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)


# ---- Two tabs


@BOTH
def test_two_tabs_on_one_question_lose_no_answer(tested: Page, ward: Ward) -> None:
    """The later one is told, sees what was saved, and may save again."""
    other = tested.context.new_page()
    other.goto(tested.url)
    walk.answer_rightly(tested, ward.key_of(walk.attempt_of(tested), 1))
    walk.save(tested, 1)
    other.locator("input[value=unknown]").check()
    other.locator("button[value=next]").click()
    expect(other.locator("#question .notice")).to_contain_text(VI("It has changed in the meantime"))
    other.locator("input[value=unknown]").check()
    walk.save(other, 1)
    expect(other.locator(".weave .w-done")).to_have_count(1)


# ---- By keyboard alone


def test_a_lesson_is_found_tried_and_finished_by_keyboard(home: Page) -> None:
    home.goto("/vi/courses")
    for selector in ("#results .row__link", PRIMARY):
        _tab_to(home, selector)
        with home.expect_navigation():
            home.keyboard.press("Enter")
    card = home.locator(".check:has(input[type=radio])").first
    key = card.get_attribute("id")
    _tab_to(home, f"#{key} input[type=radio]")
    home.keyboard.press("Space")
    _tab_to(home, f"#{key} form .btn")
    home.keyboard.press("Enter")
    expect(home.locator(f"#{key} > .notice .notice__title")).to_be_focused()
    _tab_to(home, f".lesson-end {PRIMARY}")
    with home.expect_navigation():
        home.keyboard.press("Enter")
    expect(home.locator(".outline .tag--done")).to_have_count(1)


def test_the_skip_link_is_the_first_stop(page: Page) -> None:
    page.goto("/vi")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".hero .btn").first).to_be_focused()


def _tab_to(page: Page, selector: str) -> None:
    """Every stop on the way can be seen to have the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(
            "(selector) => { const at = document.activeElement; return at.matches(selector) }", selector
        ):
            break
        assert page.evaluate(_HAS_RING), page.evaluate("document.activeElement.outerHTML")
    else:
        raise AssertionError(f"no Tab leads to {selector}")


# The ring of a row or an option is drawn by a pseudo-element.
_HAS_RING = """() => {
  const at = document.activeElement;
  const drawn = [[at], [at, "::after"], [at.nextElementSibling || at, "::before"]];
  return at === document.body || drawn.some((of) => parseFloat(getComputedStyle(...of).outlineWidth) >= 2
    && getComputedStyle(...of).outlineStyle !== "none");
}"""


# ---- Words of the glossary


def test_a_glossary_word_opens_under_its_paragraph_and_esc_closes_it(page: Page) -> None:
    page.goto(LESSON)
    word = page.locator("p > a.term, p a.term").first
    expect(word).to_have_attribute("aria-expanded", "false")
    word.focus()
    page.keyboard.press("Enter")
    expect(word).to_have_attribute("aria-expanded", "true")
    expect(page.locator("p:has(a.term[aria-expanded=true]) + .definition")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("p + .definition")).to_have_count(0)
    expect(word).to_be_focused()


@pytest.mark.parametrize("has_scripts", [False], ids=["plain"])
def test_a_glossary_word_leads_to_its_definition_without_scripts(page: Page) -> None:
    page.goto(LESSON)
    word = page.locator("a.term").first
    target = word.get_attribute("href") or ""
    word.click()
    assert page.url.endswith(target)
    expect(page.locator(target)).to_be_in_viewport()


# ---- Another member's things


def test_addresses_of_somebody_else_show_nothing(home: Page, cast: Cast) -> None:
    certified = cast.get("certified").facts
    for path in (f"/vi/attempts/{certified['attempt']}/result", f"/vi/me/certificates/{certified['code']}"):
        answer = home.goto(path)
        assert answer is not None
        assert answer.status == 404
