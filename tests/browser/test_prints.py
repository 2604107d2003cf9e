"""What is printed comes out on as many sheets as it should, whole and dark on white, also with long names."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Person
from learnhub.certificates import service as certificates
from learnhub.certificates.models import HouseholdCertificate
from learnhub.certificates.rules import CODE_LETTERS
from learnhub.courses.models import Programme, ProgrammeText
from learnhub.households import service as households
from learnhub.households.models import Membership
from learnhub.households.routes.splitting import PURPOSE, SHOWN_FOR
from learnhub.kit import signing
from learnhub.kit.db import transaction
from learnhub.kit.ids import new_code, new_token
from learnhub.kit.words import LANGUAGES
from learnhub.web.deps import system_clock
from tests.browser import printing
from tests.browser.cast import Cast
from tests.browser.making import ISSUER, Actor, Maker
from tests.browser.printing import A4, A4_ACROSS, A6, Size
from tests.browser.screens import SCREENS, Screen, Window

# Wide letters with marks above and below. A person's name has at most 80, a home's 60.
LETTERS = "NGUYỄN THỊ NGỌC THƯỞNG ƯỠNG PHƯỢNG QUỲNH NHỮ HƯỜNG TRƯỜNG KHUYẾN ĐẶNG THUỲ DƯƠNG MỸ"
LENGTHS = (40, 60, 80)
MARGINS = 91  # of a sheet without a frame, at the left and the right


@dataclass(frozen=True)
class Paper:
    """`part`: what must hold everything."""

    path: str
    size: Size
    part: str = ".cert"
    count: int = 1
    margins: int = 0


PAPERS: Mapping[str, Paper] = {
    "the home's card": Paper("/household/card", A6, ".handcard"),
    "a person's card": Paper("/me/card", A6, ".handcard"),
    "the cards of homes that parted": Paper("/household/split/cards?made={went}", A6, ".handcard", 2),
    "the home's progress": Paper("/household/sheet", A4, "main", 2, margins=MARGINS),
    "a certificate": Paper("/me/certificates/{code}", A4_ACROSS),
    "the home's certificate": Paper("/household/certificates/{home_code}", A4_ACROSS),
}


@pytest.fixture(scope="module", params=LENGTHS)
def length(request: pytest.FixtureRequest, cast: Cast) -> int:
    """Somebody whose name has so many letters plays along as "named"."""
    cast.get("follower")  # for whom there is a programme
    with transaction(cast.ward.database) as session:
        cast.actors["named"] = _named(Maker(session, cast.ward, system_clock()), LETTERS[: request.param])
    return int(request.param)


def _named(make: Maker, name: str) -> Actor:
    """With a card of each kind and both certificates, in a home of twelve that has just parted."""
    home, person_id = make.ward.add_home(make.session, name[:60].strip(), *["Ông Tư"] * 11)
    people = select(Person).join(Membership).where(Membership.household_id == home)
    for person in make.session.scalars(people).all():
        make.finish(person.id, 2)
    make.session.get_one(Person, person_id).name = name
    make.finish(person_id, len(make.lessons))
    attempt = make.begin(person_id, "final")
    make.answer(person_id, attempt, right=10)
    make.hand_in(person_id, attempt)
    accounts.set_print_name(make.session, person_id=person_id, name=name)
    code = certificates.issue(
        make.session,
        person_id=person_id,
        course_id=make.lessons[0].course_id,
        issuer=ISSUER,
        now=make.now,
    )
    households.make_person_card(
        make.session, person_id=person_id, replaces="", secret=make.ward.secret, now=make.now
    )
    return make.actor(
        person_id,
        code=code,
        home_code=_home_certificate(make, home, name[:60]),
        went=_cards(make, person_id, home, make.ward.add_home(make.session, name[:60].strip())[0]),
    )


def _cards(make: Maker, person_id: int, *homes: int) -> str:
    """What shows the new cards of these homes to this person."""
    cards = [f"{home}:{make.card(home)['card_id']}" for home in homes]
    subject = "|".join([str(person_id), *cards])
    return signing.sign(make.ward.secret, PURPOSE, subject, make.now + SHOWN_FOR)


def _home_certificate(make: Maker, home: int, name: str) -> str:
    """As if the home had covered the programme."""
    programme_id = make.session.scalars(select(Programme.id).where(Programme.audience == "household")).first()
    titles = select(ProgrammeText.language, ProgrammeText.title).where(
        ProgrammeText.programme_id == programme_id
    )
    facts = {
        "name": name,
        "titles": dict(make.session.execute(titles).all()),
        "completed_on": make.now.date().isoformat(),
        "issuer": ISSUER.name,
        "version": 1,
        "lessons": 9,
        "minutes": 140,
    }
    code = new_code(CODE_LETTERS)
    make.session.add(
        HouseholdCertificate(
            code=code,
            token=new_token(),
            household_id=home,
            programme_id=programme_id,
            facts=facts,
            issued_at=make.now,
        )
    )
    return code


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "language",
    [pytest.param(one, marks=() if one == "vi" else pytest.mark.long) for one in LANGUAGES],
)
def test_a_long_name_leaves_room_for_the_rest(window: Window, length: int, language: str, name: str) -> None:
    paper = PAPERS[name]
    status = window.show(Screen(name, paper.path, "named", "paper"), language, theme="dark")
    assert status == 200
    assert LETTERS[: min(length, 40)].strip() in window.page.locator("main").inner_text()
    assert printing.sheets(window.page) == [paper.size] * paper.count
    assert printing.faults(window.page, paper.part, paper.size[0] - paper.margins) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_poster_is_printed_on_one_sheet(window: Window, language: str) -> None:
    _show(window, "guests: poster", language)
    assert len(printing.sheets(window.page, format="A4")) == 1


@pytest.mark.parametrize(("language", "sides"), [("vi", 1), ("id", 2), ("en", 2)])
def test_the_contact_card_is_printed_on_one_side_of_a_sheet_or_on_both(
    window: Window, language: str, sides: int
) -> None:
    _show(window, "contact card", language)
    assert len(printing.sheets(window.page, format="A4")) == sides


def _show(window: Window, name: str, language: str) -> None:
    [screen] = [screen for screen in SCREENS if screen.name == name]
    window.show(screen, language, theme="dark")
