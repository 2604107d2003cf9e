"""Pages of a home's members, of children, of moving, parting and becoming one."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from learnhub.accounts.models import Person
from learnhub.households import service
from learnhub.households.models import Household, HouseholdCard, Membership
from learnhub.households.queries import get_home
from learnhub.kit.db import reads, transaction
from learnhub.kit.ids import new_code, uuid7
from learnhub.privacy.service import ask_person_erasure
from learnhub.units.queries import list_units
from tests.conftest import NOW
from tests.factories.households import new_member
from tests.factories.people import make_household, make_person, make_phone
from tests.households.test_pages import KEY, get, learner, main_of, post
from tests.statements import counted

CHILD = {"key": KEY, "name": "Bé An", "address_as": "em", "avatar": "cat", "consent": "yes"}


@dataclass(frozen=True)
class Homes:
    """Amina and Chi live together with Bé, for whom Amina cares. Ben lives elsewhere."""

    id: int
    amina: str
    chi: str
    child: str
    ben: str
    codes: dict[str, str]

    def page(self, who: str, part: str = "") -> str:
        return f"/en/household/members/{self.codes[who]}{part}"


@pytest.fixture
def homes(database):
    with transaction(database) as session:
        amina, chi, ben = (make_person(session, name) for name in ("Amina", "Chi", "Ben"))
        home, other = make_household(session, amina, chi), make_household(session, ben)
        joined = service.add_child(
            session, household_id=home.id, member=new_member("Bé"), guardian_code=amina.code, now=NOW
        )
        child = session.get_one(Person, joined.person_id)
        phones = [make_phone(session, person, home).token for person in (amina, chi, child)]
        codes = {"amina": amina.code, "chi": chi.code, "child": child.code, "ben": ben.code}
        return Homes(home.id, *phones, make_phone(session, ben, other).token, codes)


def names(database, homes):
    with reads(database) as connection:
        return {person.name for person in get_home(connection, household_id=homes.id).people}


def shown_code(answer):
    return re.search(r'class="cert__name">([^<]+)<', answer.text)[1]


def moving_code(client, homes, who="chi", token=None):
    form = {"key": str(uuid7(NOW))}
    return shown_code(post(client, homes.page(who, "/moving-code"), form, token or homes.chi))


# Who belongs to a home


def test_the_page_of_a_home_lists_its_people_and_whom_it_can_take_back(client, homes):
    """docs/rules.md, H45."""
    page = main_of(get(client, "/en/household/members", homes.amina))
    assert re.findall(r'class="row__link"[^>]*>([^<]+)<', page) == ["Amina", "Chi", "Bé"]
    assert "People who left" not in page
    post(client, homes.page("chi", "/leaving"), token=homes.chi)
    assert "Take Chi back" in get(client, "/en/household/members", homes.amina).text
    assert "Take Chi back" not in get(client, "/en/household/members", homes.child).text
    answer = post(client, homes.page("chi", "/return"), token=homes.amina)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/household/members")
    assert "Take Chi back" not in get(client, "/en/household/members", homes.amina).text


@pytest.mark.parametrize("part", ["", "/details", "/leaving", "/care"])
def test_a_member_of_another_home_does_not_exist(client, homes, part):
    """docs/rules.md, R-18."""
    assert get(client, homes.page("amina", part), homes.ben).status_code == 404
    assert get(client, "/en/household/members/nobody" + part, homes.ben).status_code == 404


def test_a_child_sees_what_they_may_do_and_no_more(client, homes):
    """docs/rules.md, H44."""
    page = main_of(get(client, homes.page("child"), homes.child))
    assert "Change name or picture" in page
    assert "Leave this home" not in page
    assert "Move to another home" not in page
    for path in ("/en/household/arrivals", "/en/household/split", homes.page("chi", "/leaving")):
        assert get(client, path, homes.child).status_code == 403


def test_a_name_of_eighty_letters_fits_and_one_more_is_refused(client, homes):
    """docs/rules.md, H41, R-56."""
    form = {"name": "e\u0302\u0303" * 80, "address_as": "", "avatar": "cat"}
    path = homes.page("chi", "/details")
    assert post(client, path, form, homes.chi).status_code == 303
    assert "ễ" * 80 in get(client, homes.page("chi"), homes.chi).text
    answer = post(client, path, form | {"name": "x" * 81}, homes.chi)
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert post(client, path, form, homes.amina).status_code == 403, "adults name themselves"


def test_a_name_of_one_letter_is_a_name(client, homes):
    """docs/rules.md, H41."""
    form = {"name": "Ý", "address_as": "", "avatar": "cat"}
    assert post(client, homes.page("chi", "/details"), form, homes.chi).status_code == 303
    assert "<h1>Ý</h1>" in get(client, homes.page("chi"), homes.chi).text


# Children


def test_a_thirteenth_child_is_told_why(client, database, homes):
    """docs/rules.md, H3: also while somebody waits to be erased, who keeps their place."""
    with transaction(database) as session:
        for _ in range(9):
            service.add_member(session, household_id=homes.id, member=new_member(), now=NOW)
        chi = session.query(Person).filter_by(code=homes.codes["chi"]).one()
        ask_person_erasure(session, person_id=chi.id, now=NOW)
    assert "Add a person" not in get(client, "/en/who", homes.amina).text
    form = CHILD | {"guardian": homes.codes["amina"]}
    for answer in (
        get(client, "/en/who/new/child", homes.amina),
        post(client, "/en/who/new/child", form, homes.amina),
    ):
        assert (answer.status_code, "12 people already" in main_of(answer)) == (409, True)


def test_a_child_is_added_by_the_adult_in_front_of_the_phone(client, database, homes):
    """docs/rules.md, H40."""
    page = main_of(get(client, "/en/who/new/child", homes.amina))
    assert f'value="{homes.codes["amina"]}" selected' in page
    assert homes.codes["child"] not in page, "a child cares for nobody"
    for _ in range(2):
        answer = post(client, "/en/who/new/child", CHILD | {"guardian": homes.codes["chi"]}, homes.amina)
        assert answer.status_code == 303
    assert names(database, homes) == {"Amina", "Chi", "Bé", "Bé An"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"guardian": ""}, "guardian", id="nobody cares"),
        pytest.param({"guardian": "ben"}, "guardian", id="somebody of another home"),
        pytest.param({"guardian": "child"}, "guardian", id="a child"),
        pytest.param({"consent": ""}, "consent", id="no yes"),
    ],
)
def test_a_child_without_a_guardian_or_their_yes_is_refused(client, database, homes, changes, field):
    """docs/rules.md, H40, R-31: silence is no consent."""
    form = CHILD | {"guardian": "amina"} | changes
    form["guardian"] = homes.codes.get(form["guardian"], "")
    answer = post(client, "/en/who/new/child", form, homes.amina)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert names(database, homes) == {"Amina", "Chi", "Bé"}


def test_a_home_without_adults_adds_no_child(client, database):
    with transaction(database) as session:
        token = make_phone(session, None, make_household(session)).token
    page = main_of(get(client, "/en/who/new/child", token))
    assert "There is no adult in this home." in page
    assert post(client, "/en/who/new/child", CHILD, token).status_code == 422


def test_a_guardian_who_leaves_is_asked_who_cares(client, database, homes):
    """docs/rules.md, H43."""
    page = main_of(get(client, homes.page("amina", "/leaving"), homes.amina))
    assert f'href="{homes.page("amina", "/care")}"' in page
    assert "<form" not in page
    assert post(client, homes.page("amina", "/leaving"), token=homes.amina).status_code == 409
    form = {"guardian": homes.codes["chi"], "consent": ""}
    assert post(client, homes.page("amina", "/care"), form, homes.amina).status_code == 422
    assert (
        post(client, homes.page("amina", "/care"), form | {"consent": "yes"}, homes.amina).status_code == 303
    )
    answer = post(client, homes.page("amina", "/leaving"), token=homes.amina)
    assert answer.headers["location"] == "/en/who"
    assert names(database, homes) == {"Chi", "Bé"}
    last = main_of(get(client, homes.page("chi", "/leaving"), homes.chi))
    assert "There is no other adult here." in last


def test_who_left_already_is_let_go_again_by_an_adult_and_nobody_else_learns_of_it(client, database, homes):
    """docs/rules.md, H44, R-18."""
    path = homes.page("chi", "/leaving")
    for _ in range(2):
        answer = post(client, path, token=homes.amina)
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/household/members")
    assert names(database, homes) == {"Amina", "Bé"}
    for token in (homes.child, homes.ben):
        assert post(client, path, token=token).status_code == 404
    for nobody in (homes.page("ben", "/leaving"), "/en/household/members/nobody/leaving"):
        assert post(client, nobody, token=homes.amina).status_code == 404
    own = homes.page("child", "/leaving")
    post(client, own, token=homes.amina)
    sent_away = post(client, own, token=homes.child)
    assert sent_away.headers["location"].startswith("/en/who"), "nobody stands in front of that phone"


def test_who_waits_to_be_erased_did_not_leave(client, database, homes):
    with transaction(database) as session:
        chi = session.scalars(select(Person).where(Person.code == homes.codes["chi"])).one()
        ask_person_erasure(session, person_id=chi.id, now=NOW)
    assert post(client, homes.page("chi", "/leaving"), token=homes.amina).status_code == 404


def test_a_grown_up_child_agrees_in_front_of_the_phone(client, homes):
    """docs/rules.md, H42."""
    path = homes.page("child", "/adulthood")
    assert post(client, path, {"consent": ""}, homes.child).status_code == 422
    assert post(client, path, {"consent": "yes"}, homes.amina).status_code == 403
    assert post(client, path, {"consent": "yes"}, homes.child).status_code == 303
    assert "Under 16" not in get(client, homes.page("child"), homes.child).text


# Moving, parting, becoming one


def test_a_code_first_shows_whom_it_brings(client, database, homes):
    """docs/rules.md, H46."""
    code = moving_code(client, homes)
    page = post(client, "/en/household/arrivals", {"code": code}, homes.ben)
    assert page.status_code == 200
    assert "Chi leaves the home of Bà Ba" in page.text
    assert "Chi" in names(database, homes), "nothing happened yet"
    form = {"code": code, "confirmed": "yes"}
    assert post(client, "/en/household/arrivals", form, homes.ben).status_code == 303
    assert names(database, homes) == {"Amina", "Bé"}
    again = post(client, "/en/household/arrivals", form, homes.ben)
    assert again.status_code == 303, "sent again, it is done already"
    elsewhere = post(client, "/en/household/arrivals", form, homes.amina)
    assert elsewhere.status_code == 422
    assert "This code does not work." in elsewhere.text


@pytest.mark.parametrize("whose", ["/en/household/members", "chi"])
def test_the_page_of_a_code_is_loaded_again_and_the_code_is_the_same(client, homes, whose):
    """docs/rules.md, H46: a newer one ends the older one, and a page that is loaded again makes none."""
    page = homes.page(whose) if whose == "chi" else whose
    action = page + "/moving-code" if whose == "chi" else "/en/household/moving-code"

    def form():
        shown = get(client, page, homes.chi).text
        part = shown[shown.index(f'action="{action}"') :]
        return {"key": re.search(r'name="key" value="([^"]+)"', part)[1]}

    first, second = form(), form()
    code = shown_code(post(client, action, first, homes.chi))
    assert shown_code(post(client, action, first, homes.chi)) == code
    newer = shown_code(post(client, action, second, homes.chi))
    assert newer != code
    ended = post(client, action, first, homes.chi)
    assert (ended.status_code, ended.headers["location"]) == (303, "/en/household/members")
    assert shown_code(post(client, action, second, homes.chi)) == newer
    assert post(client, action, {"key": ""}, homes.chi).status_code == 422


def test_unknown_codes_of_moving_have_a_ceiling_for_the_whole_site(client, database, homes, clock):
    """docs/rules.md, H25: a mistyped letter is told and not counted; then not even a right code is taken."""
    code = moving_code(client, homes)
    form, guess = {"code": code}, {"code": new_code(8)}
    for typed in [{"code": "7K2"}] * 9 + [guess] * 60:
        assert post(client, "/en/household/arrivals", typed, homes.ben).status_code == 422
    closed = post(client, "/en/household/arrivals", form, homes.ben)
    assert (closed.status_code, "for the rest of this hour" in closed.text) == (429, True)
    clock.forward(hours=1)
    code = moving_code(client, homes)
    assert post(client, "/en/household/arrivals", {"code": code}, homes.ben).status_code == 200


def test_a_child_who_moves_in_gets_a_guardian_there(client, database, homes):
    """docs/rules.md, H40, H46."""
    form = {"code": moving_code(client, homes, "child", homes.amina), "confirmed": "yes"}
    shown = post(client, "/en/household/arrivals", form | {"confirmed": ""}, homes.ben)
    assert (shown.status_code, "needs fixing" in shown.text) == (200, False)
    assert post(client, "/en/household/arrivals", form, homes.ben).status_code == 422
    assert "Bé" in names(database, homes)
    form |= {"guardian": homes.codes["ben"], "consent": "yes"}
    assert post(client, "/en/household/arrivals", form, homes.ben).status_code == 303
    assert "Bé" not in names(database, homes)


def test_a_code_typed_at_home_or_where_all_places_are_taken_says_so(client, database, homes):
    """docs/rules.md, H3."""
    code = moving_code(client, homes)
    here = post(client, "/en/household/arrivals", {"code": code}, homes.amina)
    assert (here.status_code, "made in this home" in main_of(here)) == (422, True)
    with transaction(database) as session:
        full = make_household(
            session, *[make_person(session) for _ in range(11)], dung := make_person(session)
        )
        token = make_phone(session, dung, full).token
    there = post(client, "/en/household/arrivals", {"code": code, "confirmed": "yes"}, token)
    assert (there.status_code, "12 people already" in main_of(there)) == (422, True)
    assert "Chi" in names(database, homes)


def test_homes_become_one_with_their_phones(client, database, homes):
    """docs/rules.md, H47."""
    made = {"key": str(uuid7(NOW))}
    code = shown_code(post(client, "/en/household/moving-code", made, homes.amina))
    shown = main_of(post(client, "/en/household/arrivals", {"code": code}, homes.ben))
    assert [name in shown for name in ("Amina", "Chi", "Bé")] == [True] * 3
    post(client, "/en/household/arrivals", {"code": code, "confirmed": "yes"}, homes.ben)
    assert names(database, homes) == set()
    again = post(client, "/en/household/arrivals", {"code": code, "confirmed": "yes"}, homes.ben)
    assert again.status_code == 303
    reloaded = post(client, "/en/household/moving-code", made, homes.ben)
    assert reloaded.status_code == 303, "no code for the home that both are now"
    assert ">Ben<" in get(client, "/en/who", homes.amina).text, "the phone belongs to the other home"
    with reads(database) as connection:
        assert (
            connection.scalar(select(func.count(Household.id)).where(Household.closed_at.is_not(None))) == 1
        )


def split(client, database, homes, *who, token=None, **changes):
    with reads(database) as connection:
        ward = connection.execute(select(Household.unit_id).where(Household.id == homes.id)).scalar_one()
        code = next(u.code for u in list_units(connection) if u.id == ward)
    form = {"key": KEY, "nickname": "Nhà mới", "ward": code, "who": [homes.codes[name] for name in who]}
    return post(client, "/en/household/split", form | changes, token or homes.amina)


def test_a_home_parts_and_the_phone_stays_unless_its_person_goes(client, database, homes):
    """docs/rules.md, H47."""
    for _ in range(2):
        assert split(client, database, homes, "chi").status_code == 303
    assert names(database, homes) == {"Amina", "Bé"}
    assert learner(client, homes.amina) == "Amina"
    with reads(database) as connection:
        assert connection.scalar(select(func.count(Household.id))) == 3


def test_who_starts_a_home_takes_the_phone_along(client, database, homes):
    """docs/rules.md, H47, A4."""
    answer = split(client, database, homes, "amina", "child")
    token = answer.cookies["__Host-learnhub"]
    assert token != homes.amina
    assert "Home: Nhà mới" in get(client, "/en/who", token).text
    assert names(database, homes) == {"Chi"}


def figures(page):
    """The codes of the cards that a page shows."""
    return re.findall(r'class="cert__name">(\w{4} \w{4})<', page.text)


def cards_of(database):
    with reads(database) as connection:
        rows = connection.execute(select(HouseholdCard.household_id, HouseholdCard.code)).all()
    return {home: f"{code[:4]} {code[4:]}" for home, code in rows}


def test_who_goes_without_a_phone_takes_the_card_of_the_new_home_along(client, database, homes):
    """docs/rules.md, H15: also when the form is sent again there is one card, and its code opens the home."""
    answers = [split(client, database, homes, "chi") for _ in range(2)]
    pages = [get(client, answer.headers["location"], homes.amina) for answer in answers]
    [code] = cards_of(database).values()
    assert homes.id not in cards_of(database)
    assert [figures(page) for page in pages] == [[code], [code]]
    assert "This phone stays here." in pages[0].text
    asked = client.post("/en/join/code", data={"code": code})
    assert asked.status_code == 303


def test_who_stays_without_a_phone_has_a_card_too(client, database, homes):
    """docs/rules.md, H15: the only phone of the home goes along."""
    answer = split(client, database, homes, "amina", "child")
    page = get(client, answer.headers["location"], answer.cookies["__Host-learnhub"])
    cards = cards_of(database)
    old = cards.pop(homes.id)
    assert figures(page) == [*cards.values(), old]
    assert "This phone goes along." in page.text


def test_the_cards_are_shown_for_half_an_hour_to_whoever_parted_the_homes(client, clock, database, homes):
    """docs/rules.md, H15."""
    path = split(client, database, homes, "chi").headers["location"]
    for address in (path, path.replace("made=", "made=x"), path.partition("?")[0]):
        answer = get(client, address, homes.ben if address == path else homes.amina)
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/household/members")
    clock.forward(minutes=30, seconds=1)
    assert get(client, path, homes.amina).status_code == 303


def test_a_newer_card_of_the_other_home_is_not_shown(client, clock, database, homes):
    """docs/rules.md, H15, H21."""
    path = split(client, database, homes, "chi").headers["location"]
    with transaction(database) as session:
        card = session.scalars(select(HouseholdCard)).one()
        service.make_household_card(
            session,
            household_id=card.household_id,
            replaces=str(card.id),
            secret=client.app.state.secret,
            now=clock(),
        )
    assert get(client, path, homes.amina).status_code == 303


def test_the_form_sent_again_later_shows_no_card_and_makes_none(client, clock, database, homes):
    """docs/rules.md, H15: not even one that the other home made since."""
    split(client, database, homes, "chi")
    with transaction(database) as session:
        session.execute(update(HouseholdCard).values(ended_at=NOW))
    for minutes in (1, 40):
        clock.forward(minutes=minutes)
        answer = split(client, database, homes, "chi")
        assert get(client, answer.headers["location"], homes.amina).status_code == 303
    with reads(database) as connection:
        assert connection.scalar(select(func.count(HouseholdCard.id))) == 1


def test_the_form_sent_again_from_the_new_home_leads_to_its_card(client, database, homes):
    """docs/rules.md, H2, H15."""
    token = split(client, database, homes, "amina", "child").cookies["__Host-learnhub"]
    again = split(client, database, homes, "amina", "child", token=token)
    assert (again.status_code, again.headers["location"]) == (303, "/en/household/card")
    assert len(cards_of(database)) == 2


@pytest.mark.parametrize(
    ("who", "changes", "field"),
    [
        pytest.param((), {}, "who", id="nobody goes"),
        pytest.param(("amina",), {}, "who", id="a child would stay behind"),
        pytest.param(("amina", "chi", "child"), {}, "who", id="nobody stays"),
        pytest.param(("chi",), {"nickname": ""}, "nickname", id="no nickname"),
        pytest.param(("chi",), {"ward": "nowhere"}, "ward", id="no ward"),
    ],
)
def test_what_hinders_parting_is_said(client, database, homes, who, changes, field):
    """docs/rules.md, H47."""
    answer = split(client, database, homes, *who, **changes)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert names(database, homes) == {"Amina", "Chi", "Bé"}


def test_all_that_hinders_parting_is_said_at_once(client, database, homes):
    answer = split(client, database, homes, nickname="", ward="nowhere")
    fields = re.findall(r'<a href="#(\w+)">', answer.text)
    assert fields == ["who", "nickname", "ward"]


# What a page costs


@pytest.mark.parametrize("count", [1, 11])
def test_pages_of_members_cost_the_same_for_one_and_for_eleven(client, database, count):
    with transaction(database) as session:
        people = [make_person(session) for _ in range(count)]
        token = make_phone(session, people[0], make_household(session, *people)).token
        path = f"/en/household/members/{people[0].code}"
    costs = {}
    for page in ("/en/household/members", path, f"{path}/details", f"{path}/leaving", f"{path}/care"):
        with counted(database.read_engine, database.write_engine) as statements:
            assert get(client, page, token).status_code == 200
        costs[page.removeprefix(path)] = statements.count
    assert costs == {"/en/household/members": 3, "": 2, "/details": 2, "/leaving": 2, "/care": 2}
    for page, cost in {"/en/household/split": 3, "/en/household/arrivals": 2, "/en/who/new/child": 2}.items():
        with counted(database.read_engine, database.write_engine) as statements:
            assert get(client, page, token).status_code == 200
        assert statements.count == cost, page
    with reads(database) as connection:
        assert connection.scalar(select(func.count(Membership.id))) == count
