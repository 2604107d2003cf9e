"""docs/rules.md, H10 (a lock stands before its person), H13 (only phones of the home may try), R-27."""

import re

import pytest
from sqlalchemy import func, select

from learnhub.accounts.models import LockTry, Person
from learnhub.households.models import Membership
from learnhub.kit.db import reads, transaction
from tests.conftest import as_
from tests.factories.locks import PIN, make_lock, make_tries
from tests.factories.people import make_household, make_person, make_phone
from tests.households.test_pages import COOKIE, get, learner, main_of, post
from tests.statements import counted

WRONG = {"picked": "boat moon", "picture": "sun"}
RIGHT = {"picked": "sun moon", "picture": "boat"}


@pytest.fixture
def home(client, database):
    """Ông Tư has a picture lock, Chi a number; Amina is in front of the phone, Ben lives elsewhere."""
    key = client.app.state.secret
    with transaction(database) as session:
        amina, tu, chi = (make_person(session, name) for name in ("Amina", "Tư", "Chi"))
        tu.address_as = "ong"
        ben = make_person(session, "Ben")
        make_lock(session, tu, key)
        make_lock(session, chi, key, "pin", PIN)
        make_lock(session, ben, key)
        phone = make_phone(session, amina, make_household(session, amina, tu, chi))
        far = make_phone(session, ben, make_household(session, ben))
        codes = {"amina": amina.code, "tu": tu.code, "chi": chi.code, "ben": ben.code}
    return {**codes, "token": phone.token, "far": far.token}


def tries(database):
    with reads(database) as connection:
        return connection.scalar(select(func.count(LockTry.id)))


def unlock(client, home, member="tu", form=RIGHT, token="token", query=""):
    return post(client, f"/en/who/{home[member]}{query}", form, home[token])


def guess_wrongly(client, home, times, member="tu", form=WRONG):
    return [unlock(client, home, member, form) for _ in range(times)]


def test_a_tile_says_which_lock_stands_before_it(client, home):
    page = main_of(get(client, "/en/who", home["token"]))
    assert page.count("Has a picture lock") == page.count("Has a number lock") == 1
    assert f'href="/en/who/{home["tu"]}"' in page
    assert f'value="{home["tu"]}"' not in page


def test_nobody_is_chosen_past_their_lock(client, home):
    """H10: also when the form of a tile without a lock is forged."""
    answer = post(client, "/en/who?next=/en/courses", {"person_id": home["tu"]}, home["token"])
    assert answer.headers["location"] == f"/en/who/{home['tu']}?next=%2Fen%2Fcourses"
    assert "set-cookie" not in answer.headers
    assert learner(client, home["token"]) == "Amina"


def test_three_pictures_in_their_order_open_the_lock(client, database, home):
    answer = unlock(client, home, query="?next=/en/courses")
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/courses")
    assert learner(client, answer.cookies[COOKIE]) == "Tư"
    assert learner(client, home["token"]) is None, "the old session is dead"
    assert tries(database) == 0


@pytest.mark.parametrize("typed", [PIN, "７３５２", " 7352 "])
def test_the_number_opens_the_lock(client, home, typed):
    answer = unlock(client, home, "chi", {"pin": typed})
    assert learner(client, answer.cookies[COOKIE]) == "Chi"


def test_without_scripts_one_picture_is_pressed_on_each_page(client, database, home):
    page = get(client, f"/en/who/{home['tu']}", home["token"])
    assert "Grandfather Tư, press your 3 pictures" in page.text
    assert page.text.count('name="picture"') == 12
    for count, picture in enumerate(["sun", "moon"], start=1):
        page = unlock(client, home, form=carried(page) | {"picture": picture})
        assert page.status_code == 200
        assert f'<div data-count="{count}">' in page.text
    assert carried(page)["picked"] == "sun moon"
    assert tries(database) == 0
    assert unlock(client, home, form=carried(page) | {"picture": "boat"}).status_code == 303


def carried(page):
    """What the form before a lock brings along with the picture that is pressed."""
    return dict(re.findall(r'name="(picked|session)" value="([a-z0-9 ]*)"', page.text))


def test_pictures_that_were_pressed_before_somebody_else_came_count_for_nothing(client, home):
    """H28: a browser goes back to the page that a form brought by sending the form again."""
    pressed = carried(get(client, f"/en/who/{home['tu']}", home["token"])) | {"picture": "sun"}
    assert carried(unlock(client, home, form=pressed))["picked"] == "sun"
    chosen = post(client, "/en/who", {"person_id": home["amina"]}, home["token"]).cookies[COOKIE]
    again = unlock(client, home | {"token": chosen}, form=pressed)
    assert (again.status_code, carried(again)["picked"]) == (200, "")
    assert '<div data-count="0">' in again.text


def test_wrong_pictures_say_how_many_tries_are_left(client, home):
    answers = guess_wrongly(client, home, 4)
    left = [re.search(r"match\. (\d) tr", answer.text)[1] for answer in answers]
    assert left == ["4", "3", "2", "1"]
    assert {answer.status_code for answer in answers} == {422}
    assert 'name="picked" value=""' in answers[0].text, "the next try begins anew"


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour(client, clock, home):
    last = guess_wrongly(client, home, 5)[-1]
    assert (last.status_code, last.headers["retry-after"]) == (429, "901")
    assert "Locked until 10:16. The QR card works now." in last.text
    assert 'name="picture"' not in last.text
    assert unlock(client, home).status_code == 429, "the right one waits too"
    clock.forward(minutes=15)
    assert get(client, f"/en/who/{home['tu']}", home["token"]).text.count('name="picture"') == 12
    guess_wrongly(client, home, 1)
    assert unlock(client, home, "chi", {"pin": PIN}).status_code == 303, "others do not wait"


def test_ten_wrong_tries_lock_until_a_card_or_a_helper_opens(client, clock, database, home):
    guess_wrongly(client, home, 5)
    clock.forward(minutes=15)
    last = guess_wrongly(client, home, 5)[-1]
    assert "There were 10 wrong tries. A member card opens this lock" in last.text
    clock.forward(days=3)
    assert unlock(client, home).status_code == 429
    assert tries(database) == 10


def test_a_phone_has_twenty_wrong_tries_a_day(client, database, home):
    with transaction(database) as session:
        token = session.scalars(select(Person.id).where(Person.code == home["ben"])).one()
        make_tries(session, token, 20, phone=f"phone-{home['token']}")
    answer = unlock(client, home)
    assert answer.status_code == 429
    assert "This phone has tried too often today." in answer.text


@pytest.mark.parametrize("token", ["far", "unknown"])
def test_a_phone_of_another_home_can_neither_try_nor_lock(client, database, home, token):
    """H13."""
    for _ in range(12):
        answer = unlock(client, home | {"unknown": "unknown"}, form=WRONG, token=token)
        assert answer.status_code == 404 if token == "far" else answer.status_code == 303
    assert tries(database) == 0
    assert unlock(client, home).status_code == 303


def test_who_left_the_home_cannot_be_tried_there(client, database, home, clock):
    with transaction(database) as session:
        left = session.scalars(
            select(Membership)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.code == home["tu"])
        ).one()
        left.until_at = clock()
    assert unlock(client, home).status_code == 404


@pytest.mark.parametrize(
    ("member", "form", "said"),
    [
        pytest.param("tu", {"picked": "sun moon boat", "picture": "key"}, "3 different", id="four"),
        pytest.param("tu", {"picked": "sun", "picture": "sun"}, "3 different", id="twice the same"),
        pytest.param("tu", {"picked": "sun moon", "picture": "lotus"}, "3 different", id="an avatar"),
        pytest.param("tu", {"picked": "\0", "picture": "sun"}, "3 different", id="NUL"),
        pytest.param("chi", {"pin": "12a4"}, "exactly 4 digits", id="letters"),
        pytest.param("chi", {"pin": "12345"}, "exactly 4 digits", id="five digits"),
        pytest.param("chi", {}, "exactly 4 digits", id="nothing"),
    ],
)
def test_what_cannot_be_a_secret_is_no_try(client, database, home, member, form, said):
    answer = unlock(client, home, member, form)
    assert answer.status_code == 422
    assert said in main_of(answer)
    assert "<title>Error:" in answer.text
    assert tries(database) == 0


def test_a_member_without_a_lock_needs_no_page(client, home):
    for answer in (get(client, f"/en/who/{home['amina']}", home["token"]), unlock(client, home, "amina")):
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/who")


def test_the_page_before_a_lock_asks_the_database_three_times(client, database, home):
    with counted(database.read_engine, database.write_engine) as statements:
        get(client, f"/en/who/{home['tu']}", home["token"])
    assert statements.count == 3


def test_the_picked_pictures_stand_in_no_address_and_no_secret_in_a_page(client, home):
    page = unlock(client, home, "chi", {"pin": "8642"})
    assert "8642" not in page.text
    page = unlock(client, home, form={"picked": "", "picture": "sun"})
    assert not re.search(r'(?:action|href)="[^"]*sun', page.text)


# Idle


def enter(client, home):
    return unlock(client, home).cookies[COOKIE]


def test_after_thirty_idle_minutes_the_lock_stands_there_again(client, clock, home):
    """docs/rules.md, H14, R-35."""
    token = enter(client, home)
    clock.forward(minutes=30)
    assert learner(client, token) is None
    answer = get(client, "/en/me", token)
    assert answer.headers["location"] == "/en/who?next=%2Fen%2Fme"
    assert "Has a picture lock" in get(client, "/en/who", token).text


def test_reading_keeps_nobody_awake_and_a_form_does(client, clock, home):
    token = enter(client, home)
    for _ in range(3):
        clock.forward(minutes=20)
        assert post(client, "/en/me/presence", token=token).status_code == 303
    clock.forward(minutes=20)
    assert get(client, "/en/me", token).status_code == 200
    clock.forward(minutes=10)
    assert get(client, "/en/me", token).status_code == 303


def test_a_form_is_written_down_at_most_once_in_five_minutes(client, clock, database, home):
    token = enter(client, home)
    written = []
    for minutes in (4, 2, 4, 2):
        clock.forward(minutes=minutes)
        with counted(database.write_engine) as statements:
            post(client, "/en/me/presence", token=token)
        written.append(sum("UPDATE phone_sessions" in text for text in statements.sent))
    assert written == [0, 1, 0, 1]


def test_a_door_that_reads_its_form_keeps_awake_too(client, clock, home):
    token = enter(client, home)
    clock.forward(minutes=29)
    assert post(client, "/en/me/lock/pin", {"pin": "1"}, token).status_code == 422
    clock.forward(minutes=29)
    assert learner(client, token) == "Tư"


def test_the_page_of_somebody_with_a_lock_holds_the_warning(client, clock, home):
    token = enter(client, home)
    clock.forward(minutes=20)
    assert 'data-idle="600"' in get(client, "/en/courses", token).text
    stayed = client.post("/en/me/presence", headers=as_(token) | {"hx-request": "true"})
    assert 'data-idle="1800"' in stayed.text
    assert "There are 30 more minutes" in stayed.text
    assert "data-idle" not in get(client, "/en/courses", home["token"]).text


def test_staying_leads_back_to_the_page(client, home):
    token = enter(client, home)
    answer = post(client, "/en/me/presence?next=/en/courses", token=token)
    assert answer.headers["location"] == "/en/courses"


def test_a_member_who_was_away_for_long_is_no_longer_there(client, clock, home):
    token = enter(client, home)
    clock.forward(days=30)
    assert learner(client, token) is None
    assert "Amina" in get(client, "/en/who", token).text, "the phone stays the home's"
