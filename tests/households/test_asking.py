"""docs/rules.md, H24 (a code only asks), H25 (a ceiling for the whole site), H6 (looks are kept)."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from learnhub.accounts.models import WrongCodes
from learnhub.accounts.queries import find_session
from learnhub.households.errors import CodesClosed
from learnhub.households.models import Household, HouseholdCard, HouseholdLook, JoinRequest
from learnhub.households.service import ask_to_join
from learnhub.kit.db import reads, transaction
from learnhub.kit.ids import new_code
from tests.conftest import NOW, as_
from tests.factories.accounts import make_account
from tests.factories.cards import make_home_card
from tests.factories.people import make_household, make_person, make_phone
from tests.house.test_access import changed, digests
from tests.parallel import at_once
from tests.statements import counted

COOKIE = "__Host-learnhub"
UNKNOWN = "0000 0000"  # its check letter is right, and no home has it


@dataclass(frozen=True)
class Homes:
    """Amina's phone is the home's, Ben's belongs elsewhere. Chi helps the home's ward, Dung another."""

    code: str
    home_id: int
    amina: str
    bens: str
    chi: str
    dung: str
    official: str


@pytest.fixture
def homes(database):
    with transaction(database) as session:
        chi = make_account(session, "chi", role="volunteer", name="Chi")
        dung = make_account(session, "dung", role="admin", name="Dung")
        official = make_account(session, "hanh", role="official", name="Hanh")
        amina, ben = make_person(session), make_person(session, "Ben")
        home = make_household(session, amina)
        home.unit_id, home.phone = chi.unit_id, "0912345678"
        return Homes(
            make_home_card(session, home).code,
            home.id,
            make_phone(session, amina, home).token,
            make_phone(session, ben, make_household(session, ben)).token,
            *(make_phone(session, helper.person).token for helper in (chi, dung, official)),
        )


def get(client, path, token=None):
    client.cookies.clear()
    return client.get(path, headers=as_(token) if token else {})


def post(client, path, token=None, **form):
    client.cookies.clear()
    return client.post(path, data=form, headers=as_(token) if token else {})


@dataclass(frozen=True)
class Asking:
    token: str
    path: str
    ask: str
    number: str


def ask(client, code):
    """A new phone types the code."""
    answer = post(client, "/en/join/code", code=code)
    assert answer.status_code == 303, answer.text
    token, path = answer.cookies[COOKIE], answer.headers["location"]
    number = re.search(r'class="figure">(\d\d)<', get(client, path, token).text)[1]
    return Asking(token, path, path.rpartition("/")[2], number)


def home_of(database, token):
    with reads(database) as connection:
        found = find_session(connection, token=token, now=NOW)
    return found and found["household_id"]


def main_of(answer):
    return answer.text.split("<main", 1)[1].split("</main>")[0]


def test_a_right_code_only_asks_and_says_nothing_of_the_home(client, database, homes):
    asking = ask(client, f" {homes.code[:4].lower()} {homes.code[4:]}")
    page = get(client, asking.path, asking.token)
    assert "Waiting for a yes" in page.text
    assert "Bà Ba" not in page.text
    assert post(client, asking.path, asking.token).status_code == 404
    assert home_of(database, asking.token) is None


@pytest.mark.parametrize("path", ["/en/who", "/en/household/phones"])
def test_the_home_reads_the_same_number(client, homes, path):
    asking = ask(client, homes.code)
    assert f"Number {asking.number}, asked at 10:00." in get(client, path, homes.amina).text
    assert "A phone asks" not in get(client, path, homes.bens).text


def test_the_page_of_the_home_leads_to_the_answer_while_a_phone_waits(client, clock, homes):
    for said in ("1 phone asks to join", "2 phones ask to join"):
        ask(client, homes.code)
        page = main_of(get(client, "/en/household", homes.amina))
        assert said in page
        assert 'href="/en/household/phones">See its number and answer' in page
    assert "to join this home" not in main_of(get(client, "/en/household", homes.bens))
    clock.forward(minutes=30)
    assert "to join this home" not in main_of(get(client, "/en/household", homes.amina))


def test_a_phone_that_is_let_in_joins_once(client, database, homes):
    asking = ask(client, homes.code)
    answer = post(client, f"/en/household/requests/{asking.ask}", homes.amina, answer="yes")
    assert answer.headers["location"] == "/en/household/phones"
    assert home_of(database, asking.token) is None, "it must go in by itself"
    assert "It is the home of Bà Ba." in get(client, asking.path, asking.token).text
    joined = post(client, asking.path, asking.token)
    assert (joined.status_code, joined.headers["location"]) == (303, "/en/who")
    assert home_of(database, joined.cookies[COOKIE]) == homes.home_id
    assert "no longer open" in get(client, asking.path, joined.cookies[COOKIE]).text
    assert post(client, asking.path, asking.token).status_code == 404, "the old session is dead (A4)"


def test_a_phone_that_joined_and_sends_its_form_again_is_led_to_who_is_learning(client, database, homes):
    """H24: it joins once; another phone of the home, and one of another home, learn nothing."""
    asking = ask(client, homes.code)
    post(client, f"/en/household/requests/{asking.ask}", homes.amina, answer="yes")
    token = post(client, asking.path, asking.token).cookies[COOKIE]
    again = post(client, asking.path, token)
    assert (again.status_code, again.headers["location"]) == (303, "/en/who")
    assert COOKIE not in again.cookies
    assert home_of(database, token) == homes.home_id
    for other in (homes.amina, homes.bens, None):
        assert post(client, asking.path, other).status_code == 404


def test_a_phone_that_was_taken_away_cannot_use_its_old_yes(client, database, homes):
    asking = ask(client, homes.code)
    post(client, f"/en/household/requests/{asking.ask}", homes.amina, answer="yes")
    token = post(client, asking.path, asking.token).cookies[COOKIE]
    post(client, "/en/household/phones/this", token)
    assert post(client, asking.path, token).status_code == 404
    assert home_of(database, token) is None


def test_a_no_is_a_no(client, homes):
    asking = ask(client, homes.code)
    post(client, f"/en/household/requests/{asking.ask}", homes.amina, answer="no")
    assert "This phone was not let in" in get(client, asking.path, asking.token).text
    assert post(client, asking.path, asking.token).status_code == 404
    assert "A phone asks" not in get(client, "/en/who", homes.amina).text


def test_the_first_answer_counts_and_may_be_sent_again(client, database, homes):
    asking = ask(client, homes.code)
    path = f"/en/household/requests/{asking.ask}"
    seen = [
        post(client, path, homes.amina, answer=answer).status_code for answer in ("maybe", "no", "no", "yes")
    ]
    assert seen == [422, 303, 303, 404]
    with transaction(database) as session:
        assert session.scalars(select(JoinRequest.decision)).all() == ["refused"]


def test_a_question_is_open_for_half_an_hour(client, clock, homes):
    asking = ask(client, homes.code)
    clock.forward(minutes=30)
    assert "no longer open" in get(client, asking.path, asking.token).text
    assert "A phone asks" not in get(client, "/en/who", homes.amina).text
    path = f"/en/household/requests/{asking.ask}"
    assert post(client, path, homes.amina, answer="yes").status_code == 404


def test_another_phone_sees_nothing_of_a_question(client, homes):
    asking = ask(client, homes.code)
    for token in (None, homes.amina, homes.bens, homes.chi):
        assert get(client, asking.path, token).status_code == 404
        assert post(client, asking.path, token).status_code == 404
    for path in ("/en/join/requests/x", f"/en/join/requests/{'0' * 32}"):
        assert get(client, path, asking.token).status_code == 404


def test_another_home_answers_nothing(client, homes):
    asking = ask(client, homes.code)
    path = f"/en/household/requests/{asking.ask}"
    assert post(client, path, homes.bens, answer="yes").status_code == 404
    assert "Waiting for a yes" in get(client, asking.path, asking.token).text


def test_the_same_phone_asks_a_home_once(client, database, homes):
    asking = ask(client, homes.code)
    again = post(client, "/en/join/code", asking.token, code=homes.code)
    assert again.headers["location"] == asking.path
    with transaction(database) as session:
        assert session.query(JoinRequest).count() == 1


def test_three_phones_may_wait_at_a_home(client, homes):
    numbers = {ask(client, homes.code).number for _ in range(3)}
    assert len(numbers) == 3
    answer = post(client, "/en/join/code", code=homes.code)
    assert answer.status_code == 409
    assert "3 phones are asking this home already." in answer.text


def test_a_phone_with_a_home_asks_nobody(client, database, homes):
    assert get(client, "/en/join/code", homes.bens).headers["location"] == "/en/who"
    before = digests(database)
    asked = post(client, "/en/join/code", homes.bens, code=homes.code).headers["location"]
    assert asked == "/en/who?home=1"
    assert "This phone belongs to a home already" in main_of(get(client, asked, homes.bens))
    assert changed(before, digests(database)) == []


# Wrong codes


@pytest.mark.parametrize("typed", ["", "7K2M", "ABCD EFGI", "\0" * 8, "x" * 500, "ba ba"])
def test_a_malformed_code_stays_in_its_field_and_is_not_counted(client, database, homes, typed):
    before = digests(database)
    answer = post(client, "/en/join/code", code=typed)
    assert answer.status_code == 422
    assert "8 and B, 5 and S, 6 and G, 0 and D are easily confused." in answer.text
    assert "\0" in typed or f'value="{typed}"' in answer.text
    assert changed(before, digests(database)) == []


def test_a_code_of_a_card_that_was_replaced_is_unknown(client, database, homes):
    with transaction(database) as session:
        old = session.scalars(select(HouseholdCard)).one()
        make_home_card(session, session.get_one(Household, homes.home_id), replaces=str(old.id))
    answer = post(client, "/en/join/code", code=homes.code)
    assert answer.status_code == 422
    assert "No home has this code." in answer.text
    assert COOKIE not in answer.cookies


def test_sixty_wrong_codes_close_typing_until_the_hour_ends(client, clock, homes, capsys):
    """Wherever they come from; the alarm is given once, and cards go on."""
    clock.forward(minutes=20)
    seen = [post(client, "/en/join/code", code=UNKNOWN).status_code for _ in range(62)]
    assert seen == [422] * 60 + [429] * 2
    closed = post(client, "/en/join/code", code=homes.code)
    assert (closed.status_code, closed.headers["retry-after"]) == (429, "2401")
    assert "The home's card can be scanned now." in closed.text
    logged = capsys.readouterr().out
    assert logged.count("codes are being guessed") == 1
    assert homes.code not in logged
    clock.forward(minutes=40)
    assert post(client, "/en/join/code", code=homes.code).status_code == 303


def test_parallel_guesses_get_no_more(database, homes):
    def guess(_number):
        try:
            with transaction(database) as session:
                code = new_code(7)
                ask_to_join(session, code=code, phone="phone", session_id=None, now=NOW)
        except CodesClosed:
            return "closed"
        return "looked at"

    with transaction(database) as session:
        session.add(WrongCodes(kind="home", hour=NOW, count=55))
    outcomes = at_once(12, guess)
    assert (outcomes.count("looked at"), outcomes.count("closed")) == (5, 7)


# A helper


def test_a_helper_sees_no_home_before_they_said_that_they_look(client, database, homes):
    asking = ask(client, homes.code)
    listed = main_of(get(client, "/en/helping/phones", homes.chi))
    assert f"Number {asking.number}" in listed
    assert "Bà Ba" not in listed
    path = f"/en/helping/phones/{asking.ask}"
    assert get(client, path, homes.chi).status_code == 404
    assert post(client, path, homes.chi, answer="yes").status_code == 404
    assert post(client, "/en/helping/phones", homes.chi, ask=asking.ask).headers["location"] == path
    page = main_of(get(client, path, homes.chi))
    assert "Bà Ba" in page
    assert 'href="tel:0912345678"' in page
    with transaction(database) as session:
        [look] = session.scalars(select(HouseholdLook))
        assert (look.household_id, look.what) == (homes.home_id, "phone_seen")


def test_a_helper_lets_a_phone_in(client, database, homes):
    asking = ask(client, homes.code)
    post(client, "/en/helping/phones", homes.chi, ask=asking.ask)
    post(client, f"/en/helping/phones/{asking.ask}", homes.chi, answer="yes")
    joined = post(client, asking.path, asking.token)
    assert home_of(database, joined.cookies[COOKIE]) == homes.home_id


@pytest.mark.parametrize(("answer", "told"), [("yes", ["phone_seen", "phone"]), ("no", ["phone_seen"])])
def test_a_home_reads_that_a_helper_let_a_phone_in_only_when_one_did(client, database, homes, answer, told):
    """docs/rules.md, H6: also when the answer is sent twice."""
    asking = ask(client, homes.code)
    post(client, "/en/helping/phones", homes.chi, ask=asking.ask)
    for _ in range(2):
        post(client, f"/en/helping/phones/{asking.ask}", homes.chi, answer=answer)
    with transaction(database) as session:
        assert session.scalars(select(HouseholdLook.what).order_by(HouseholdLook.id)).all() == told
    with transaction(database) as session:
        assert session.scalars(select(JoinRequest.decided_by)).one() is not None


def test_a_helper_of_another_ward_sees_no_question(client, homes):
    asking = ask(client, homes.code)
    assert "Number" not in main_of(get(client, "/en/helping/phones", homes.dung))
    assert post(client, "/en/helping/phones", homes.dung, ask=asking.ask).status_code == 404
    assert get(client, f"/en/helping/phones/{asking.ask}", homes.dung).status_code == 404


def test_who_helps_nowhere_is_told_so(client, homes):
    assert get(client, "/en/helping/phones", homes.official).status_code == 403


def test_pages_of_asking_cost_a_fixed_number_of_statements(client, database, homes):
    asking = ask(client, homes.code)
    post(client, "/en/helping/phones", homes.chi, ask=asking.ask)
    for path, token, most in (
        (asking.path, asking.token, 2),
        ("/en/household/phones", homes.amina, 3),
        ("/en/helping/phones", homes.chi, 4),
        (f"/en/helping/phones/{asking.ask}", homes.chi, 4),
    ):
        with counted(database.read_engine) as statements:
            get(client, path, token)
        assert statements.count == most, path
