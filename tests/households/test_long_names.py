"""docs/rules.md, R-56: a name is as long as it reads, however its marks were typed; and it stays as typed."""

import re
import unicodedata

import pytest
from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.accounts.rules import NAME_LETTERS
from learnhub.households.models import Household
from learnhub.households.rules import NICKNAME_LETTERS
from learnhub.kit.db import reads, transaction
from learnhub.kit.text import PIECES
from tests.factories.people import make_household, make_person, make_phone
from tests.house.tree import templates
from tests.households.test_pages import add, get, main_of, post

IN_PIECES = unicodedata.normalize("NFD", "ệ")
LETTERS = {
    "in pieces": IN_PIECES,
    "without a form of its own": "ɛ\u0303",
    "with two marks and without a form of its own": "ɛ\u0302\u0301",
}
FIELD = re.compile(r'text_field\(name="(name|nickname)".*?maxlength="?(\d+)')
SHOWN = re.compile(r'name="(?:nick)?name" value="([^"]*)"')


@pytest.fixture
def token(database):
    with transaction(database) as session:
        amina = make_person(session)
        return make_phone(session, amina, make_household(session, amina)).token


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_person_has_eighty_letters_and_not_one_more(client, database, token, letter):
    long = letter * NAME_LETTERS
    refused = add(client, token, name=long + letter)
    assert refused.status_code == 422
    assert "too long: at most 80 letters." in refused.text
    assert SHOWN.search(refused.text)[1] == long + letter, "nothing that was typed is lost"
    assert add(client, token, name=long).status_code == 303
    assert main_of(get(client, "/en/who", token)).count(unicodedata.normalize("NFC", long)) >= 1
    with reads(database) as connection:
        kept = select(Person.id).where(Person.name == unicodedata.normalize("NFC", long))
        assert connection.scalar(kept) is not None


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_home_has_sixty_letters_and_not_one_more(client, database, token, letter):
    page = get(client, "/en/household/details", token).text
    form = {"ward": re.search(r'value="(unit-\d+)"', page)[1], "phone": ""}
    long = letter * NICKNAME_LETTERS
    refused = post(client, "/en/household/details", form | {"nickname": long + letter}, token)
    assert (refused.status_code, SHOWN.search(refused.text)[1]) == (422, long + letter)
    assert post(client, "/en/household/details", form | {"nickname": long}, token).status_code == 303
    with reads(database) as connection:
        assert connection.scalar(select(Household.nickname)) == unicodedata.normalize("NFC", long)


def test_no_browser_cuts_a_name_that_fits():
    """Browsers count the pieces of a letter, before anybody puts them together."""
    limits = {"name": NAME_LETTERS, "nickname": NICKNAME_LETTERS}
    found = [
        (name, int(most))
        for _, path in templates()
        for name, most in FIELD.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(found) >= 6
    assert {(name, most) for name, most in found if most != PIECES * limits[name]} == set()
