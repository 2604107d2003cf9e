"""How pages are wanted, kept with the person in front of the phone; docs/rules.md, H73."""

import pytest

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Person
from learnhub.kit.db import transaction
from learnhub.kit.prefs import Prefs, parse_prefs
from tests.conftest import NOW, as_
from tests.factories.people import make_household, make_official, make_person, make_phone

CHOSEN = {"theme": "high", "size": "150", "few": "yes", "language": "id"}
LOOKS_SO = 'data-theme="high" data-size="150" data-few'


@pytest.fixture
def home(database):
    """Two phones of a home: Amina and Ben, each in front of both at some time."""
    with transaction(database) as session:
        amina, ben = make_person(session), make_person(session, "Ben")
        home = make_household(session, amina, ben)
        return {
            "amina": as_(make_phone(session, amina, home).token),
            "amina elsewhere": as_(make_phone(session, amina, home).token),
            "ben": as_(make_phone(session, ben, home).token),
            "nobody": as_(make_phone(session, None, home).token),
        }


def test_a_person_finds_their_pages_on_every_phone_and_nobody_else_does(client, home):
    kept = client.post("/vi/settings", data=CHOSEN, headers=home["amina"])
    assert kept.headers["location"] == "/id/settings?saved=1"
    assert "learnhub-prefs" not in kept.headers["set-cookie"]
    shown = {who: LOOKS_SO in client.get("/vi/menu", headers=headers).text for who, headers in home.items()}
    assert shown == {"amina": True, "amina elsewhere": True, "ben": False, "nobody": False}


def test_a_phone_keeps_its_own_for_when_nobody_is_chosen(client, home):
    client.post("/vi/settings", data=CHOSEN, headers=home["nobody"])
    cookie = {"cookie": f"{home['nobody']['cookie']}; learnhub-prefs={client.cookies['learnhub-prefs']}"}
    assert LOOKS_SO in client.get("/vi/menu", headers=cookie).text
    own = {"theme": "light", "size": "100", "language": "vi"}
    client.post("/vi/settings", data=own, headers=home["ben"])
    with_phones_own = f"{home['ben']['cookie']}; learnhub-prefs={client.cookies['learnhub-prefs']}"
    page = client.get("/vi/menu", headers={"cookie": with_phones_own}).text
    assert 'data-theme="light" data-size="100"' in page


def test_the_page_of_what_is_stored_says_that_they_are(client, home):
    page = "/en/me/stored"
    assert "as chosen" not in client.get(page, headers=home["amina"]).text
    client.post("/vi/settings", data=CHOSEN, headers=home["amina"])
    assert "as chosen" in client.get(page, headers=home["amina"]).text


def test_of_whom_nothing_is_kept_the_phone_keeps_it(client, database):
    with transaction(database) as session:
        amina = make_person(session)
        headers = as_(make_phone(session, amina, make_household(session, amina)).token)
        amina.withdrawn_at = NOW
        number = amina.id
    assert "learnhub-prefs" in client.post("/vi/settings", data=CHOSEN, headers=headers).headers["set-cookie"]
    with transaction(database) as session:
        assert session.get_one(Person, number).prefs == ""


def test_staff_find_their_pages_again_too(client, database):
    with transaction(database) as session:
        headers = as_(make_phone(session, make_official(session)).token)
    client.post("/vi/settings", data=CHOSEN, headers=headers)
    assert LOOKS_SO in client.get("/vi/menu", headers=headers).text


def test_a_tile_leads_on_in_its_persons_language(client, home):
    client.post("/vi/settings", data=CHOSEN, headers=home["amina"])
    page = client.get("/vi/who", headers=home["nobody"]).text
    assert (page.count('action="/id/who"'), page.count('action="/vi/who"')) == (1, 1)


def test_pages_of_few_words_mark_what_they_leave_out(client, home):
    page = client.get("/en/household", headers=home["amina"]).text
    assert '<p class="quiet second">' in page


@pytest.mark.parametrize("text", ["", "theme=neon&few=perhaps&language=xx", "&&==%%%", "few=" * 3000])
def test_rubbish_counts_as_standard(text):
    assert parse_prefs(text) == Prefs()


def test_the_longest_choice_fits_its_column():
    longest = Prefs(theme="light", size="150", lite=True, few=True, language="vi")
    assert len(longest.text) <= Person.__table__.c.prefs.type.length
    assert parse_prefs(longest.text) == longest


def test_erasing_forgets_them(session):
    amina = make_person(session)
    accounts.keep_prefs(session, person_id=amina.id, prefs=Prefs(theme="dark"))
    accounts.erase_person(session, person_id=amina.id, now=NOW)
    session.expire_all()
    assert amina.prefs == ""
