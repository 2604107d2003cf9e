"""docs/rules.md, A3, R-47: no page and no form of the site sends anybody to another one."""

import re

import pytest

from learnhub.kit.db import transaction
from tests.accounts.test_next import NOT_OURS
from tests.conftest import as_
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.people import make_household, make_person, make_phone

TAKES_NEXT = re.compile(r"next=([^\"&]*)")

# Where addresses go makes no difference to the database.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def phones(database):
    """Sessions for as many forms as are sent; a change of person ends one."""
    with transaction(database) as session:
        make_account(session)
        amina = make_person(session)
        home = make_household(session, amina)
        return amina.code, [as_(make_phone(session, amina, home).token) for _ in NOT_OURS]


def carried_on(page) -> set[str]:
    """The next pages that the middle of a page names. Its frame repeats the address in other languages."""
    return set(TAKES_NEXT.findall(page.text.partition("<main")[2].partition("</main>")[0]))


def spelled(address: str) -> str:
    return "".join(f"%{byte:02X}" for byte in address.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("path", "step"),
    [
        pytest.param("/en/who", 1, id="choosing, by every way around"),
        pytest.param("/en/who/nobody", 9, id="learning without a name"),
        pytest.param("/en/sign-out", 9, id="signing out"),
        pytest.param("/en/sign-in", 9, id="signing in"),
    ],
)
def test_a_form_that_takes_a_next_page_stays_here(client, phones, path, step):
    code, headers = phones
    form, found = {"person_id": code, "login": "lan", "password": PASSWORD}, []
    for address, phone in [*zip(NOT_OURS, headers, strict=True)][::step]:
        answer = client.post(f"{path}?next={spelled(address)}", data=form, headers=phone)
        client.cookies.clear()
        target = answer.headers.get("location", "")
        # What databases disagree about is not found at all.
        if (answer.status_code, target) != (404, "") and target not in {"/en", "/en/courses", "/en/me"}:
            found.append(f"{address!r}: {answer.status_code} {target}")
    assert found == []


@pytest.mark.parametrize("path", ["/en/sign-in", "/en/who", "/en/who/new", "/en/join/new"])
def test_no_page_carries_on_what_is_not_ours(client, phones, path):
    phone = phones[1][0] if path != "/en/join/new" else {}
    for address in NOT_OURS[len(path) % 4 :: 4]:
        assert carried_on(client.get(f"{path}?next={spelled(address)}", headers=phone)) == set(), address


def test_a_page_of_ours_is_carried_on(client, phones):
    page = client.get("/en/who?next=/en/me", headers=phones[1][0])
    assert carried_on(page) == {"%2Fen%2Fme"}
