"""docs/rules.md, H23, H10, P7, H50, H53, H55, H56: a grandmother and her grandchild learn on one phone."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.courses.queries import list_current_lessons
from learnhub.households import service as households
from learnhub.households.models import Membership
from learnhub.kit.db import transaction
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from learnhub.web.deps import system_clock
from learnhub.web.languages import Words
from tests.browser import walk
from tests.browser.making import Maker
from tests.browser.phones import be_slow
from tests.browser.recorded import RECORDED, SECONDS
from tests.browser.walk import PRIMARY, choose, press, said
from tests.browser.ward import Ward
from tests.browser.ways import phones_on, ward_of_phones, ways
from tests.content_samples import COURSE
from tests.factories.locks import make_lock

GOAL = "Goal this month: %(goal)s lessons. Finished so far: %(done)s."
REACHED = "The goal of this month, %(goal)s lessons, is reached together. So far: %(done)s."
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0].startTime"

phones = phones_on("recorded_server", "recorded_postgresql_server")
ward = ward_of_phones


@pytest.fixture
def card(ward: Ward) -> str:
    """The address on the card of a home with a goal of 4, of which Chị Mỵ has finished one lesson.

    Bà Ba and Ông Tư have locks; Bé Súa is a child in Bà Ba's care.
    """
    with transaction(ward.database) as session:
        make = Maker(session, ward, system_clock())
        home, grandmother = ward.add_home(session, "Bà Ba", "Ông Tư", "Chị Mỵ")
        of_home = select(Person).join(Membership).where(Membership.household_id == home)
        people = {person.name: person for person in session.scalars(of_home)}
        for name in ("Bà Ba", "Ông Tư"):
            make_lock(session, people[name], ward.secret)
        make.child(home, grandmother)
        households.set_goal(session, household_id=home, lessons=4)
        _finish(make, people["Chị Mỵ"].id)
        return f"/k/{make.card(home)['card']}"


def _finish(make: Maker, person_id: int) -> None:
    """The course's lesson, just now: in this month."""
    [lesson] = list_current_lessons(make.session.connection(), COURSE)
    progress.complete_lesson(
        make.session,
        person_id=person_id,
        course_id=lesson.course_id,
        version_id=lesson.version_id,
        lesson_id=lesson.lesson_id,
        event_id=uuid7(make.now),
        occurred_at=make.now,
        now=make.now,
    )


@ways("scripts-vi", "plain-id")
def test_a_grandmother_and_her_grandchild_learn_together(
    phone: BrowserContext, ward: Ward, card: str, language: str, has_scripts: bool
) -> None:
    _learn_together(phone.new_page(), ward, card, language, has_scripts=has_scripts)


@pytest.mark.long
@pytest.mark.parametrize(("has_scripts", "language"), [(True, "vi"), (False, "id")])
def test_they_do_so_on_a_thin_line_and_a_slow_phone(
    phone: BrowserContext, ward: Ward, card: str, language: str, has_scripts: bool
) -> None:
    """With nothing in the cache the first words stand there within 2 seconds."""
    page = phone.new_page()
    be_slow(page)
    page.goto(card)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # until what was painted is counted
    assert page.evaluate(FIRST_WORDS) <= 2000
    _learn_together(page, ward, card, language, has_scripts=has_scripts)


def _learn_together(page: Page, ward: Ward, card: str, language: str, *, has_scripts: bool) -> None:
    _scan(page, card, language)
    walk.unlock(page, "Bà Ba")
    _has_reached(page, GOAL, done=1)
    _open_the_lesson(page)
    _listen(page)
    _look_up_a_word(page, has_scripts=has_scripts)
    walk.try_a_check(page, ward, has_scripts=has_scripts)
    _finish_with(page, "Bé Súa", "Ông Tư")
    _has_reached(page, GOAL, done=3)
    _change_person(page)
    walk.unlock(page, "Ông Tư")
    _was_there(page, language)
    _has_reached(page, REACHED, done=4)
    for name in ("Ông Tư", "Bé Súa"):
        expect(page.locator(".members .row", has_text=name)).to_contain_text("1")
    _is_marked(page, language)
    _change_person(page)
    choose(page, "Bé Súa")
    _is_marked(page, language)


def _scan(page: Page, card: str, language: str) -> None:
    """What a phone's camera opens. The language of the page is the phone's until another is chosen."""
    page.goto(card)
    press(page, f".strip a[hreflang={language}]")
    expect(page.locator("h1")).to_contain_text("Bà Ba")
    press(page, PRIMARY)
    assert page.url.endswith(f"/{language}/who")
    expect(page.locator(".chip")).to_contain_text(said(page, "Who is learning?"))


def _has_reached(page: Page, sentence: str, *, done: int) -> None:
    """On the page of the home, in words and in the band."""
    press(page, ".tabs a[href$='/household']")
    expect(page.get_by_text(said(page, sentence, goal=4, done=done))).to_be_visible()
    expect(page.locator(".weave .w-done")).to_have_count(done)


def _open_the_lesson(page: Page) -> None:
    press(page, ".tabs a[href$='/courses']")
    press(page, "#results .row__link")
    press(page, PRIMARY)


def _listen(page: Page) -> None:
    """The bar says what it will cost. The recording plays to its end, and could begin anywhere."""
    words = Words(page.url.split("/")[3])
    bar = page.locator(".listen__title")
    expect(bar).to_contain_text(said(page, "Listen to this lesson"))
    for cost in (words.ngettext("%(num)s second", "%(num)s seconds", SECONDS), "2\u00a0KB"):
        expect(bar).to_contain_text(str(cost))
    player = page.locator(".listen audio")
    player.focus()
    with page.expect_response("**/*.mp3") as heard:
        page.keyboard.press("Space")
    assert heard.value.status == 206
    assert heard.value.headers["content-type"] == "audio/mpeg"
    assert heard.value.headers["content-range"].endswith(f"/{len(RECORDED)}")
    expect(player).to_have_js_property("ended", True)
    duration, reach = player.evaluate("(player) => [player.duration, player.seekable.end(0)]")
    assert SECONDS <= duration == reach < SECONDS + 0.1


def _look_up_a_word(page: Page, *, has_scripts: bool) -> None:
    word = page.locator("p a.term").first
    entry = page.locator(word.get_attribute("href") or "")
    word.click()
    if has_scripts:
        expect(word).to_have_attribute("aria-expanded", "true")
        expect(page.locator("p + .definition")).to_be_visible()
    else:
        expect(entry).to_be_in_viewport()


def _finish_with(page: Page, *names: str) -> None:
    press(page, ".lesson-end a.action")
    for name in names:
        page.get_by_label(name).check()
    press(page, PRIMARY)
    expect(page.locator(".outline .tag--done")).to_have_count(1)


def _change_person(page: Page) -> None:
    press(page, ".chip")


def _was_there(page: Page, language: str) -> None:
    """Whoever has a lock says it themselves; before, it does not count."""
    page.goto(f"/{language}/me")
    press(page, ".notice .action")
    expect(page.locator("main section")).to_contain_text("Bà Ba")
    press(page, "button[value=yes]")
    expect(page.locator("main section")).to_have_count(0)


def _is_marked(page: Page, language: str) -> None:
    """What a person learned with somebody says so, on their own page."""
    page.goto(f"/{language}/me")
    mark = str(said(page, "Together with %(name)s, %(day)s", name="Bà Ba", day=""))
    expect(page.locator("main .row__meta", has_text=mark)).to_have_count(1)
