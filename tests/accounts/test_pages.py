"""Signing in and out: what the person sees, and what the phone keeps."""

import logging
import re

import pytest
from sqlalchemy import select

from learnhub.accounts.models import Account
from learnhub.kit.db import transaction
from tests.conftest import as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.people import make_household, make_person, make_phone
from tests.statements import counted

COOKIE = "__Host-learnhub"


@pytest.fixture(autouse=True)
def lan(database):
    with transaction(database) as session:
        return make_account(session)


@pytest.fixture
def home_phone(database):
    """Amina stands in front of her home's phone."""
    with transaction(database) as session:
        amina = make_person(session)
        return make_phone(session, amina, make_household(session, amina))


def sign_in(client, login="lan", password=PASSWORD, path="/en/sign-in", token=None):
    data = {"login": login, "password": password}
    return client.post(path, data=data, headers=as_(token) if token else {})


def is_signed_in(client, token):
    client.cookies.clear()
    return client.get("/en/me", headers=as_(token)).status_code == 200


def token_of(response):
    return response.cookies[COOKIE]


def test_the_first_link_leads_home_learners_to_the_chooser(client):
    main = client.get("/en/sign-in").text.split("<main", 1)[1]
    link = re.search(r'<a class="action" href="([^"]+)">([^<]+)</a>', main)
    assert link.groups() == ("/en/who", "Learning at home? No password needed")


def test_the_right_password_opens_my_learning(client):
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/me")
    assert is_signed_in(client, token_of(answer))


def test_the_cookie_is_bound_to_this_host_and_hidden_from_scripts(client):
    """docs/rules.md, R-33."""
    cookie = sign_in(client).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)


def test_staff_are_warned_and_signed_out_after_thirty_idle_minutes(client, clock):
    """R-35."""
    token = sign_in(client).cookies["__Host-learnhub"]
    client.cookies.clear()
    clock.forward(minutes=20)
    page = client.get("/en/courses", headers=as_(token)).text
    assert 'data-idle="600"' in page
    assert "In 2 minutes this phone signs out." in page
    assert 'data-who="/en/sign-in?next=%2Fen%2Fcourses"' in page
    clock.forward(minutes=10)
    assert client.get("/en/me", headers=as_(token)).status_code == 303


def test_somebody_who_came_from_a_page_goes_back_there(client):
    path = "/en/sign-in?next=/en/courses"
    assert 'action="/en/sign-in?next=%2Fen%2Fcourses"' in client.get(path).text
    assert sign_in(client, path=path).headers["location"] == "/en/courses"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(client, address):
    """docs/rules.md, A3."""
    page = client.get("/en/sign-in", params={"next": address})
    assert "evil" not in page.text.split("<main", 1)[1].split("</main>")[0]
    data = {"login": "lan", "password": PASSWORD}
    answer = client.post("/en/sign-in", params={"next": address}, data=data)
    assert answer.headers["location"] == "/en/me"


@pytest.mark.parametrize("login", ["lan", "nobody", "closed"])
def test_one_answer_for_every_wrong_sign_in(client, database, login):
    """docs/rules.md, A5: nothing but the typed name differs."""
    with transaction(database) as session:
        make_account(session, "closed")
        session.scalars(select(Account).where(Account.login == "closed")).one().is_active = False
    answer = sign_in(client, login, "wrong password")
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    assert f'value="{login}"' in answer.text, "the name is kept"
    assert "wrong password" not in answer.text
    unknown = sign_in(client, "somebody", "wrong password")
    assert answer.text.replace(f'value="{login}"', "") == unknown.text.replace('value="somebody"', "")


def test_the_message_leads_to_the_field_and_the_title_says_error(client):
    page = sign_in(client, password="wrong password").text
    assert "<title>Error: Sign in" in page
    assert '<a href="#login">This name and this password do not fit together.' in page
    assert 'aria-describedby="login-error"' in page


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_after_ten_wrong_passwords_the_page_says_when_to_come_back(client, clock, login):
    """docs/rules.md, A2."""
    for _ in range(10):
        assert sign_in(client, login, "wrong password").status_code == 422
    answer = sign_in(client, login)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "301"
    assert "It can sign in again from 10:06, 21 November 2026." in answer.text
    clock.forward(minutes=5)
    assert sign_in(client, login).status_code == (303 if login == "lan" else 422)


def test_no_address_is_locked_out_by_its_neighbours(client):
    """docs/rules.md, A2: a class of thirty may sit behind one address; forged ones change nothing."""
    for number in range(30):
        sign_in(client, f"learner{number}", "wrong password")
    assert sign_in(client).status_code == 303


def test_a_forged_address_gives_no_further_tries(client):
    data = {"login": "lan", "password": "wrong password"}
    answers = [
        client.post("/en/sign-in", data=data, headers={"x-forwarded-for": f"10.0.0.{number}"})
        for number in range(11)
    ]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


@pytest.mark.parametrize("login", ["lan\u200b", "l\0an", "x" * 81, "a\u202eb"])
def test_a_name_that_cannot_be_read_is_told_so_on_both_engines(client, login):
    """docs/rules.md, R-55."""
    assert sign_in(client, login).status_code == 422


@pytest.mark.parametrize("password", ["", "x" * 5000, "a\0b"])
def test_a_password_that_cannot_be_right_is_just_wrong(client, password):
    assert sign_in(client, password=password).status_code == 422


def test_signing_in_makes_a_new_session_and_kills_the_old_one(client, home_phone):
    """docs/rules.md, A4; the home stays with the phone."""
    answer = sign_in(client, token=home_phone.token)
    assert token_of(answer) != home_phone.token
    assert is_signed_in(client, token_of(answer))
    assert not is_signed_in(client, home_phone.token)
    out = client.post("/en/sign-out", headers=as_(token_of(answer)))
    client.cookies.clear()
    assert "Home: Bà Ba" in client.get("/en/who", headers=as_(token_of(out))).text


def test_an_unknown_cookie_is_never_adopted(client):
    """docs/rules.md, A4: a token planted by somebody else stays worthless."""
    planted = "planted-by-somebody-else"
    answer = sign_in(client, token=planted)
    assert token_of(answer) != planted
    assert not is_signed_in(client, planted)


def test_a_wrong_password_changes_no_session(client, home_phone):
    sign_in(client, password="wrong password", token=home_phone.token)
    assert is_signed_in(client, home_phone.token)


def test_signing_out_is_at_once_and_for_good(client):
    token = token_of(sign_in(client))
    client.cookies.clear()
    answer = client.post("/en/sign-out", headers=as_(token))
    assert (answer.status_code, answer.headers["location"]) == (303, "/en")
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert not is_signed_in(client, token)


def test_signing_out_twice_or_as_nobody_is_harmless(client):
    for _ in range(2):
        assert client.post("/en/sign-out").status_code == 303


def test_a_form_of_another_site_signs_nobody_in_or_out(client):
    headers = {"sec-fetch-site": "cross-site"}
    data = {"login": "lan", "password": PASSWORD}
    assert client.post("/en/sign-in", data=data, headers=headers).status_code == 403
    assert client.post("/en/sign-out", headers=headers).status_code == 403


def test_the_sign_in_page_asks_the_database_nothing_for_a_new_phone(client, database):
    with counted(database.read_engine, database.write_engine) as statements:
        client.get("/en/sign-in")
    assert statements.count == 0


def test_nothing_that_was_typed_is_logged(client, caplog, capsys):
    """docs/rules.md, R-68."""
    caplog.set_level(logging.DEBUG)
    answer = sign_in(client, "canary-login", "canary-password")
    answer = sign_in(client)
    output = capsys.readouterr()
    logged = caplog.text + output.out + output.err
    for secret in ("canary", PASSWORD, token_of(answer)):
        assert secret not in logged
