"""The chooser on a shared phone: who is learning, adding a person, starting a home."""

import logging
import re
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from learnhub.accounts.models import Consent, Person
from learnhub.households.models import Household, Membership
from learnhub.kit.db import reads, transaction
from learnhub.units.service import add_unit
from tests.conftest import as_
from tests.factories.accounts import make_account
from tests.factories.people import make_household, make_person, make_phone
from tests.statements import counted

COOKIE = "__Host-learnhub"
FILLED = {"name": "Tí", "address_as": "em", "avatar": "cat", "consent": "yes"}
KEY = "0193f5a2-7c1b-7def-8a01-2b3c4d5e6f70"


@dataclass(frozen=True)
class Home:
    """Amina stands in front of the shared phone; Chi has not been chosen; Ben lives elsewhere."""

    token: str
    amina: str
    chi: str
    ben: str


@pytest.fixture
def home(database):
    with transaction(database) as session:
        amina, chi = make_person(session), make_person(session, "Chi")
        ben = make_person(session, "Ben")
        make_household(session, ben)
        phone = make_phone(session, amina, make_household(session, amina, chi))
        return Home(phone.token, amina.code, chi.code, ben.code)


@pytest.fixture
def ward(database):
    with transaction(database) as session:
        add_unit(session, code="hn", name="Hà Nội", kind="province")
        add_unit(session, code="tuong-mai", name="Phường Tương Mai", kind="commune")
        add_unit(session, code="hoang-mai", name="Phường Hoàng Mai", kind="commune")


def learner(client, token):
    """The name in the corner of the page, as one phone sees it."""
    client.cookies.clear()
    page = client.get("/en/who", headers=as_(token)).text
    found = re.search(r"([^<>]+) is learning. Change person", page)
    return found and found[1]


def post(client, path, data=None, token=None):
    client.cookies.clear()
    return client.post(path, data=data or {}, headers=as_(token) if token else {})


def test_whoever_is_asked_again_in_a_test_reads_that_the_answers_are_still_there(client, home):
    said = "The answers are still here."
    assert said in client.get("/en/who?next=/en/me&kept=1", headers=as_(home.token)).text
    assert said not in client.get("/en/who?next=/en/me", headers=as_(home.token)).text


def get(client, path, token):
    client.cookies.clear()
    return client.get(path, headers=as_(token))


def count(database, column):
    with reads(database) as connection:
        return connection.scalar(select(func.count(column)))


def main_of(answer):
    return answer.text.split("<main", 1)[1].split("</main>")[0]


# Choosing


def test_the_chooser_shows_the_home_and_nobody_else(client, home):
    page = main_of(get(client, "/en/who", home.token))
    assert "<h1>Who is learning?</h1>" in page
    assert re.findall(r'class="person__name">([^<]+)<', page) == ["Amina", "Chi", "Add a person"]
    assert page.count('width="72"') == 2
    assert "btn--primary" not in page


def test_a_tile_puts_its_person_in_front_of_the_phone(client, home):
    answer = post(client, "/en/who", {"person_id": home.chi}, home.token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    assert learner(client, answer.cookies[COOKIE]) == "Chi"


def test_changing_person_makes_a_new_session_and_kills_the_old_one(client, home):
    """docs/rules.md, A4."""
    answer = post(client, "/en/who", {"person_id": home.chi}, home.token)
    assert answer.cookies[COOKIE] != home.token
    assert get(client, "/en/me", home.token).status_code == 303
    assert "Amina" not in get(client, "/en/who", home.token).text


def test_who_came_from_a_page_goes_back_there(client, home):
    page = get(client, "/en/who?next=/en/courses", home.token).text
    assert 'action="/en/who?next=%2Fen%2Fcourses"' in page
    answer = post(client, "/en/who?next=/en/courses", {"person_id": home.chi}, home.token)
    assert answer.headers["location"] == "/en/courses"


def test_nobody_is_sent_to_another_site(client, home):
    """docs/rules.md, A3."""
    path = "/en/who?next=//evil.example"
    assert "evil" not in main_of(get(client, path, home.token))
    answer = post(client, path, {"person_id": home.chi}, home.token)
    assert answer.headers["location"] == "/en"


@pytest.mark.parametrize("sent", ["ben", "nobody", "", "\0", "9" * 5000, "mã"])
def test_a_stranger_of_another_home_does_not_exist(client, home, sent):
    """docs/rules.md, H4, R-18, R-55."""
    code = home.ben if sent == "ben" else sent
    answer = post(client, "/en/who", {"person_id": code}, home.token)
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert learner(client, home.token) == "Amina"


@pytest.mark.parametrize("token", [None, "planted-by-somebody-else"])
def test_an_unknown_phone_chooses_nobody(client, home, token):
    answer = post(client, "/en/who", {"person_id": home.amina}, token)
    assert answer.status_code == 404
    assert learner(client, "planted-by-somebody-else") is None


def test_choosing_a_member_ends_the_sign_in_of_staff(client, database):
    with transaction(database) as session:
        lan = make_account(session).person
        amina = make_person(session)
        phone = make_phone(session, lan, make_household(session, amina))
        code = amina.code
    said = main_of(get(client, "/en/who", phone.token))
    assert "Lan is signed in. Choosing somebody here signs Lan out." in said
    answer = post(client, "/en/who", {"person_id": code}, phone.token)
    assert learner(client, answer.cookies[COOKIE]) == "Amina"
    assert get(client, "/en/me", phone.token).status_code == 303


def test_learning_without_a_name_keeps_the_home(client, home):
    answer = post(client, "/en/who/nobody", token=home.token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/courses")
    token = answer.cookies[COOKIE]
    assert token != home.token
    assert learner(client, token) is None
    assert "Chi" in get(client, "/en/who", token).text
    assert learner(client, home.token) is None, "the old session is dead"


def test_an_unknown_phone_is_offered_a_home_or_the_way_in_for_staff(client):
    page = main_of(client.get("/en/who"))
    assert page.count("btn--primary") == 1
    assert 'href="/en/join"' in page
    assert 'href="/en/sign-in"' in page
    assert "<form" not in page


def test_a_page_for_members_asks_who_is_learning_and_leads_back(client):
    answer = client.get("/en/household")
    assert answer.headers["location"] == "/en/who?next=%2Fen%2Fhousehold"


def test_the_chooser_asks_the_database_four_times(client, database, home):
    with counted(database.read_engine, database.write_engine) as statements:
        get(client, "/en/who", home.token)
    assert statements.count == 4


def test_a_form_of_another_site_chooses_nobody(client, home):
    headers = as_(home.token) | {"sec-fetch-site": "cross-site"}
    for path in ("/en/who", "/en/who/nobody", "/en/who/new", "/en/join/new", "/en/join/code"):
        assert client.post(path, data={"person_id": home.chi}, headers=headers).status_code == 403


# Adding a person


def add(client, token, **changes):
    return post(client, "/en/who/new", FILLED | {"key": KEY} | changes, token)


def test_an_added_person_appears_in_the_chooser(client, home):
    answer = add(client, home.token)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/who")
    assert ">Tí<" in get(client, "/en/who", home.token).text
    assert learner(client, home.token) == "Amina", "adding does not change who is learning"


def test_the_form_makes_its_own_key(client, home):
    pages = [get(client, "/en/who/new", home.token).text for _ in range(2)]
    keys = {re.search(r'name="key" value="([0-9a-f-]{36})"', page)[1] for page in pages}
    assert len(keys) == 2


def test_nothing_is_chosen_or_ticked_beforehand(client, home):
    page = main_of(get(client, "/en/who/new", home.token))
    assert "checked" not in page
    assert page.count('type="radio"') == 12


def test_a_name_keeps_its_stacked_marks_composed(client, database, home):
    """docs/rules.md, R-56."""
    add(client, home.token, name="Nguye\u0302\u0303n  Thi\u0323")
    with reads(database) as connection:
        assert connection.scalar(select(Person.id).where(Person.name == "Nguyễn Thị"))


def test_the_same_form_twice_adds_one_person(client, database, home):
    """docs/rules.md, H2."""
    assert [add(client, home.token).status_code for _ in range(2)] == [303, 303]
    assert count(database, Membership.id) == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"name": "  "}, "name", id="no name"),
        pytest.param({"name": "x" * 81}, "name", id="81 letters"),
        pytest.param({"name": "Ti\u202e"}, "name", id="hidden direction"),
        pytest.param({"name": "Ti\0"}, "name", id="NUL"),
        pytest.param({"avatar": ""}, "avatar", id="no picture"),
        pytest.param({"avatar": "../x"}, "avatar", id="another file"),
        pytest.param({"address_as": "king"}, "address_as", id="unknown address"),
        pytest.param({"consent": ""}, "consent", id="no agreement"),
    ],
)
def test_what_needs_fixing_is_said_beside_its_field(client, database, home, changes, field):
    """docs/rules.md, H5 (nobody is kept without an agreement), R-55, R-56."""
    answer = add(client, home.token, **changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert f'<a href="#{field}">' in answer.text
    assert "<title>Error:" in answer.text
    assert count(database, Membership.id) == 3
    assert count(database, Consent.id) == 0


def test_what_was_typed_stays(client, home):
    page = main_of(add(client, home.token, consent=""))
    assert 'value="Tí"' in page
    assert 'value="em" selected' in page
    assert re.search(r'value="cat"[^>]* checked', page)
    assert KEY in page


@pytest.mark.parametrize("key", ["", "1", "\0", "x" * 5000])
def test_a_form_without_its_key_adds_nobody(client, database, home, key):
    assert add(client, home.token, key=key).status_code == 422
    assert count(database, Membership.id) == 3


def test_a_thirteenth_person_is_told_why(client, database, home):
    """docs/rules.md, H3."""
    for number in range(10):
        add(client, home.token, key=KEY[:-1] + f"{number}")
    chooser = get(client, "/en/who", home.token).text
    assert "Add a person" not in chooser
    for answer in (get(client, "/en/who/new", home.token), add(client, home.token, key=KEY[:-1] + "a")):
        assert answer.status_code == 409
        assert "This home has 12 people already" in answer.text
        assert 'href="/en/who"' in answer.text
    assert count(database, Membership.id) == 13, "twelve here and Ben elsewhere"


def test_a_phone_without_a_home_is_sent_to_the_chooser(client, database):
    with transaction(database) as session:
        staff = make_phone(session, make_account(session).person).token
    for token in ("unknown", staff):
        answer = get(client, "/en/who/new", token)
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/en/who?next=%2Fen%2Fwho%2Fnew",
        )
        assert add(client, token).headers["location"] == "/en/who"
        assert add(client, token, key="").headers["location"] == "/en/who", "who asks comes before what"
    assert count(database, Membership.id) == 0


# Starting a home


def join(client, token=None, path="/en/join/new", **changes):
    form = FILLED | {"key": KEY, "nickname": "Nhà bà Ba", "ward": "tuong-mai"} | changes
    return post(client, path, form, token)


@pytest.mark.usefixtures("ward")
def test_a_home_starts_with_its_first_person_in_front_of_the_phone(client, database):
    answer = join(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    assert learner(client, answer.cookies[COOKIE]) == "Tí"
    assert "Home: Nhà bà Ba" in get(client, "/en/who", answer.cookies[COOKIE]).text
    assert count(database, Consent.id) == 1


@pytest.mark.usefixtures("ward")
def test_a_home_is_asked_for_no_number(client):
    """docs/rules.md, H1."""
    page = main_of(client.get("/en/join/new"))
    assert set(re.findall(r'name="(\w+)"', page)) == {
        *("key", "nickname", "ward", "phone", "name", "address_as", "avatar", "consent")
    }
    assert re.findall(r'<option value="([^"]*)">Ph', page) == ["hoang-mai", "tuong-mai"]


@pytest.mark.usefixtures("ward")
def test_somebody_on_the_way_to_a_page_gets_there(client):
    assert join(client, path="/en/join/new?next=/en/household").headers["location"] == "/en/household"


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"nickname": ""}, "nickname", id="no nickname"),
        pytest.param({"nickname": "x" * 61}, "nickname", id="61 letters"),
        pytest.param({"ward": ""}, "ward", id="no ward"),
        pytest.param({"ward": "hn"}, "ward", id="a province"),
        pytest.param({"ward": "\0"}, "ward", id="NUL"),
        pytest.param({"name": ""}, "name", id="no first person"),
        pytest.param({"consent": ""}, "consent", id="no agreement"),
    ],
)
def test_an_incomplete_home_is_not_kept(client, database, changes, field):
    answer = join(client, **changes)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert "set-cookie" not in answer.headers
    assert (count(database, Household.id), count(database, Person.id)) == (0, 0)


@pytest.mark.usefixtures("ward")
def test_the_same_form_twice_starts_one_home(client, database):
    """docs/rules.md, H2: the second answer finds what the first one started."""
    tokens = [join(client).cookies[COOKIE] for _ in range(2)]
    assert [learner(client, token) for token in tokens] == ["Tí", "Tí"]
    assert (count(database, Household.id), count(database, Person.id)) == (1, 1)


@pytest.mark.usefixtures("ward")
def test_the_form_that_started_a_home_lets_nobody_in_later(client, database, clock):
    """docs/rules.md, H2, H26: whoever finds the form on a phone that is not the home's any more."""
    join(client)
    clock.forward(minutes=31)
    answer = join(client)
    assert answer.status_code == 409
    assert "This form has started a home already." in main_of(answer)
    assert "set-cookie" not in answer.headers
    assert count(database, Household.id) == 1


@pytest.mark.usefixtures("ward")
def test_a_phone_that_was_taken_away_does_not_come_back_with_the_form(client):
    """docs/rules.md, H2, H26."""
    lost = join(client).cookies[COOKIE]
    kept = join(client).cookies[COOKIE]
    assert post(client, "/en/household/phones/this", token=lost).status_code == 303
    assert (join(client).status_code, learner(client, kept)) == (409, "Tí")


@pytest.mark.usefixtures("ward")
def test_a_phone_with_a_home_starts_no_second_one(client, database, home):
    for answer in (get(client, "/en/join/new", home.token), join(client, home.token)):
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/who")
    assert count(database, Household.id) == 2


def test_a_single_ward_is_chosen_already(client, database):
    with transaction(database) as session:
        add_unit(session, code="tuong-mai", name="Phường Tương Mai", kind="commune")
    assert '<option value="tuong-mai" selected>' in client.get("/en/join/new").text


def test_a_site_without_a_ward_says_so(client):
    page = main_of(client.get("/en/join/new"))
    assert "This site has no commune or ward yet." in page
    assert "<form" not in page


@pytest.mark.usefixtures("ward")
def test_no_name_is_logged(client, caplog, capsys):
    """docs/rules.md, R-68."""
    caplog.set_level(logging.DEBUG)
    join(client, name="Canary", nickname="Canary")
    output = capsys.readouterr()
    assert "Canary" not in caplog.text + output.out + output.err


@pytest.mark.parametrize("language", ["vi", "id", "en"])
@pytest.mark.parametrize(
    "path", ["/who", "/who/new", "/join", "/join/new", "/join/code", "/sign-in", "/setup"]
)
def test_every_page_has_one_heading_and_at_most_one_primary_button(client, home, language, path):
    token = "unknown" if path.startswith("/join") else home.token
    answer = get(client, f"/{language}{path}", token)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert main_of(answer).count("btn--primary") <= 1
