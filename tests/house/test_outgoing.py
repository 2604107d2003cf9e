"""docs/rules.md, R-62: the server asks nobody for anything, whatever address is typed."""

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from learnhub.web.routing import Entry
from tests.house.forms import address_of, body_of
from tests.house.test_access import ENTRIES
from tests.house.tree import SOURCE, python_files, templates
from tests.house.twins import Twins

# What a program asks other servers with. None of them may be loaded by a running site.
CLIENTS = (
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "urllib3",
    "requests",
    "aiohttp",
    "pycurl",
    "websockets",
)
# What the standard library could do it with; some of it is loaded by others, none is used here.
OUTGOING = {
    "socket",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "xmlrpc",
    "asyncio.streams",
}
LOADED = "import sys, learnhub.app; print(*sys.modules)"
SINK = "sink.example"
SINKS = (
    f"http://{SINK}/x",
    f"//{SINK}/x",
    f"https://a@{SINK}:1",
    "http://127.0.0.1:9/x",
    "file:///etc/passwd",
)
QUERY = ("q", "next", "code", "check", "url", "src", "image", "callback")


def test_a_running_site_has_no_client_loaded():
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "learnhub.web.protection" in loaded
    assert loaded & set(CLIENTS) == set()


def outgoing(root: Path) -> Iterator[str]:
    """Modules that could open a connection by themselves, and calls that do."""
    for path in python_files("src", root=root):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _named(node):
                if any(f"{name}.".startswith(f"{module}.") for module in (*OUTGOING, *CLIENTS)):
                    yield f"{path.name} uses {name}"


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom(module=str(module)):
            yield from (f"{module}.{alias.name}" for alias in node.names)
        case ast.Attribute(attr="open_connection" | "create_connection" | "urlopen" as attribute):
            yield f"asyncio.streams.{attribute}"


def test_no_module_of_ours_opens_a_connection():
    assert list(outgoing(SOURCE.parents[1])) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import httpx", "httpx"),
        ("from urllib.request import urlopen", "urllib.request.urlopen"),
        ("from urllib import request", "urllib.request"),
        ("import http.client", "http.client"),
        ("asyncio.open_connection('a', 80)", "asyncio.streams.open_connection"),
    ],
)
def test_a_module_that_does_is_named(tmp_path: Path, line: str, name: str):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "service.py").write_text(f"{line}\nfrom urllib.parse import quote\n")
    assert list(outgoing(tmp_path)) == [f"service.py uses {name}"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Everything that this process tries to reach. The embedded database reaches nothing."""
    reached: list[object] = []

    def refuse(*target: object, **_options: object) -> None:
        reached.append(target)
        raise OSError("there is no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return reached


def test_whatever_address_is_typed_nobody_is_asked(twins: Twins, asked: list[object]):
    site = twins.sites["sqlite"]
    for number, entry in enumerate(ENTRIES):
        sink = SINKS[number % len(SINKS)]
        if entry.method == "POST":
            for field in site.forms[entry.name].fields:
                site.post(entry, {field: sink})
        else:
            site.ask("GET", _with_sink(site.world, entry, sink), "member")
    assert asked == []


def _with_sink(world, entry: Entry, sink: str) -> str:  # type: ignore[no-untyped-def]
    return f"{address_of(world, entry, {})}?{body_of(dict.fromkeys(QUERY, sink))}"


def test_somebody_who_is_asked_is_seen(asked: list[object]):
    with pytest.raises(OSError, match="no network"):
        socket.create_connection((SINK, 80))
    with pytest.raises(OSError, match="no network"):
        socket.socket().connect((SINK, 80))
    assert len(asked) == 2


def test_no_form_asks_for_an_address():
    asking = [name for name, path in templates() if 'type="url"' in path.read_text(encoding="utf-8")]
    assert asking == []
