"""docs/rules.md, R-68: logs say what happened, never to whom, with what words or at what address."""

import json
from collections.abc import Iterator

import pytest
import structlog
from starlette.testclient import TestClient

from learnhub.kit.db import Database, transaction
from learnhub.web.logs import configure_logs
from tests.conftest import NOW
from tests.factories.people import make_unit

CANARY = "canary-7f3a"


@pytest.fixture(autouse=True)
def _real_logs() -> Iterator[None]:
    before = structlog.get_config()
    configure_logs()
    yield
    structlog.configure(**before)


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_is_one_line_with_its_route(client: TestClient, capsys: pytest.CaptureFixture[str]):
    client.get("/vi/sample")
    (line,) = _lines(capsys)
    assert line.keys() == {"event", "level", "timestamp", "method", "route", "status", "ms"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "sample.show_sample", 200)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/vi/courses/{CANARY}?q={CANARY}"),
        ("GET", f"/{CANARY}"),
        ("GET", f"/c/{CANARY}"),
        ("GET", f"/static/{CANARY}"),
        ("POST", f"/vi/sample?next={CANARY}"),
        ("POST", "/vi/sign-in"),
        ("POST", "/vi/sample/refusals/500"),
        ("POST", "/vi/sample/refusals/503"),
        ("POST", "/reports/csp"),
        ("PUT", f"/{CANARY}"),
    ],
)
def test_nothing_that_was_sent_is_logged(
    client: TestClient, capsys: pytest.CaptureFixture[str], method: str, path: str
):
    headers = {
        "cookie": f"__Host-learnhub={CANARY}; learnhub-prefs={CANARY}",
        "user-agent": CANARY,
        "referer": f"https://testserver/{CANARY}",
        "accept-language": CANARY,
        "x-forwarded-for": CANARY,
    }
    form = {"login": CANARY, "password": CANARY, "name": CANARY, CANARY: "1"}
    client.request(method, path, headers=headers, data=form if method == "POST" else None)
    written = capsys.readouterr()
    assert '"route": ' in written.out
    assert CANARY not in written.out + written.err


def test_a_fault_is_logged_with_its_place_and_without_its_words(
    client: TestClient, capsys: pytest.CaptureFixture[str]
):
    client.get("/vi/sample/refusals/500")
    written = capsys.readouterr().out
    assert "ArithmeticError" in written
    assert "conftest.py" in written
    assert "canary-of-the-program" not in written


def test_what_a_database_says_of_a_row_is_not_logged(
    client: TestClient, database: Database, capsys: pytest.CaptureFixture[str]
):
    """PostgreSQL repeats the values of a row that breaks a constraint."""
    try:
        with transaction(database) as session:
            make_unit(session, CANARY)
            make_unit(session, "x").code = CANARY
            make_unit(session, "x").code = CANARY
    except Exception as error:
        structlog.get_logger("learnhub.web").error("request failed", exc_info=error, at=str(NOW))
    written = capsys.readouterr().out
    assert "IntegrityError" in written
    assert CANARY not in written


def test_a_line_cannot_be_forged(capsys: pytest.CaptureFixture[str]):
    structlog.get_logger().info("request", route='x\n{"event": "forged"}\r\n\x1b[31m')
    assert len(capsys.readouterr().out.splitlines()) == 1
