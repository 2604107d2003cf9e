"""docs/rules.md, P5: the contact card says how far each number can be relied on; its page and its cost."""

from datetime import timedelta

import pytest

from learnhub.courses.models import ContactVersion
from learnhub.kit.db import transaction
from learnhub.learning import queries
from learnhub.learning.queries.contacts import CHECK_HOLDS
from tests.conftest import NOW
from tests.contact_samples import FACTS, changed, contact_files
from tests.factories.content import publish
from tests.factories.courses import make_course
from tests.statements import counted


@pytest.fixture
def card(session):
    publish(session, contact_files())


def contacts_page(session, now=NOW):
    return queries.contacts_page(session.connection(), language="vi", now=now)


def test_the_card_lists_its_contacts_in_their_order(session, card):
    page = contacts_page(session)
    assert (page.title, page.intro_html) == ("Số cần nhớ", "<p>Dán ở nơi dễ thấy.</p>")
    assert [(row.name, row.value) for row in page.contacts] == [
        ("Công an", "113"),
        ("SIM đứng tên mình", "1414"),
        ("Ngân hàng", ""),
    ]


@pytest.mark.parametrize(
    ("kind", "value", "address"),
    [
        pytest.param("phone", "1800 6838", "tel:18006838", id="a call"),
        pytest.param("web", "vneid.gov.vn", "https://vneid.gov.vn", id="an address"),
        pytest.param("app", "nTrust", "", id="an app is looked for by name"),
    ],
)
def test_a_touch_leads_where_the_contact_is(session, kind, value, address):
    written = f'kind = "{kind}"\nvalue = "{value}"'
    publish(session, changed(FACTS, 'kind = "phone"\nvalue = "113"', written))
    assert contacts_page(session).contacts[0].address == address


def test_a_message_is_written_before_it_is_sent(session):
    publish(session, changed(FACTS, '"TTTB"', '"TTTB 2"'))
    assert contacts_page(session).contacts[1].address == "sms:1414?body=TTTB%202"


@pytest.mark.parametrize(
    ("old", "new", "is_certain"),
    [
        pytest.param("", "", True, id="checked lately"),
        pytest.param("verified_on = 2026-11-21", 'verified_on = "2023-09"', False, id="checked years ago"),
        pytest.param('sources = ["S44"]', "sources = []\ngeneral_knowledge = true", False, id="no source"),
    ],
)
def test_what_is_old_or_without_a_source_is_not_certain(session, old, new, is_certain):
    publish(session, changed(FACTS, old, new) if old else contact_files())
    assert contacts_page(session).contacts[0].is_certain is is_certain


def test_a_check_stops_holding_by_itself(session, card):
    checked = contacts_page(session).contacts[0].verified_on
    days = [NOW + (checked - NOW.date()) + CHECK_HOLDS + timedelta(days=more) for more in (0, 1)]
    assert [contacts_page(session, day).contacts[0].is_certain for day in days] == [True, False]


def test_only_the_newest_card_is_in_force(session, card):
    session.add(ContactVersion(number=2, digest="1" * 64, published_at=NOW))
    session.flush()
    assert contacts_page(session).contacts == ()


@pytest.mark.parametrize("files", [None, contact_files()])
def test_the_card_costs_one_statement(session, files):
    if files:
        publish(session, files)
    with counted(session.connection()) as statements:
        contacts_page(session)
    assert statements.count == 1


@pytest.fixture
def published(database):
    with transaction(database) as session:
        publish(session, contact_files())


def test_a_guest_reads_numbers_that_can_be_touched(client, published):
    page = client.get("/en/contacts")
    assert page.status_code == 200
    assert "<h1>Numbers to keep</h1>" in page.text
    assert 'href="tel:113"' in page.text
    assert 'href="sms:1414?body=TTTB"' in page.text
    assert "Text TTTB to 1414" in page.text


def test_every_number_stands_with_the_day_of_its_check(client, published):
    page = client.get("/en/contacts").text
    assert "Checked: 21 November 2026." in page
    assert "Noted: September 2023. It may change: check with your commune." in page
    assert page.count("It may change: check with your commune.") == 1


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("vi", "Đã kiểm tra: 21/11/2026.", "Ghi lại: 9/2023."),
        ("id", "Diperiksa: 21/11/2026.", "Dicatat: 9/2023."),
    ],
)
def test_days_and_months_are_written_as_the_language_does(client, published, language, day, month):
    page = client.get(f"/{language}/contacts").text
    assert day in page
    assert month in page


def test_a_site_without_a_card_says_whom_to_ask(client, database):
    page = client.get("/en/contacts")
    assert page.status_code == 200
    assert "No numbers have been published yet." in page.text


@pytest.mark.parametrize("path", ["/help", "/menu", "", "/courses"])
def test_the_card_is_linked_from_help_and_from_the_foot_of_every_page(client, database, path):
    assert 'href="/vi/contacts"' in client.get(f"/vi{path}").text


def test_a_lesson_ends_with_the_way_to_the_card(client, database):
    with transaction(database) as session:
        make_course(session)
    page = client.get("/vi/courses/safety/lessons/one").text
    assert '<a class="action" href="/vi/contacts">' in page


def test_the_page_costs_one_statement_beside_the_one_that_tells_who_is_there(client, database, published):
    with counted(database.read_engine) as statements:
        assert client.get("/vi/contacts").status_code == 200
    assert statements.count <= 2
