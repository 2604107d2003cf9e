"""docs/rules.md, H20, H21 (a new card ends the old one), H22, H23 (what a card opens), R-25, R-26."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.accounts.queries import find_session, lock_standing, token_hash
from learnhub.accounts.service import appoint, create_account
from learnhub.households import service
from learnhub.households.errors import CardOfStaff
from learnhub.households.models import Household, HouseholdCard, PersonCard
from learnhub.kit.db import reads, transaction
from tests.conftest import NOW, as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.cards import SECRET, make_home_card, make_person_card, token_of
from tests.factories.locks import make_lock, make_tries
from tests.factories.people import make_household, make_person, make_phone, make_unit
from tests.house.test_access import changed, digests
from tests.parallel import at_once
from tests.statements import counted

COOKIE = "__Host-learnhub"


@dataclass(frozen=True)
class Cards:
    """Amina and Chi live in the home; Ben elsewhere, whose phone it is. Lan signs in with a password."""

    home_id: int
    home: str
    card: str
    amina: str
    lan: str
    phone: str
    bens: str


@pytest.fixture
def cards(database):
    with transaction(database) as session:
        amina = make_person(session)
        home = make_household(session, amina, make_person(session, "Chi"))
        ben = make_person(session, "Ben")
        lan = make_person(session, "Lan", make_unit(session))
        lans = make_person_card(session, lan)
        elsewhere = make_household(session, ben)
        elsewhere.nickname = "Ben"
        made = make_home_card(session, home)
        return Cards(
            home.id,
            token_of(made),
            str(made.id),
            token_of(make_person_card(session, amina)),
            token_of(lans),
            make_phone(session, amina, home).token,
            make_phone(session, ben, elsewhere).token,
        )


def get(client, path, token=None):
    client.cookies.clear()
    return client.get(path, headers=as_(token) if token else {})


def use(client, card, token=None, **form):
    client.cookies.clear()
    return client.post(f"/k/{card}?language=en", data=form, headers=as_(token) if token else {})


def seen_as(database, token):
    with reads(database) as connection:
        found = find_session(connection, token=token, now=NOW)
    return found and (found["household_id"], found["name"])


def main_of(answer):
    return answer.text.split("<main", 1)[1].split("</main>")[0]


# A home's card


def test_a_homes_card_brings_a_new_phone_to_the_home(client, database, cards):
    answer = use(client, cards.home)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/who")
    assert seen_as(database, answer.cookies[COOKIE]) == (cards.home_id, None)
    assert "Amina" in get(client, "/en/who", answer.cookies[COOKIE]).text


def test_a_card_follows_the_phones_language(client, cards):
    answer = client.get(f"/k/{cards.home}", headers={"accept-language": "id"})
    assert '<html lang="id"' in answer.text
    assert f'action="/k/{cards.home}?language=id"' in answer.text


@pytest.mark.parametrize("which", ["home", "amina", "lan"])
def test_whoever_only_looks_at_a_card_uses_nothing_up(client, database, cards, which):
    """R-25: a messenger's robot opens every address that it sees."""
    before = digests(database)
    for token in (None, cards.phone, cards.bens):
        answer = get(client, f"/k/{getattr(cards, which)}", token)
        assert "set-cookie" not in answer.headers
        assert answer.headers["referrer-policy"] == "same-origin"
    assert changed(before, digests(database)) == []


def test_a_card_is_answered_for_nobody_else_to_keep(client, cards):
    """H28: also when nobody knows the phone that looks, because its page names the home."""
    for token in (cards.phone, None):
        assert get(client, f"/k/{cards.home}", token).headers["cache-control"] == "no-store"
    assert use(client, cards.home).headers["cache-control"] == "no-store"


def test_a_phone_of_another_home_is_asked_before_it_changes(client, database, cards):
    page = main_of(get(client, f"/k/{cards.home}?language=en", cards.bens))
    assert "This phone belongs to the home of Ben. Change to the home of Bà Ba?" in page
    assert 'name="confirmed" value="yes"' in page
    answer = use(client, cards.home, cards.bens)
    assert answer.status_code == 409
    assert "Change the home of this phone?" in answer.text
    assert seen_as(database, cards.bens)[1] == "Ben"
    moved = use(client, cards.home, cards.bens, confirmed="yes")
    assert seen_as(database, moved.cookies[COOKIE]) == (cards.home_id, None)
    assert seen_as(database, cards.bens) is None


def test_a_phone_of_the_home_stays_as_it_is(client, database, cards):
    assert (
        "This phone belongs to this home already."
        in get(client, f"/k/{cards.home}?language=en", cards.phone).text
    )
    answer = use(client, cards.home, cards.phone)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/who")
    assert seen_as(database, cards.phone) == (cards.home_id, "Amina")


def test_fifty_phones_that_use_a_card_at_once_all_join_one_home(client, database, cards):
    """R-25."""
    with transaction(database) as session:
        phones = [make_phone(session) for _ in range(50)]

    def join(number):
        with transaction(database) as session:
            card = service.take_card(session, token=cards.home, here=None, now=NOW)
            return service.use_card(session, card, replaces=phones[number].session_id, now=NOW)

    tokens = at_once(50, join)
    assert {seen_as(database, token) for token in tokens} == {(cards.home_id, None)}
    with transaction(database) as session:
        assert session.query(Household).count() == 2


def test_a_new_card_ends_the_old_one_at_once(client, cards, database):
    with transaction(database) as session:
        home = session.get_one(Household, cards.home_id)
        new = token_of(make_home_card(session, home, replaces=cards.card))
    for answer in (get(client, f"/k/{cards.home}?language=en"), use(client, cards.home)):
        assert answer.status_code == 409
        assert "Since Saturday 21 November 2026 it opens nothing any more. Ask at home" in answer.text
        assert "Bà Ba" not in main_of(answer)
        assert COOKIE not in answer.cookies
    assert use(client, new).status_code == 303


def test_a_new_card_of_a_person_takes_them_off_phones_that_are_not_their_homes(client, database, cards):
    """docs/rules.md, H21: a neighbour's phone and one of no home, never the phone on which it is made."""
    neighbours = use(client, cards.amina, cards.bens).cookies[COOKIE]
    strange = use(client, cards.amina).cookies[COOKIE]
    with transaction(database) as session:
        old = session.query(PersonCard).join(Person).filter(Person.name == "Amina").one()
        second = make_phone(
            session, session.get_one(Person, old.person_id), session.get_one(Household, cards.home_id)
        ).token
        replaces = str(old.id)
    client.cookies.clear()
    client.post("/en/me/card", data={"card": replaces}, headers=as_(cards.phone))
    assert seen_as(database, neighbours)[1] is None
    assert seen_as(database, strange) is None
    for phone in (cards.phone, second):
        assert seen_as(database, phone) == (cards.home_id, "Amina")


def test_a_form_for_a_new_card_sent_again_makes_no_third_one(client, database, cards):
    for _ in range(3):
        answer = client.post("/en/household/card", data={"card": cards.card}, headers=as_(cards.phone))
        assert answer.headers["location"] == "/en/household/card"
    with transaction(database) as session:
        assert session.query(HouseholdCard).count() == 2


def test_two_who_make_a_new_card_at_once_make_one(database, cards):
    def renew(_number):
        with transaction(database) as session:
            service.make_household_card(
                session, household_id=cards.home_id, replaces=cards.card, secret=SECRET, now=NOW
            )

    at_once(4, renew)
    with transaction(database) as session:
        in_force = session.query(HouseholdCard).filter(HouseholdCard.ended_at.is_(None))
        assert (session.query(HouseholdCard).count(), in_force.count()) == (2, 1)


def test_the_database_holds_no_token(database, cards):
    with transaction(database) as session:
        kept = session.scalars(select(HouseholdCard)).one()
        assert kept.token_hash == token_hash(cards.home)
        assert cards.home not in repr(vars(kept))
        assert len(cards.home) == 27, "162 bits"


# A person's card


def test_a_persons_card_puts_them_in_front_of_their_homes_phone(client, database, cards):
    phone = use(client, cards.home).cookies[COOKIE]
    answer = use(client, cards.amina, phone)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    assert seen_as(database, answer.cookies[COOKIE]) == (cards.home_id, "Amina")
    assert seen_as(database, phone) is None


def test_a_persons_card_opens_a_lock_that_wrong_tries_have_closed(client, database, cards):
    """docs/rules.md, H11."""
    with transaction(database) as session:
        amina = session.scalars(select(Person).where(Person.name == "Amina")).one()
        make_lock(session, amina, SECRET)
        make_tries(session, amina.id, 10)
        person_id = amina.id
    phone = use(client, cards.home).cookies[COOKIE]
    answer = use(client, cards.amina, phone)
    assert seen_as(database, answer.cookies[COOKIE]) == (cards.home_id, "Amina")
    with reads(database) as connection:
        assert lock_standing(connection, person_id=person_id, phone="another", now=NOW).is_open


def test_a_phone_outside_joins_no_home_by_a_persons_card(client, database, cards):
    answer = use(client, cards.amina)
    assert seen_as(database, answer.cookies[COOKIE]) == (None, "Amina")
    assert "Chi" not in get(client, "/en/who", answer.cookies[COOKIE]).text


def test_a_phone_of_another_home_stays_there(client, database, cards):
    before = seen_as(database, cards.bens)[0]
    answer = use(client, cards.amina, cards.bens)
    assert seen_as(database, answer.cookies[COOKIE]) == (before, "Amina")


def test_no_card_is_made_for_somebody_who_has_a_role(session):
    """R-26."""
    with pytest.raises(CardOfStaff):
        make_person_card(session, make_account(session).person)


def test_the_card_of_somebody_who_was_given_a_role_opens_nothing(client, database, cards):
    """R-26."""
    with transaction(database) as session:
        lan = session.scalars(select(Person).where(Person.name == "Lan")).one()
        create_account(session, person_id=lan.id, login="lan", password=PASSWORD, now=NOW)
        assert lan.unit_id
        appoint(session, person_id=lan.id, unit_id=lan.unit_id, role="volunteer", now=NOW)
    for answer in (get(client, f"/k/{cards.lan}?language=en"), use(client, cards.lan)):
        assert answer.status_code == 403
        assert "No card does it for them." in answer.text
        assert COOKIE not in answer.cookies


@pytest.mark.parametrize("sent", ["x", "0" * 27, "x" * 900, "%20", "Ω" * 27])
def test_a_card_that_nobody_made_says_what_to_do(client, database, cards, sent):
    before = digests(database)
    for answer in (get(client, f"/k/{sent}?language=en"), use(client, sent, cards.phone)):
        assert answer.status_code == 404
        assert "ask at home for the newest card" in answer.text
    assert changed(before, digests(database)) == []


# The printed sheets


def test_the_homes_card_shows_its_square_its_code_and_whom_to_call(client, database, cards):
    """Printed again it is the same: only the site's key can make it."""
    with transaction(database) as session:
        home = session.get_one(Household, cards.home_id)
        own = make_home_card(session, home, client.app.state.secret, replaces=cards.card)
        code, token = own.code, token_of(own, client.app.state.secret)
    page = get(client, "/en/household/card", cards.phone)
    assert f"{code[:4]} {code[4:]}" in page.text
    assert "0900 000 000" in main_of(page)
    assert "Home of Bà Ba" in main_of(page)
    assert use(client, token).status_code == 303
    with counted(database.read_engine) as statements:
        get(client, "/en/household/card", cards.phone)
    assert statements.count == 2


def test_a_card_of_another_key_is_not_printed_but_replaced(client, cards):
    page = main_of(get(client, "/en/household/card", cards.phone))
    assert "Make the card" in page
    assert '<svg class="qr' not in page
    client.post("/en/household/card", data={"card": cards.card}, headers=as_(cards.phone))
    assert "Make a new card" in get(client, "/en/household/card", cards.phone).text


def test_a_member_makes_a_card_of_their_own(client, database, cards):
    page = main_of(get(client, "/en/me/card", cards.phone))
    card = re.search(r'name="card" value="([^"]+)"', page)[1]
    client.post("/en/me/card", data={"card": card}, headers=as_(cards.phone))
    page = main_of(get(client, "/en/me/card", cards.phone))
    assert 'class="qr"' in page
    assert ">Amina<" in page
    with counted(database.read_engine) as statements:
        get(client, "/en/me/card", cards.phone)
    assert statements.count == 3
    assert get(client, f"/k/{cards.amina}").status_code == 409


def test_a_card_costs_a_fixed_number_of_statements(client, database, cards):
    for card, most in ((cards.home, 2), (cards.amina, 4)):
        with counted(database.read_engine) as statements:
            get(client, f"/k/{card}", cards.phone)
        assert statements.count == most


@pytest.mark.usefixtures("client")
def test_no_token_is_logged(client, cards, capsys):
    """docs/rules.md, R-68."""
    for token in (cards.home, cards.amina):
        get(client, f"/k/{token}")
        use(client, token)
    output = capsys.readouterr()
    assert "households.use_card" in output.out
    assert cards.home not in output.out + output.err
    assert cards.amina not in output.out + output.err
