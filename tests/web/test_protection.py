"""What every request passes before a door, and what every answer carries. R-41, R-43, R-48, R-52, R-53."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from learnhub.app import create_app
from learnhub.kit.db import Database
from learnhub.kit.words import LANGUAGES
from learnhub.settings import Settings
from learnhub.web import protection
from learnhub.web.error_pages import TITLES
from learnhub.web.languages import Words
from learnhub.web.protection import BODY_BYTES, CSP, HEADERS
from tests.web.conftest import BASE

FORM = "application/x-www-form-urlencoded"


def send(app: FastAPI, path: str, receive: Callable[[], Awaitable[Any]], **headers: str) -> list[Any]:
    """One POST whose body comes from `receive`; every message of the answer."""
    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in {
                "host": "testserver",
                "sec_fetch_site": "same-origin",
                "content_type": FORM,
                **headers,
            }.items()
        ],
    }
    sent: list[Any] = []

    async def keep(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, keep))
    return sent


# Where a request comes from.


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"sec-fetch-site": "same-origin"}, 200, id="our own page"),
        pytest.param({"origin": BASE}, 200, id="our own page, old browser"),
        pytest.param({"origin": "https://TESTSERVER"}, 200, id="capitals"),
        pytest.param({}, 403, id="nothing said"),
        pytest.param({"origin": "null"}, 403, id="Origin null"),
        pytest.param({"origin": ""}, 403, id="empty Origin"),
        pytest.param({"origin": "https://evil.example"}, 403, id="another host"),
        pytest.param({"origin": "https://testserver.evil.example"}, 403, id="our name in front"),
        pytest.param({"origin": "https://testserver:8443"}, 403, id="another port"),
        pytest.param({"origin": "http://testserver"}, 403, id="our name without encryption"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="another site"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="a neighbour host"),
        pytest.param({"sec-fetch-site": "none"}, 403, id="typed or bookmarked"),
        pytest.param({"sec-fetch-site": "cross-site", "origin": BASE}, 403, id="contradiction"),
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(bare: TestClient, headers: dict[str, str], status: int):
    assert bare.post("/vi/sample", data={"a": "1"}, headers=headers).status_code == status
    htmx = bare.post("/vi/sample", data={"a": "1"}, headers=headers | {"hx-request": "true"})
    assert htmx.status_code == status


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        (FORM, 200),
        (f"{FORM}; charset=utf-8", 200),
        (FORM.upper(), 200),
        ("text/plain", 403),
        ("TEXT/PLAIN; charset=utf-8", 403),
        ("application/json", 403),
        ("application/x-www-form-urlencoded-not", 403),
    ],
)
def test_only_forms_are_taken(client: TestClient, content_type: str, status: int):
    asked = client.post("/vi/sample", content="a=1", headers={"content-type": content_type})
    assert asked.status_code == status


def test_a_form_with_parts_is_taken(client: TestClient):
    parts = {"a": (None, "1"), "b": (None, "2")}
    assert client.post("/vi/sample", files=parts).text == "2 fields"


def test_a_file_is_refused(client: TestClient):
    assert client.post("/vi/sample", files={"a": ("virus.exe", b"MZ")}).status_code == 422


def test_more_fields_than_any_form_has_are_refused(client: TestClient):
    assert client.post("/vi/sample", data={f"field{n}": "" for n in range(201)}).status_code == 422


def test_a_page_may_be_opened_from_anywhere(bare: TestClient):
    headers = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    assert bare.get("/vi/sample", headers=headers).status_code == 200


def test_a_browsers_report_is_taken_and_says_nothing(client: TestClient):
    asked = client.post("/reports/csp", content="{}", headers={"content-type": "application/csp-report"})
    assert (asked.status_code, asked.content) == (204, b"")


# Where a request goes to.


@pytest.mark.parametrize("host", ["evil.example", "testserver:8443", "testserver.", "", "x@testserver"])
def test_another_host_name_finds_nothing(client: TestClient, host: str):
    asked = client.get("/vi/sample", headers={"host": host})
    assert asked.status_code == 404
    assert "evil" not in asked.text


def test_no_forwarded_name_is_believed(client: TestClient):
    forged = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    assert "evil.example" not in client.get("/vi/help", headers=forged).text


def test_a_further_host_that_was_named_is_answered(database: Database, tmp_path: Any):
    settings = Settings(data=tmp_path, base_url=BASE, hosts="learn.example, backup.example:8443")
    client = TestClient(create_app(settings, database), base_url=BASE)
    assert client.get("/healthz", headers={"host": "Backup.example:8443"}).status_code == 200
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/vi/courses/a%00b", id="NUL"),
        pytest.param("/vi/courses/a%0Ab", id="line"),
        pytest.param("/vi/courses/a%7Fb", id="delete"),
        pytest.param("/vi/courses/%E2%80%AEb", id="direction"),
        pytest.param("/vi/courses/%C2%A0", id="a space that is none"),
        pytest.param(f"/vi/courses/{'a' * 1000}", id="endless"),
        pytest.param(f"/vi/sample?{'a' * 2001}", id="endless query"),
        pytest.param("/vi/sample?check=a%00b", id="NUL in the query"),
    ],
)
def test_an_address_that_databases_disagree_about_finds_nothing(client: TestClient, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(client: TestClient, method: str):
    asked = client.request(method, "/vi/sample")
    assert (asked.status_code, asked.headers["allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/.env", "/vi/debug", "/static/"])
def test_nothing_of_the_machinery_is_shown(client: TestClient, path: str):
    assert client.get(path).status_code == 404


# How much is read, and how long.


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_large_body_is_refused_unread_in_the_readers_language(app: FastAPI, language: str):
    async def receive() -> Any:
        raise AssertionError("read on")

    sent = send(app, f"/{language}/sample", receive, content_length=str(BODY_BYTES + 1))
    assert sent[0]["status"] == 413
    body = b"".join(message.get("body", b"") for message in sent).decode()
    assert Words(language).gettext(TITLES[413]) in body


def test_a_body_of_the_limit_is_read(client: TestClient):
    whole = "a=" + "x" * (BODY_BYTES - 2)
    headers = {"content-type": FORM}
    assert client.post("/vi/sample", content=whole, headers=headers).status_code != 413
    assert client.post("/vi/sample", content=whole + "x", headers=headers).status_code == 413


def test_a_body_that_hides_its_length_is_read_up_to_the_limit(app: FastAPI):
    read = 0

    async def receive() -> Any:
        nonlocal read
        read += 16_384
        return {"type": "http.request", "body": b"&a=" + b"x" * 16_381, "more_body": True}

    sent = send(app, "/en/sample", receive)
    assert sent[0]["status"] == 413
    assert TITLES[413].encode() in sent[1]["body"]
    assert read <= BODY_BYTES + 16_384


def test_a_door_that_reads_no_form_refuses_a_large_body_too(client: TestClient):
    headers = {"content-type": FORM}
    asked = client.post("/vi/sample/deadlock", content="a" * (BODY_BYTES + 1), headers=headers)
    assert asked.status_code == 413


def test_a_body_that_drips_is_cut_off(app: FastAPI, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(protection, "BODY_SECONDS", 0.05)
    drops = 0

    async def receive() -> Any:
        nonlocal drops
        drops += 1
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"a", "more_body": True}

    sent = send(app, "/en/sample", receive)
    assert sent[0]["status"] == 408
    assert TITLES[408].encode() in sent[1]["body"]
    assert drops <= 4


def test_the_time_for_the_body_is_not_the_time_for_the_answer(app: FastAPI, monkeypatch: pytest.MonkeyPatch):
    """Once the body is whole, waiting for the client to leave is not cut off."""
    monkeypatch.setattr(protection, "BODY_SECONDS", 0.02)
    messages = [{"type": "http.request", "body": b"a=1", "more_body": False}]

    async def receive() -> Any:
        if messages:
            return messages.pop()
        await asyncio.sleep(0.1)
        return {"type": "http.disconnect"}

    async def read_twice() -> list[Any]:
        hurried = protection._limited(receive)
        return [await hurried(), await hurried()]

    assert asyncio.run(read_twice())[1] == {"type": "http.disconnect"}
    assert send(app, "/vi/sample/deadlock", receive)[0]["status"] == 200


# What every answer carries.

ANSWERS = {
    "page": ("GET", "/vi/help", 200),
    "head": ("HEAD", "/vi/help", 200),
    "redirect": ("GET", "/", 302),
    "health": ("GET", "/healthz", 200),
    "not here": ("GET", "/vi/nowhere", 404),
    "bad method": ("PUT", "/vi/help", 405),
    "door without this method": ("POST", "/vi/help", 405),
    "refused": ("GET", "/vi/sample/refusals/403", 403),
    "conflict": ("GET", "/vi/sample/refusals/409", 409),
    "too often": ("GET", "/vi/sample/refusals/429", 429),
    "sent to choose": ("GET", "/vi/sample/refusals/who", 303),
    "broken": ("GET", "/vi/sample/refusals/500", 500),
    "busy": ("GET", "/vi/sample/refusals/503", 503),
    "static": ("GET", "/static/site.css", 200),
    "no such static": ("GET", "/static/nowhere.css", 404),
    "no such picture": ("GET", "/media/0000/x.svg", 404),
}


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_carries_the_headers(client: TestClient, method: str, path: str, status: int):
    asked = client.request(method, path)
    assert asked.status_code == status
    for name, value in HEADERS.items():
        assert asked.headers[name] == value
    assert asked.headers["strict-transport-security"] == "max-age=31536000"
    assert "cache-control" in asked.headers
    assert not {"server", "x-powered-by", "set-cookie"} & set(asked.headers)


def test_a_refused_form_carries_them_too(bare: TestClient):
    asked = bare.post("/vi/sample", data={"a": "1"})
    assert asked.status_code == 403
    assert asked.headers["content-security-policy"] == CSP


def test_no_policy_opens_a_back_door():
    policy = {part.split()[0]: part.split()[1:] for part in CSP.split(";")}
    assert policy["default-src"] == policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & {*CSP.split()}


def test_a_site_without_encryption_promises_none(database: Database, tmp_path: Any):
    app = create_app(Settings(data=tmp_path, base_url="http://127.0.0.1:8000"), database)
    asked = TestClient(app, base_url="http://127.0.0.1:8000").get("/healthz")
    assert "strict-transport-security" not in asked.headers
