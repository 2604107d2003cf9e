"""docs/rules.md, H26 (a phone is forgotten, or taken away), H27 (the ways of a new phone)."""

import re
from dataclasses import dataclass

import pytest

from learnhub.households import rules
from learnhub.households.errors import PhoneUnreadable
from learnhub.kit.db import transaction
from tests.conftest import as_
from tests.factories.people import make_household, make_person, make_phone

COOKIE = "__Host-learnhub"


@dataclass(frozen=True)
class Phones:
    """Two phones of one home, and one of another."""

    mine: str
    other: str
    elsewhere: str


@pytest.fixture
def phones(database):
    with transaction(database) as session:
        amina, ben = make_person(session), make_person(session, "Ben")
        home = make_household(session, amina)
        return Phones(
            make_phone(session, amina, home).token,
            make_phone(session, amina, home).token,
            make_phone(session, ben, make_household(session, ben)).token,
        )


def get(client, path, token):
    client.cookies.clear()
    return client.get(path, headers=as_(token))


def post(client, path, token, **form):
    client.cookies.clear()
    return client.post(path, data=form, headers=as_(token))


def listed(client, token):
    """The names by which other phones can be taken away."""
    return re.findall(r'name="phone" value="([^"]+)"', get(client, "/en/household/phones", token).text)


def test_a_home_sees_its_own_phones_and_which_is_this_one(client, phones):
    page = get(client, "/en/household/phones", phones.mine).text
    assert page.count(">This phone<") == 1
    assert re.findall(r"<strong>(Phone \d)</strong>", page) == ["Phone 1", "Phone 2"]
    assert listed(client, phones.mine) == [f"phone-{phones.other}"]


def test_a_change_of_person_makes_no_second_phone(client, phones):
    token = post(client, "/en/who/nobody", phones.mine).cookies[COOKIE]
    assert len(listed(client, token)) == 1


def test_a_phone_that_is_taken_away_is_out_at_once(client, phones):
    [name] = listed(client, phones.mine)
    answer = post(client, "/en/household/phones", phones.mine, phone=name)
    assert answer.headers["location"] == "/en/household/phones"
    assert "Amina" not in get(client, "/en/who", phones.other).text
    assert listed(client, phones.mine) == []
    assert post(client, "/en/household/phones", phones.mine, phone=name).status_code == 404


@pytest.mark.parametrize("name", ["", "\0", "x" * 500, "elsewhere"])
def test_nobody_takes_away_a_phone_of_another_home(client, phones, name):
    sent = f"phone-{phones.elsewhere}" if name == "elsewhere" else name
    answer = post(client, "/en/household/phones", phones.mine, phone=sent)
    assert answer.status_code == 404
    assert "Ben" in get(client, "/en/who", phones.elsewhere).text


def test_a_forgotten_phone_keeps_no_name(client, phones):
    asked = get(client, "/en/household/phones/this", phones.mine)
    assert asked.status_code == 200
    assert "Amina" in get(client, "/en/who", phones.mine).text, "asking changes nothing"
    answer = post(client, "/en/household/phones/this", phones.mine)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/who?forgotten=1")
    gone = [cookie for cookie in answer.headers.get_list("set-cookie") if "Max-Age=0" in cookie]
    assert {cookie.split("=")[0] for cookie in gone} == {COOKIE, "learnhub-prefs", "learnhub-language"}
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "This phone is forgotten" in get(client, "/en/who?forgotten=1", "nobody").text
    assert "This phone is forgotten" not in get(client, "/en/who?forgotten=1", phones.other).text
    assert "Amina" not in get(client, "/en/who", phones.mine).text
    assert "Amina" in get(client, "/en/who", phones.other).text


def test_a_new_phone_is_shown_its_three_ways(client):
    page = client.get("/en/join?next=/en/courses").text
    for path in ("/en/join/card", "/en/join/code", "/en/join/new"):
        assert f'href="{path}?next=%2Fen%2Fcourses"' in page


def test_a_phone_with_a_home_needs_none(client, phones):
    for path in ("/en/join", "/en/join/card", "/en/join/new", "/en/join/code"):
        assert get(client, path, phones.mine).headers["location"] == "/en/who"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" 0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("０９１２-345-678", "0912345678"),
        ("+62 812 3456 7890", "+6281234567890"),
    ],
)
def test_a_phone_number_has_one_spelling(typed, kept):
    """docs/rules.md, H1, R-28."""
    assert rules.phone_number(typed) == kept


@pytest.mark.parametrize("typed", ["12", "0912 345 67a", "++84912345678", "9" * 14, "\0", "٠٩١٢٣٤٥٦٧٨"])
def test_what_is_no_phone_number_is_refused(typed):
    with pytest.raises(PhoneUnreadable):
        rules.phone_number(typed)
