from learnhub.households.queries import chooser_page, find_member
from learnhub.households.service import end_membership
from tests.conftest import NOW
from tests.factories.people import make_household, make_person
from tests.statements import counted


def page_of(session, household_id):
    return chooser_page(session.connection(), household_id=household_id, onward={}, key="key")


def test_the_members_stand_in_the_order_in_which_they_joined(session):
    people = [make_person(session, name) for name in ("Đào", "An", "Ba")]
    home = make_household(session, *people)
    make_household(session, make_person(session, "Stranger"))
    page = page_of(session, home.id)
    assert [member.name for member in page.members] == ["Đào", "An", "Ba"]
    assert page.members[0].code == people[0].code
    assert page.nickname == "Bà Ba"


def test_who_left_is_not_shown(session):
    amina, ben = make_person(session), make_person(session, "Ben")
    home = make_household(session, amina, ben)
    end_membership(session, household_id=home.id, person_id=amina.id, now=NOW)
    assert [member.name for member in page_of(session, home.id).members] == ["Ben"]


def test_an_empty_home_still_has_its_name(session):
    page = page_of(session, make_household(session).id)
    assert (page.nickname, page.members, page.is_full) == ("Bà Ba", (), False)


def test_twelve_people_fill_a_home(session):
    home = make_household(session, *[make_person(session) for _ in range(12)])
    assert page_of(session, home.id).is_full


def test_a_person_is_found_in_the_home_where_they_live_now(session):
    amina = make_person(session)
    old = make_household(session, amina)
    end_membership(session, household_id=old.id, person_id=amina.id, now=NOW)
    assert not find_member(session.connection(), code=amina.code).is_open
    new = make_household(session, amina)
    found = find_member(session.connection(), code=amina.code)
    assert (found.household_id, found.is_open) == (new.id, True)


def test_the_chooser_asks_once_and_nothing_for_an_unknown_phone(session):
    home = make_household(session, *[make_person(session) for _ in range(12)])
    with counted(connection := session.connection()) as statements:
        page_of(session, home.id)
    assert statements.count == 1
    with counted(connection) as statements:
        page_of(session, None)
    assert statements.count == 0
