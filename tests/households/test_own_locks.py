"""docs/rules.md, H12 (one's own lock) and H11, H6 (who helps a home opens a closed one)."""

import re

import pytest
from sqlalchemy import delete, func, select, update

from learnhub.accounts.models import Lock, LockTry, Person
from learnhub.households.models import HouseholdLook
from learnhub.kit.db import reads, transaction
from tests.conftest import NOW
from tests.factories.accounts import make_account
from tests.factories.locks import PIN, make_lock, make_tries
from tests.factories.people import make_household, make_person, make_phone
from tests.households.test_pages import COOKIE, get, learner, main_of, post
from tests.statements import counted

CHOSEN = {"picked": "key fan", "picture": "drum"}
PAD = "/en/me/lock/pictures"
CONFIRMED = {"picked": "key fan drum", "confirmed": "yes"}


@pytest.fixture
def home(database):
    with transaction(database) as session:
        amina = make_person(session)
        phone = make_phone(session, amina, make_household(session, amina))
        return {"token": phone.token, "amina": amina.code}


def kind_of(database):
    with reads(database) as connection:
        return connection.scalar(select(Lock.kind))


def unlock(client, home, form):
    return post(client, f"/en/who/{home['amina']}", form, home["token"])


def test_a_member_learns_what_a_lock_does_before_there_is_one(client, home):
    page = main_of(get(client, "/en/me/lock", home["token"]))
    assert "There is no lock. Everybody with this phone can learn as Amina." in page
    assert "Forgetting it loses nothing." in page
    assert "Remove the lock" not in page
    assert 'href="/en/me/lock"' in get(client, "/en/me", home["token"]).text


def of_session(client, token):
    """What the pad of this session adds to the pictures."""
    return dict(re.findall(r'name="(session)" value="(\d+)"', get(client, PAD, token).text))


def choose(client, token, form, path=PAD):
    return post(client, path, form | of_session(client, token), token)


def test_three_pictures_are_shown_once_more_and_then_kept(client, database, home):
    page = choose(client, home["token"], CHOSEN)
    assert page.status_code == 200
    assert re.findall(r"<strong>([^<]+)</strong>", main_of(page)) == ["Key", "Fan", "Drum"]
    assert kind_of(database) is None
    answer = post(client, PAD, CONFIRMED, home["token"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/me/lock?saved=1")
    assert "3 pictures, since" in get(client, "/en/me/lock?saved=1", home["token"]).text
    assert unlock(client, home, CHOSEN).status_code == 303


def test_pictures_are_shown_to_nobody_who_comes_after(client, home):
    """H28: a browser goes back to the page that a form brought by sending the form again."""
    sent = CHOSEN | of_session(client, home["token"])
    assert "These 3 pictures, in this order" in post(client, PAD, sent, home["token"]).text
    other = post(client, "/en/who", {"person_id": home["amina"]}, home["token"]).cookies[COOKIE]
    again = post(client, PAD, sent, other)
    assert again.status_code == 200
    assert "Press 3 different pictures" in again.text
    assert 'name="picked" value=""' in again.text


def test_a_number_is_kept_and_replaces_the_pictures(client, database, home):
    post(client, PAD, CONFIRMED, home["token"])
    answer = post(client, "/en/me/lock/pin", {"pin": "７３５２"}, home["token"])
    assert answer.status_code == 303
    assert kind_of(database) == "pin"
    assert unlock(client, home, {"pin": PIN}).status_code == 303


def test_setting_a_lock_leaves_the_member_in_front_of_the_phone(client, home):
    answer = post(client, "/en/me/lock/pin", {"pin": PIN}, home["token"])
    assert COOKIE not in answer.cookies
    assert learner(client, home["token"]) == "Amina"


def test_a_removed_lock_asks_nobody(client, database, home):
    post(client, "/en/me/lock/pin", {"pin": PIN}, home["token"])
    answer = post(client, "/en/me/lock/removal", token=home["token"])
    assert answer.headers["location"] == "/en/me/lock?saved=1"
    assert "The lock is off." in get(client, "/en/me/lock?saved=1", home["token"]).text
    assert kind_of(database) is None
    assert post(client, "/en/who", {"person_id": home["amina"]}, home["token"]).headers["location"] == "/en"


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        pytest.param("pin", {"pin": "1234"}, "among the first that others try", id="common"),
        pytest.param("pin", {"pin": "1987"}, "among the first that others try", id="a year"),
        pytest.param("pin", {"pin": "abcd"}, "exactly 4 digits", id="letters"),
        pytest.param("pin", {}, "exactly 4 digits", id="nothing"),
        pytest.param("pictures", {"picked": "key key", "picture": "sun"}, "3 different", id="twice"),
        pytest.param("pictures", {"picked": "key fan sun", "picture": "moon"}, "3 different", id="four"),
        pytest.param("pictures", {"picked": "cat", "picture": "sun"}, "3 different", id="an avatar"),
        pytest.param("pictures", {"picked": "key", "confirmed": "yes"}, "1 of 3", id="two are missing"),
    ],
)
def test_what_cannot_be_a_lock_is_not_kept(client, database, home, path, form, said):
    answer = choose(client, home["token"], form, f"/en/me/lock/{path}")
    assert answer.status_code in (200, 422)
    assert said in main_of(answer)
    assert kind_of(database) is None


def test_the_pages_of_a_lock_ask_the_database_twice_or_once(client, database, home):
    for path, most in (("/en/me/lock", 2), ("/en/me/lock/pictures", 1), ("/en/me/lock/pin", 1)):
        with counted(database.read_engine, database.write_engine) as statements:
            get(client, path, home["token"])
        assert statements.count == most


# Who helps the home


@pytest.fixture
def ward(client, database):
    """Amina is locked out; Lan helps her unit, Ngoc another one, Dung is an official of Amina's."""
    with transaction(database) as session:
        lan = make_account(session, role="volunteer")
        ngoc = make_account(session, "ngoc", role="volunteer", name="Ngọc")
        dung = make_account(session, "dung", role="official", name="Dũng")
        amina = make_person(session)
        home = make_household(session, amina)
        home.unit_id = lan.unit_id
        make_lock(session, amina, client.app.state.secret)
        make_tries(session, amina.id, 10)
        phones = {one.person.name: make_phone(session, one.person).token for one in (lan, ngoc, dung)}
        own = make_phone(session, None, home)
        return phones | {"code": amina.code, "home": own.token}


def looks(database):
    with reads(database) as connection:
        seen = select(HouseholdLook.what, Person.name).join(Person).order_by(HouseholdLook.id)
        return connection.execute(seen).all()


def tries(database):
    with reads(database) as connection:
        return connection.scalar(select(func.count(LockTry.id)))


LOCKS = "/en/helping/locks"
SHUT = "since 10:00, 21 November 2026"


def look(client, ward, name, code=None):
    return post(client, LOCKS, {"member": code or ward["code"]}, ward[name])


def open_lock(client, ward, name):
    return post(client, f"{LOCKS}/{ward['code']}/opening", token=ward[name])


def test_who_helps_a_home_sees_that_somebody_is_locked_out_and_since_when(client, ward):
    page = main_of(get(client, LOCKS, ward["Lan"]))
    assert (SHUT in page, "Amina" in page) == (True, False)
    assert SHUT not in main_of(get(client, LOCKS, ward["Ngọc"]))
    assert get(client, LOCKS, ward["Dũng"]).status_code == 403


def test_whose_lock_it_is_says_a_look_that_the_home_can_read(client, clock, database, ward):
    """docs/rules.md, H6, H16: it holds for half an hour, and for whoever looked."""
    path = f"{LOCKS}/{ward['code']}"
    assert get(client, path, ward["Lan"]).status_code == 404
    assert look(client, ward, "Lan").headers["location"] == path
    page = main_of(get(client, path, ward["Lan"]))
    assert ("The lock of Amina" in page, SHUT in page) == (True, True)
    assert looks(database) == [("lock_seen", "Lan")]
    assert [get(client, path, ward[name]).status_code for name in ("Ngọc", "Dũng")] == [404, 404]
    clock.forward(minutes=31)
    assert get(client, path, ward["Lan"]).status_code == 404


@pytest.mark.parametrize("name", ["Ngọc", "Dũng"])
def test_nobody_looks_at_a_lock_in_a_home_that_they_do_not_help(client, database, ward, name):
    """docs/rules.md, H6, R-18."""
    assert look(client, ward, name).status_code == 404
    assert looks(database) == []


def test_a_helper_opens_the_lock_and_the_home_can_read_who_it_was(client, database, ward):
    answer = open_lock(client, ward, "Lan")
    assert answer.headers["location"] == "/en/helping/locks?saved=1"
    assert "Nobody is locked out." in get(client, "/en/helping/locks?saved=1", ward["Lan"]).text
    assert looks(database) == [("lock", "Lan")]
    path, right = f"/en/who/{ward['code']}", {"picked": "sun moon", "picture": "boat"}
    assert post(client, path, right, ward["home"]).status_code == 303


def test_the_same_form_again_opens_nothing_and_is_not_kept(client, database, ward):
    assert [open_lock(client, ward, "Lan").status_code for _ in range(2)] == [303, 303]
    assert len(looks(database)) == 1


@pytest.mark.parametrize("name", ["Ngọc", "Dũng"])
def test_nobody_opens_a_lock_in_a_home_that_they_do_not_help(client, database, ward, name):
    """R-18: to them it does not exist."""
    assert open_lock(client, ward, name).status_code == 404
    assert (tries(database), looks(database)) == (10, [])


@pytest.mark.parametrize("code", ["nobody", "\0", "mã", "x" * 5000])
def test_an_unknown_member_is_looked_at_by_nobody(client, ward, code):
    assert look(client, ward, "Lan", code).status_code == 404


def take_off(client, ward, name):
    return post(client, f"{LOCKS}/{ward['code']}/removal", token=ward[name])


def try_anew(database, count):
    """So many wrong tries, of now."""
    with transaction(database) as session:
        session.execute(delete(LockTry))
        make_tries(session, session.scalars(select(Lock.person_id)).one(), count)


def test_a_helper_takes_off_a_lock_that_was_forgotten(client, database, ward):
    """docs/rules.md, H16: the member is chosen without it, sets a new one, and the home reads who it was."""
    answer = take_off(client, ward, "Lan")
    assert answer.headers["location"] == "/en/helping/locks?saved=off"
    assert "may set a new one" in main_of(get(client, answer.headers["location"], ward["Lan"]))
    assert (kind_of(database), tries(database), looks(database)) == (None, 0, [("lock_off", "Lan")])
    token = post(client, "/en/who", {"person_id": ward["code"]}, ward["home"]).cookies[COOKIE]
    assert "Took off somebody" in main_of(get(client, "/en/household/looks", token))
    assert post(client, "/en/me/lock/pin", {"pin": PIN}, token).status_code == 303
    assert kind_of(database) == "pin"


def test_a_lock_is_taken_off_once(client, database, ward):
    """docs/rules.md, H16."""
    assert [take_off(client, ward, "Lan").status_code for _ in range(2)] == [303, 303]
    assert len(looks(database)) == 1


@pytest.mark.parametrize(("count", "is_listed"), [(4, False), (5, True), (9, True), (10, True)])
def test_only_a_lock_that_was_tried_in_vain_is_listed_and_taken_off(client, database, ward, count, is_listed):
    """docs/rules.md, H16: nobody takes the lock of somebody who can open it."""
    try_anew(database, count)
    page = main_of(get(client, LOCKS, ward["Lan"]))
    assert (SHUT in page) is is_listed
    assert ("Closed: 10 wrong tries" in page) is (count == 10)
    assert (look(client, ward, "Lan").status_code == 303) is is_listed
    assert take_off(client, ward, "Lan").status_code == 303
    assert (kind_of(database) is None) is is_listed
    assert [what for what, _ in looks(database)] == (["lock_seen", "lock_off"] if is_listed else [])


def test_who_opened_the_lock_since_or_tried_another_day_is_not_listed(client, clock, database, ward):
    """docs/rules.md, H16."""
    try_anew(database, 5)
    clock.forward(days=1)
    assert SHUT not in main_of(get(client, LOCKS, ward["Lan"]))
    clock.forward(days=-1)
    with transaction(database) as session:
        session.execute(update(LockTry).values(is_settled=True))
    assert SHUT not in main_of(get(client, LOCKS, ward["Lan"]))


@pytest.mark.parametrize("name", ["Ngọc", "Dũng"])
def test_nobody_takes_a_lock_off_in_a_home_that_they_do_not_help(client, database, ward, name):
    """docs/rules.md, H16, R-18."""
    assert take_off(client, ward, name).status_code == 404
    assert (kind_of(database), looks(database)) == ("pictures", [])


def test_both_pages_of_a_lock_say_what_helps_when_it_is_forgotten(client, database, ward, home):
    """docs/rules.md, H16."""
    try_anew(database, 0)
    page = main_of(get(client, f"/en/who/{ward['code']}", ward["home"]))
    assert "a volunteer of the commune takes the lock off: call this number." in page
    assert 'href="/en/me/card"' in main_of(get(client, "/en/me/lock", home["token"]))


def test_the_list_costs_four_statements_for_one_and_for_many(client, database, ward):
    for _ in range(2):
        with counted(database.read_engine, database.write_engine) as statements:
            get(client, LOCKS, ward["Lan"])
        assert statements.count == 4
        with transaction(database) as session:
            unit_id = session.scalars(select(Person.unit_id).where(Person.name == "Lan")).one()
            for number in range(20):
                person = make_person(session, f"Tí {number}")
                make_household(session, person).unit_id = unit_id
                make_tries(session, person.id, 10)
                session.add(Lock(person_id=person.id, kind="pin", secret_hash="-", set_at=NOW))
    assert main_of(get(client, LOCKS, ward["Lan"])).count("<strong>") == 41


def test_the_menu_leads_volunteers_and_administrators_to_it(client, ward):
    link = 'href="/en/helping/locks"'
    assert [link in get(client, "/en/menu", ward[name]).text for name in ("Lan", "Dũng", "home")] == [
        True,
        False,
        False,
    ]
