"""Every page stands under a tab that its reader has."""

import pytest

from learnhub.kit.db import transaction
from tests.conftest import as_
from tests.factories.people import make_household, make_official, make_person, make_phone

CURRENT = 'aria-current="page"'


@pytest.fixture
def phones(database):
    with transaction(database) as session:
        amina = make_person(session)
        return {
            "member": as_(make_phone(session, amina, make_household(session, amina)).token),
            "official": as_(make_phone(session, make_official(session)).token),
            "trainer": as_(make_phone(session, make_official(session, "Lan", role="trainer")).token),
        }


def current_tab(page: str) -> str:
    """The word of the tab that is marked in the main navigation."""
    tabs = page.split('class="tabs"', 1)[1].split("</nav>", 1)[0]
    assert tabs.count(CURRENT) == 1
    return tabs.split(CURRENT, 1)[1].split("<span>", 1)[1].split("</span>", 1)[0]


@pytest.mark.parametrize(
    ("who", "path", "tab"),
    [
        ("member", "/en/me", "More"),
        ("member", "/en/claim", "More"),
        ("member", "/en/me/stored", "More"),
        ("member", "/en/household", "Our home"),
        ("official", "/en/me", "Certificates"),
        ("official", "/en/who", "More"),
        ("trainer", "/en/me", "More"),
        ("trainer", "/en/courses", "Lessons"),
    ],
)
def test_the_tab_is_one_that_the_reader_has(client, phones, who, path, tab):
    assert current_tab(client.get(path, headers=phones[who]).text) == tab
