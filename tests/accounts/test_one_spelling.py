"""docs/rules.md, R-28: a name, a code and a password have one spelling, which is checked, counted and kept.

Spellings are equal or not before a database is asked, so that one engine is enough.
"""

import unicodedata

import pytest
from sqlalchemy import select

from learnhub.accounts import service
from learnhub.accounts.models import Account, LoginTry
from learnhub.kit.db import transaction
from tests.conftest import NOW
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.certificates import make_certificate, make_graduate

LOGIN = "thảo.lan2"
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
SPELLINGS = {
    "as it is": LOGIN,
    "capitals": LOGIN.upper(),
    "spaces around": f" \u00a0{LOGIN}\u3000 ",
    "full width": LOGIN.translate(WIDE),
    "letters in pieces": unicodedata.normalize("NFD", LOGIN),
    "everything": unicodedata.normalize("NFD", LOGIN.upper()).translate(WIDE),
}
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NAMES = pytest.mark.parametrize("typed", SPELLINGS.values(), ids=SPELLINGS.keys())


@pytest.fixture
def lan(database):
    """Registered in the oddest spelling of all."""
    with transaction(database) as session:
        make_account(session, SPELLINGS["everything"], role=None)


def sign_in(client, login, password=PASSWORD):
    answer = client.post("/en/sign-in", data={"login": login, "password": password})
    client.cookies.clear()
    return answer.status_code


def counted(database) -> list[str]:
    with transaction(database) as session:
        return list(session.scalars(select(LoginTry.login)))


def test_a_name_is_kept_in_its_one_spelling(database, lan):
    with transaction(database) as session:
        assert session.scalars(select(Account.login)).all() == [LOGIN]


@NAMES
def test_a_name_is_known_however_it_is_typed(client, lan, typed):
    assert sign_in(client, typed) == 303


def test_tries_are_counted_for_the_name_and_not_for_its_spellings(client, database, lan):
    typed = [*SPELLINGS.values()] * 2
    answers = [sign_in(client, spelling, "wrong password") for spelling in typed[:11]]
    assert answers == [422] * 10 + [429]
    assert counted(database) == [LOGIN] * 10
    assert {sign_in(client, spelling) for spelling in SPELLINGS.values()} == {429}


@NAMES
def test_a_name_that_nobody_has_is_counted_alike(client, database, typed):
    sign_in(client, typed, "wrong password")
    assert counted(database) == [LOGIN]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(unicodedata.normalize("NFD", PASSWORD), id="letters in pieces"),
        pytest.param(PASSWORD.replace("n", "\uff4e"), id="letters of full width"),
        pytest.param(PASSWORD.replace(" ", "\u3000"), id="spaces of full width"),
    ],
)
def test_a_password_is_known_by_whatever_keyboard(client, lan, typed):
    assert typed != PASSWORD
    assert sign_in(client, LOGIN, typed) == 303


@pytest.mark.parametrize("typed", [PASSWORD.upper(), f" {PASSWORD}", PASSWORD.replace(" ", "")])
def test_a_password_is_otherwise_taken_as_it_is(client, lan, typed):
    assert sign_in(client, LOGIN, typed) == 422


def spelled(code: str) -> dict[str, str]:
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    return {
        "capitals": code,
        "small": code.lower(),
        "groups": " - ".join(groups),
        "wide": code.lower().translate(WIDE),
        "look-alikes": code.replace("0", "o").replace("1", "l"),
    }


@pytest.mark.parametrize("spelling", spelled("").keys())
def test_the_code_of_a_certificate_is_found_however_it_is_typed(client, database, spelling):
    with transaction(database) as session:
        code = make_certificate(session, *make_graduate(session)).code
    assert client.get("/c", params={"code": spelled(code)[spelling]}).status_code == 200
    assert client.get("/c", params={"code": f"\uff2cH {spelled(code)[spelling]}"}).status_code == 200


@pytest.mark.parametrize("spelling", spelled("").keys())
def test_the_code_of_the_console_is_taken_however_it_is_typed(client, database, spelling):
    with transaction(database) as session:
        code = service.make_setup_code(session, now=NOW)
    assert code
    form = {"code": spelled(code)[spelling], "name": "Lan", "login": SPELLINGS["full width"]}
    assert client.post("/en/setup", data=form | {"password": PASSWORD}).status_code == 303
    client.cookies.clear()
    assert sign_in(client, LOGIN) == 303
