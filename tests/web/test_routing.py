"""Doors: their names, their prefix, their patience with deadlocks; and addresses built from them."""

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from learnhub.kit.db import Database
from learnhub.web.addresses import Addresses
from learnhub.web.routing import TRIES, Entry, RoomRouter
from tests.web.conftest import BASE, Sample


@pytest.fixture
def addresses() -> Addresses:
    return Addresses(
        [
            Entry("courses.show", "GET", "/{lang:lang}/courses/{course}", "anybody"),
            Entry("courses.listen", "GET", "/media/{digest}/{file:path}", "anybody"),
            Entry("web.choose", "GET", "/", "anybody"),
        ]
    )


def test_a_door_says_its_name_its_address_and_who_may_enter():
    router = RoomRouter("courses")

    @router.read("/courses/{course}", allow="anybody")
    def show(course: str) -> None: ...

    @router.write("/c/{code}", allow="staff", with_language=False)
    def withdraw(request: Request, code: str) -> None: ...

    assert router.entries == [
        Entry("courses.show", "GET", "/{lang:lang}/courses/{course}", "anybody"),
        Entry("courses.withdraw", "POST", "/c/{code}", "staff"),
    ]


def test_only_languages_stand_before_an_address(client: TestClient):
    assert client.get("/en/sample").status_code == 200
    assert client.get("/fr/sample").status_code == 404
    assert client.get("/sample").status_code == 404


@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        pytest.param("/en/sample/", "/en/sample", id="one slash"),
        pytest.param("/en/sample//", "/en/sample", id="two"),
        pytest.param("//en/sample/", "/en/sample", id="in front too, where they would name another host"),
        pytest.param("/en/sample/?q=m%C3%A3&page=2", "/en/sample?q=m%C3%A3&page=2", id="the query stays"),
        pytest.param(
            "/en/sample/refusals/m%C3%A3%20x/", "/en/sample/refusals/m%C3%A3%20x", id="what is encoded"
        ),
    ],
)
def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without(
    client: TestClient, asked: str, clean: str
):
    answer = client.get(f"{BASE}{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, clean)


@pytest.mark.parametrize("asked", ["/en/nowhere/", "/static/", "//evil.example/", "/%5Cevil.example/"])
def test_nobody_is_led_to_what_is_no_page(client: TestClient, asked: str):
    assert client.get(f"{BASE}{asked}", follow_redirects=False).status_code == 404


def test_a_form_sent_to_no_page_is_not_sent_on(client: TestClient):
    assert client.post("/en/sample/", follow_redirects=False).status_code == 404


def test_a_page_can_be_asked_for_its_head(client: TestClient):
    asked = client.head("/en/sample")
    assert (asked.status_code, asked.content) == (200, b"")


@pytest.mark.parametrize("is_sqlite", [True, False])
def test_a_page_takes_a_thread_only_where_reading_waits_for_another_process(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, is_sqlite: bool
):
    monkeypatch.setattr(Database, "is_sqlite", is_sqlite)
    assert client.get("/en/sample/thread").text == ("the loop's" if is_sqlite else "its own")


@pytest.mark.parametrize(
    ("deadlocks", "status", "tries"),
    [
        pytest.param(0, 200, 1, id="none"),
        pytest.param(2, 200, 3, id="two are forgiven"),
        pytest.param(3, 503, 3, id="a third asks to come back"),
    ],
)
def test_work_that_lost_a_deadlock_is_done_again(
    client: TestClient, sample: Sample, deadlocks: int, status: int, tries: int
):
    sample.deadlocks = deadlocks
    assert client.post("/vi/sample/deadlock").status_code == status
    assert sample.tries == tries <= TRIES


def test_an_address_is_built_from_its_route(addresses: Addresses):
    assert addresses("courses.show", lang="vi", course="safety") == "/vi/courses/safety"
    assert addresses("web.choose") == "/"


def test_what_the_path_lacks_becomes_the_query(addresses: Addresses):
    built = addresses("courses.show", lang="vi", course="x", q="mã OTP", page=2)
    assert built == "/vi/courses/x?q=m%C3%A3+OTP&page=2"


def test_no_value_can_break_out_of_its_place(addresses: Addresses):
    built = addresses("courses.show", lang="vi", course='../a?b#c"/{lang}')
    assert built == "/vi/courses/..%2Fa%3Fb%23c%22%2F%7Blang%7D"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        pytest.param("courses.nowhere", {}, id="no such route"),
        pytest.param("courses.show", {"lang": "vi"}, id="a part is missing"),
    ],
)
def test_an_address_that_cannot_be_built_is_a_fault(addresses: Addresses, name: str, values: dict[str, str]):
    with pytest.raises(KeyError):
        addresses(name, **values)


def test_a_page_builds_addresses_in_its_own_language(addresses: Addresses):
    url = addresses.in_language("id")
    assert url("courses.show", course="x") == "/id/courses/x"
    assert url("courses.listen", digest="0f", file="a.mp3") == "/media/0f/a.mp3"


def test_a_page_can_ask_whether_a_page_exists(addresses: Addresses):
    assert addresses.has("courses.show")
    assert not addresses.has("demo.show_people")
