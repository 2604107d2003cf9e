"""docs/rules.md, R-44: htmx is our own copy, speaks to this site only, keeps no page and runs no text."""

import json
import re
from hashlib import sha256
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from learnhub.web.protection import CSP
from learnhub.web.templating import STATIC_FOLDER

SCRIPT = (STATIC_FOLDER / "htmx.min.js").read_text(encoding="utf-8")
VENDORED = (STATIC_FOLDER / "VENDORED.md").read_text(encoding="utf-8")
META = re.compile(r"<meta name=\"htmx-config\" content='([^']+)'>")
# Where htmx keeps what it understands, with what it does when nothing is said.
KNOWN = re.compile(r"this\.config=\{(.*?)\};")


def known_options(script: str) -> set[str]:
    found = KNOWN.search(script)
    assert found, "this version of htmx keeps its options elsewhere"
    return set(re.findall(r"(?:^|,)(\w+):", found[1]))


@pytest.fixture
def options(client: TestClient) -> dict[str, Any]:
    found = META.search(client.get("/vi/help").text)
    assert found
    options: dict[str, Any] = json.loads(unescape(found[1]))
    return options


def test_it_is_the_version_that_was_looked_at():
    assert sha256(SCRIPT.encode()).hexdigest() in VENDORED
    assert 'this.version="4.0.1"' in SCRIPT


def test_every_script_of_a_page_is_our_own(client: TestClient):
    sources = re.findall(r'<script src="([^"]+)" data-htmx="([^"]+)"', client.get("/vi/courses").text)
    assert [source.partition("?")[0] for source in sources[0]] == ["/static/app.js", "/static/htmx.min.js"]
    assert len(sources) == 1


def test_every_option_is_one_that_this_version_knows(options: dict[str, Any]):
    """An option of another version would be silently nothing."""
    assert options.keys() <= known_options(SCRIPT)
    assert {"mode", "history", "noSwap", "prefix"} <= known_options(SCRIPT)


def test_it_asks_this_site_only(options: dict[str, Any]):
    assert options["mode"] == "same-origin"


def test_it_keeps_no_page(options: dict[str, Any]):
    """Going back asks the server, which knows who is in front of the phone now. Nothing is stored."""
    assert options["history"] == "reload"
    assert '"reload"!==this.config.history' in SCRIPT
    assert "_loc.reload()" in SCRIPT
    assert not re.search(r"localStorage|sessionStorage|indexedDB|caches\.", SCRIPT)


def test_it_cannot_run_text(client: TestClient):
    """This version runs what stands in `hx-on`, `js:` and filters by these two; the policy forbids both."""
    assert "#a=Function" in SCRIPT
    assert re.findall(r"\beval\(|setTimeout\(\"", SCRIPT) == []
    answer = client.get("/vi/courses")
    assert answer.headers["content-security-policy"] == CSP
    (scripts,) = [part.split()[1:] for part in CSP.split(";") if part.split()[0] == "script-src"]
    assert scripts == ["'self'"]


def test_it_writes_no_style(options: dict[str, Any]):
    assert options["includeIndicatorCSS"] is False


def test_an_option_of_another_version_is_seen():
    assert "allowEval" not in known_options(SCRIPT)
    assert known_options('this.config={a:1,b:{c:2},d:["e:f"]};') >= {"a", "b", "d"}
