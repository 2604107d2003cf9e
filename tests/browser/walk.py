"""What a learner does on the pages, step by step: with scripts and without, in every language."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import uuid4

from playwright.sync_api import Error, Locator, Page, expect

from learnhub.web.languages import Words
from tests.browser.phones import TIMEOUT
from tests.browser.ward import COURSE, PASSWORD, Key, Ward
from tests.factories.locks import PICTURES

LESSONS = 7
PRIMARY = ".btn--primary"
_ATTEMPT = re.compile(r"/attempts/([0-9a-f-]{36})/")


def said(page: Page, message_id: str, **values: object) -> str:
    """A message in the language of the page's address."""
    return Words(page.url.split("/")[3].split("?")[0]).gettext(message_id, **values)


def press(page: Page, selector: str) -> None:
    """Presses what leads to another page, and waits until it is there."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(selector).first.click()


def go(page: Page, way: str) -> None:
    """Back or forward, as the phone's button does it: also out of the browser's memory of pages."""
    leaving = str(uuid4())
    page.evaluate("(leaving) => { window.leaving = leaving }", leaving)
    with suppress(Error):  # the page may be gone before it answers
        page.evaluate(f"history.{way}()")
    for _ in range(TIMEOUT // 50):
        page.wait_for_timeout(50)
        with suppress(Error):  # between two pages there is none to ask
            if page.evaluate("document.readyState === 'complete' && window.leaving") not in (False, leaving):
                return
    raise AssertionError(f"{way} leads nowhere from {page.url}")


def choose(page: Page, name: str) -> None:
    """On the chooser, the card of this person."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("button.person", has_text=name).click()


def unlock(page: Page, name: str, pictures: str = PICTURES) -> None:
    """On the chooser, the card of somebody with a lock; then three pictures, on one page or on three."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("a.person", has_text=name).click()
    press_pictures(page, pictures)
    expect(page.locator(".chip")).to_contain_text(name)


def press_pictures(page: Page, pictures: str) -> None:
    for count, picture in enumerate(pictures.split()):
        expect(page.locator(f"[data-count='{count}']")).to_be_visible()
        page.locator(f"[name=picture][value={picture}]").click()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.locator("#login").fill(login)
    page.locator("#password").fill(password)
    press(page, PRIMARY)


def finish_lessons(page: Page, *, from_: int = 1) -> None:
    """From the course to its last lesson, each finished by its button."""
    press(page, PRIMARY)
    for _ in range(from_, LESSONS + 1):
        expect(page.locator(f".lesson-end {PRIMARY}")).to_have_count(1)
        press(page, f".lesson-end {PRIMARY}")
    expect(page).to_have_url(re.compile(rf"/courses/{COURSE}$"))


def start_test(page: Page) -> str:
    """From the course to the first question. The attempt's id."""
    press(page, PRIMARY)
    press(page, PRIMARY)
    return attempt_of(page)


def attempt_of(page: Page) -> str:
    found = _ATTEMPT.search(page.url)
    assert found, page.url
    return found[1]


def answer_all(page: Page, ward: Ward, *, is_right: Callable[[int], bool] = bool) -> int:
    """Every question from the one on screen, up to the list of them all. How many there are.

    All rightly, unless `is_right` says otherwise of a question's number.
    """
    while "/questions/" in page.url:
        number = question_number(page)
        if is_right(number):
            answer_rightly(page, ward.key_of(attempt_of(page), number))
        else:
            page.locator("input[value=unknown]").check()
        save(page, number)
    return number


def question_number(page: Page) -> int:
    return int(page.url.rsplit("/", 1)[1].split("?")[0])


def save(page: Page, number: int) -> None:
    """The button that saves, until the next page or part is there."""
    page.locator("button[value=next]").click()
    expect(page).not_to_have_url(re.compile(rf"/questions/{number}$"))
    expect(page.locator("#review" if "/review" in page.url else "#question")).to_be_visible()


def answer_rightly(page: Page, key: Key) -> None:
    match key.type:
        case "text":
            page.locator("#answer").fill(key.given[0])
        case "order":
            _put_in_order(page, key.given)
        case "match":
            for row, place in enumerate(key.given):
                page.locator(f"select[name=answer-{row}]").select_option(place)
        case _:
            for place in key.given:
                page.locator(f"input[name=answer][value='{place}']").check()


def _put_in_order(page: Page, wanted: Sequence[str]) -> None:
    """Each step is moved up until it stands where it belongs: a form sent for every move."""
    steps = page.locator("ol.order input[name=answer]")
    for place, value in enumerate(wanted):
        now = _values(steps)
        for start in range(now.index(value), place, -1):
            page.locator(f"button[value=up-{start + 1}]").click()
            now[start - 1], now[start] = now[start], now[start - 1]
            expect(steps.nth(start - 1)).to_have_value(now[start - 1])
    assert _values(steps) == list(wanted)


def _values(inputs: Locator) -> list[str]:
    return [field.input_value() for field in inputs.all()]


def hand_in(page: Page) -> None:
    """From the list of all questions to the result."""
    page.locator(f"#review {PRIMARY}").click()
    expect(page).to_have_url(re.compile("/result$"))


def make_certificate(page: Page, name: str) -> None:
    """From the result of a passed test to the sheet."""
    press(page, PRIMARY)
    page.locator("#name").fill(name)
    press(page, PRIMARY)
    expect(page.locator(".cert__name")).to_have_text(name)


def try_a_check(page: Page, ward: Ward, *, has_scripts: bool) -> None:
    """Wrong first, then right. The reply stands under the question, and the focus is on it."""
    card = page.locator(".check:has(input[type=radio])").first
    key = card.get_attribute("id") or ""
    right = ward.right_option_of_check(key)
    wrong = "1" if right == "0" else "0"
    for value, tone, title in ((wrong, "note", "Not yet"), (right, "ok", "Right")):
        card = page.locator(f"#{key}")
        card.locator(f"input[value='{value}']").check()
        card.locator("form .btn").click()
        reply = page.locator(f"#{key} > .notice--{tone} .notice__title")
        expect(reply).to_have_text(said(page, title))
        if has_scripts:
            expect(reply).to_be_focused()
        else:
            assert page.url.endswith(f"#{key}")
