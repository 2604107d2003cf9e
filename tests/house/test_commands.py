"""The command as an operator runs it: real processes, from an empty database to a site that answers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from learnhub import cli
from tests.conftest import ENGINES, _command, _named

SITE = {
    "LEARNHUB_BASE_URL": "https://learn.example.vn",
    "LEARNHUB_OPERATOR_NAME": "Phường Hoa Gạo",
    "LEARNHUB_HELP_PHONE": "0900 000 000",
}


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgresql"), f"empty_{uuid4().hex}"
    _command(server, f"CREATE DATABASE {name}")
    yield _named(server, name)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def environment(empty_url: str, tmp_path: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LEARNHUB_")}
    return inherited | SITE | {"LEARNHUB_DATABASE_URL": empty_url, "LEARNHUB_DATA": str(tmp_path / "data")}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "learnhub", *words]


def run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), env=environment, capture_output=True, text=True, timeout=60)


def answer(port: int, process: subprocess.Popen[str]) -> tuple[int, bytes]:
    """Of the catalogue, as the reverse proxy asks for it."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/vi/courses", headers={"host": "learn.example.vn"})
            reply = connection.getresponse()
            return reply.status, reply.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"no answer; ended with {process.poll()}")


def workers_of(served: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
    return [int(child) for child in children]


def test_a_command_waits_for_no_web_framework() -> None:
    """What a server is made of takes half a second to load."""
    loads = "import sys, learnhub.cli, learnhub.wiring, learnhub.studio.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout
    assert {"fastapi", "starlette", "jinja2"} & set(loaded.split()) == set()


def test_a_site_is_migrated_served_by_two_processes_mended_and_stopped(environment: dict[str, str]) -> None:
    migrated = run(environment, "migrate")
    assert "(was empty)" in migrated.stdout, migrated.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        command("serve", "--workers", "2", "--port", str(port)),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        status, body = answer(port, served)
        killed = workers_of(served)[0]
        os.kill(killed, signal.SIGKILL)
        until = time.monotonic() + 10
        while len(set(workers_of(served)) - {killed}) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        mended = len(set(workers_of(served)) - {killed})
    finally:
        served.send_signal(signal.SIGTERM)
        said, _ = served.communicate(timeout=30)
    assert (status, "Phường Hoa Gạo".encode() in body, mended) == (200, True, 2)
    assert "No administrator yet. Open https://learn.example.vn/vi/setup" in said
    assert served.returncode in {0, -signal.SIGTERM}, said
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.1", port, timeout=5).connect()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        pytest.param({}, "The database is empty or cannot be reached. Run: learnhub migrate", id="empty"),
        pytest.param({"LEARNHUB_BASE_URL": "http://x"}, "must begin with https://", id="in the open"),
        pytest.param({"LEARNHUB_TIME_ZONE": "Hanoi"}, "there is no time zone 'Hanoi'", id="no such zone"),
    ],
)
def test_a_site_that_must_not_open_says_why(
    environment: dict[str, str], wrong: dict[str, str], says: str
) -> None:
    refused = run(environment | wrong, "serve", "--port", "1")
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_command_that_only_reads_files_leaves_no_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEARNHUB_DATA", raising=False)
    for words in (["content", "new", "radio"], ["content", "check", "radio"]):
        told = CliRunner().invoke(cli.group, words)
        assert told.exit_code == 0, told.output
    assert [path.name for path in tmp_path.iterdir()] == ["radio"]


def test_a_site_that_lost_what_people_asked_for_is_not_served(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """docs/rules.md, H66: a database restored beside an empty data folder."""
    ward = ("units", "add", "hoa-gao", "Phường Hoa Gạo", "--kind", "commune")
    person = ("people", "add", "lan", "Phạm Ngọc Lan", "--role", "admin", "--unit", "hoa-gao")
    for words in (("migrate",), ward, person):
        assert run(environment, *words).returncode == 0
    (tmp_path / "data" / "register.txt").unlink()
    refused = run(environment, "serve", "--port", "1")
    assert refused.returncode == 1
    assert "register.txt is missing or empty." in refused.stderr
