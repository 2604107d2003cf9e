"""docs/rules.md, R-49: what a known phone is answered is kept nowhere, and no ending invents a file."""

from collections.abc import Iterator

import pytest
from httpx2 import Response

from tests.house.test_access import ENTRIES, READS
from tests.house.twins import Twin, Twins

ACTORS = ("learning guest", "phone", "member", "official", "admin")
# The same for everybody, so that anybody may keep it: files of courses, and the two bare addresses.
PUBLIC = {"courses.show_media", "web.choose_language", "web.check_health"}
# Endings that a careless proxy takes for a file that may be kept.
ENDINGS = (
    *(
        ".css",
        ".png",
        ".js",
        "/x.css",
        "/a.png",
        "/static/site.css",
        "%2Fx.css",
        "%5Cx.css",
        ";x.css",
        ";/x.css",
    ),
    *("%3Bx.css", "%3Fx.css", "%23x.css", "%0Ax.css", "%00.css", "%20.css", "%2e%2e%2fx.css", "/..;/x.css"),
)


@pytest.fixture(scope="module")
def site(twins: Twins) -> Twin:
    """One engine is enough for what HTTP does."""
    return twins.sites["sqlite"]


def faults(answer: Response) -> Iterator[str]:
    """What a browser or a proxy might keep, or mix up."""
    if answer.headers["cache-control"] != "no-store":
        yield f"may be kept: {answer.headers['cache-control']} ({answer.status_code})"
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    if is_page and "HX-Request" not in answer.headers.get("vary", ""):
        yield "does not vary by HX-Request"


def visits(site: Twin, actor: str) -> Iterator[tuple[str, Response]]:
    """Every page, every part of one, and every form, as somebody whom the site knows."""
    phone = site.phone(actor)
    for entry in ENTRIES:
        if entry.name in PUBLIC:
            continue
        if entry.method == "POST":
            yield f"POST {entry.path}", site.post(entry, {}, actor=actor)
            continue
        for address in site.world.addresses(entry):
            for wish in ({}, {"hx-request": "true"}):
                yield f"GET {address}", site.client.get(address, headers=phone | wish)


@pytest.mark.parametrize("actor", ACTORS)
def test_no_answer_to_somebody_known_is_kept(site: Twin, actor: str):
    found = [f"{what}: {fault}" for what, answer in visits(site, actor) for fault in faults(answer)]
    assert found == []


@pytest.mark.parametrize("actor", ["guest", "member"])
def test_what_is_refused_and_what_a_form_brought_is_kept_for_nobody(site: Twin, actor: str):
    """Also for a guest: it may show what was typed."""
    asked = [site.ask("GET", "/vi/nowhere", actor), site.ask("PUT", "/vi/help", actor)]
    asked += [
        site.post(entry, {"name": "", "login": ""}, actor=actor) for entry in ENTRIES if entry not in READS
    ]
    assert [answer.headers["cache-control"] for answer in asked if [*faults(answer)]] == []


def test_a_guests_page_is_kept_by_no_proxy(site: Twin):
    answer = site.ask("GET", "/vi/courses", "guest")
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_ending_of_an_address_finds_a_page(site: Twin, ending: str):
    phones, found = {"staff": site.phone("admin")}, []
    for entry in READS:
        address = f"{site.world.addresses(entry)[0]}{ending}"
        answer = site.client.get(address, headers=phones.get(entry.allow, site.phone("member")))
        if entry.name not in PUBLIC and (answer.status_code != 404 or [*faults(answer)]):
            found.append(f"{address}: {answer.status_code}")
    assert found == []


@pytest.mark.parametrize("path", ["/vi/me.css", "/vi/me/x.css", "/vi/courses/safety/a.png"])
def test_an_address_that_only_looks_like_a_file_is_not_here(site: Twin, path: str):
    assert site.ask("GET", path, "member").status_code == 404


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        ({"cache-control": "private"}, "may be kept: private (200)"),
        ({"cache-control": "no-store", "content-type": "text/html"}, "does not vary by HX-Request"),
    ],
)
def test_a_careless_answer_is_seen(headers: dict[str, str], fault: str):
    assert list(faults(Response(200, headers=headers))) == [fault]
