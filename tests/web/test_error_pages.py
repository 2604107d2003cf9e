"""What a person sees when something goes wrong: their language, what to do next, and never our insides."""

import threading
import time

import pytest
from starlette.testclient import TestClient

from learnhub.kit.db import BUSY_SECONDS, Database, transaction
from learnhub.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from learnhub.kit.words import LANGUAGES
from learnhub.web.error_pages import SENTENCES, STATUS, TITLES, status_of
from learnhub.web.languages import Words
from tests.conftest import as_
from tests.factories.people import make_household, make_person, make_phone

SAID = {
    "403": Forbidden.message,
    "404": NotFound.message,
    "409": Conflict.message,
    "422": Invalid.message,
    "429": TooMany.message,
    "500": SENTENCES[500],
    "503": SENTENCES[503],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SAID)
def test_a_refusal_is_said_in_the_readers_language(client: TestClient, kind: str, language: str):
    asked = client.get(f"/{language}/sample/refusals/{kind}")
    words = Words(language)
    assert asked.status_code == int(kind)
    assert asked.headers["content-language"] == language
    assert f"<h1>{words.gettext(TITLES[int(kind)])}</h1>" in asked.text
    assert str(words.gettext(SAID[kind])).replace("'", "&#39;") in asked.text.replace("'", "&#39;")
    assert f"/{language}/courses" in asked.text
    assert "0900 111 222" in asked.text


@pytest.mark.parametrize("kind", SAID)
def test_htmx_gets_the_same_as_a_part(client: TestClient, kind: str):
    asked = client.post(f"/en/sample/refusals/{kind}", headers={"hx-request": "true"})
    assert asked.status_code == int(kind)
    assert asked.text.lstrip().startswith('<div id="error">')
    assert TITLES[int(kind)] in asked.text
    assert "HX-Request" in asked.headers["vary"]


def test_htmx_that_restores_history_gets_a_whole_page(client: TestClient):
    headers = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert client.get("/en/sample/refusals/404", headers=headers).text.startswith("<!doctype html>")


def test_too_often_says_when_to_come_back(client: TestClient):
    assert client.get("/vi/sample/refusals/429").headers["retry-after"] == "90"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_busy_database_asks_to_come_back(client: TestClient, method: str):
    """R-72."""
    asked = client.request(method, "/vi/sample/refusals/503")
    assert (asked.status_code, asked.headers["retry-after"]) == (503, str(BUSY_SECONDS))


def test_our_own_fault_shows_nothing_of_the_program(client: TestClient):
    """R-52."""
    asked = client.get("/vi/sample/refusals/500")
    for inside in ("canary", "Traceback", "ArithmeticError", ".py", "sqlite", "SELECT"):
        assert inside not in asked.text


def test_a_bad_part_of_an_address_is_not_here_and_not_echoed(client: TestClient):
    asked = client.post("/vi/courses/%3Cscript%3E/quizzes/canary/attempts")
    assert asked.status_code in {303, 404}
    assert "<script>alert" not in asked.text


def test_an_error_page_names_nobody(client: TestClient, database: Database):
    with transaction(database) as session:
        person = make_person(session, "Canary Nguyễn")
        token = make_phone(session, person, make_household(session, person)).token
    assert "Canary" in client.get("/vi/help", headers=as_(token)).text
    for kind in SAID:
        assert "Canary" not in client.get(f"/vi/sample/refusals/{kind}", headers=as_(token)).text


def test_somebody_unknown_is_sent_to_say_who_and_back(client: TestClient):
    asked = client.get("/id/sample/refusals/who")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/id/who?next=%2Fid%2Fsample%2Frefusals%2Fwho"


def test_after_a_form_the_way_back_is_not_the_form(client: TestClient):
    asked = client.post("/id/sample/refusals/who")
    assert (asked.status_code, asked.headers["location"]) == (303, "/id/who")


def test_htmx_is_told_to_go_and_say_who(client: TestClient):
    asked = client.get("/vi/sample/refusals/who", headers={"hx-request": "true"})
    assert asked.status_code == 401
    assert asked.headers["hx-redirect"].startswith("/vi/who?next=")


def test_every_kind_of_refusal_has_a_status_and_every_status_a_title():
    for kind, status in STATUS.items():
        refusal = kind(1) if kind is TooMany else kind()
        assert status_of(refusal) == status
        assert status in TITLES


def test_a_database_that_another_process_holds_answers_busy_and_goes_on_reading(
    client: TestClient, database: Database
):
    """R-72: a 503 within 6 seconds, never a 500 and never a hang; reading goes on."""
    client.get("/vi/sample/refusals/503")  # so that no time is spent on compiling templates
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction(database) as session:
            session.connection()
            held.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    began = time.monotonic()
    try:
        refused = client.post("/vi/sample/storage")
        waited = time.monotonic() - began
        assert client.get("/vi/courses").status_code == 200
    finally:
        done.set()
        thread.join()
    assert (refused.status_code, refused.headers["retry-after"]) == (503, str(BUSY_SECONDS))
    assert waited < 6
    assert client.post("/vi/sample/storage").status_code == 200
