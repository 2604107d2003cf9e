"""Files that phones keep for good, because their address names their content."""

import re
from hashlib import sha256

import pytest
from starlette.testclient import TestClient
from zstandard import ZstdDecompressor

from learnhub.web.templating import STATIC_FOLDER
from tests.house.tree import templates

NAMED = re.compile(r'static\("([^"]+)"\)')


def test_a_page_names_the_content_of_its_files(client: TestClient):
    page = client.get("/vi/help").text
    digest = sha256((STATIC_FOLDER / "site.css").read_bytes()).hexdigest()[:10]
    assert f'href="/static/site.css?v={digest}"' in page


def test_a_file_may_be_kept_for_good(client: TestClient):
    asked = client.get("/static/site.css?v=1")
    assert asked.status_code == 200
    assert asked.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asked.headers["content-type"].startswith("text/css")
    again = client.get("/static/site.css?v=1", headers={"if-none-match": asked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_text_travels_compressed(client: TestClient, coding: str):
    asked = client.get("/static/site.css", headers={"accept-encoding": coding})
    assert asked.headers["content-encoding"] == coding
    assert "Accept-Encoding" in asked.headers["vary"]
    assert int(asked.headers.get("content-length", "0")) < (STATIC_FOLDER / "site.css").stat().st_size


def test_every_page_is_compressed_by_itself(client: TestClient):
    """What the compressor saw before must not be needed to read what it writes next."""
    for path in ("/vi/help", "/en/help", "/vi/help"):
        plain = client.get(path, headers={"accept-encoding": "identity"})
        packed = client.get(path, headers={"accept-encoding": "zstd"})
        assert packed.headers["content-encoding"] == "zstd"
        assert ZstdDecompressor().decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content) / 2


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/nowhere.css",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static//etc/passwd",
        f"/static/{'a' * 500}",
    ],
)
def test_nothing_else_can_be_had(client: TestClient, path: str):
    asked = client.get(path)
    assert asked.status_code == 404
    assert "immutable" not in asked.headers["cache-control"]


def test_a_file_cannot_be_written(client: TestClient):
    assert client.post("/static/site.css").status_code == 405


def test_every_file_that_a_template_names_exists():
    named = {
        (template, file)
        for template, path in templates()
        for file in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert {pair for pair in named if not (STATIC_FOLDER / pair[1]).is_file()} == set()
    assert len(named) > 5


def test_a_page_asks_for_its_styles_ahead_and_a_part_does_not(client: TestClient):
    """The head is read while the compressed page is still on its way."""
    page = client.get("/vi/courses")
    styles = re.search(r'<link rel="stylesheet" href="([^"]+)">', page.text)
    assert styles
    assert page.headers["link"] == f"<{styles[1]}>; rel=preload; as=style"
    part = client.get("/vi/courses", headers={"hx-request": "true"})
    assert (part.status_code, "link" in part.headers) == (200, False)
