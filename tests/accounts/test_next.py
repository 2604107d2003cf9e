"""docs/rules.md, A3, R-47: `next=` leads to pages of this site only."""

import pytest

from learnhub.accounts.rules import onward, safe_next

OURS = [
    "/vi",
    "/id/courses",
    "/en/courses/information-security/lessons/first-hour",
    "/vi/attempts/0193f5a2-7c1b-7def-8a01-2b3c4d5e6f70/result",
    "/vi/courses?topic=information-security&q=an%20to%C3%A0n",
    "/vi/household",
]
NOT_OURS = [
    "",
    "/",
    "https://evil.example",
    "http://evil.example/vi",
    "//evil.example",
    "//evil.example/vi",
    "///evil.example",
    "////evil.example/vi",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/vi\\..\\evil",
    "/vi/\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "blob:https://evil.example/x",
    "evil.example",
    "evil.example/vi",
    "www.evil.example",
    "vi/courses",
    "./vi",
    "../vi",
    "?next=x",
    "#x",
    "@evil.example",
    "/@evil.example",
    "//user@evil.example",
    "/vi@evil.example",
    "/vi:80@evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example/vi",
    "https://testserver/vi",
    "//testserver/vi",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    " /vi",
    "/vi ",
    "/vi\n",
    "/vi\r\nset-cookie: a=b",
    "/vi%0d%0aset-cookie:a=b",
    "/%2f/evil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/vi/%2e%2e/evil",
    "/vi/../evil",
    "/vi/..//evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/vi//evil.example",
    "/vi/",
    "/vi/.",
    "/vi/..",
    "/vi/.hidden",
    "/vi/;/evil",
    "/vi;//evil.example",
    "/vi\0",
    "/vi/\u202eevil",
    "/vi/\uff0f\uff0fevil.example",
    "/\uff0fevil.example",
    "/\u2215evil.example",
    "/vi/cour\u017fe\u017f",
    "/vi?next=//evil.example",
    "/vi?u=https://evil.example",
    "/vi#//evil.example",
    "/vi?a=<script>",
    "/vi/<script>",
    "/vi/'x",
    '/vi/"x',
    "/fr/courses",
    "/vietnam",
    "/VI/courses",
    "/static/site.css",
    "/healthz",
    "/c/7K2M9QXD",
]


@pytest.mark.parametrize("address", OURS)
def test_a_page_of_this_site_is_taken_as_it_is(address):
    assert safe_next(address) == address
    assert onward(address) == {"next": address}


@pytest.mark.parametrize("address", NOT_OURS)
def test_anything_else_is_nowhere(address):
    assert safe_next(address) == ""
    assert onward(address) == {}


def test_nothing_leads_nowhere():
    assert onward(None) == {}


def test_enough_ways_around_are_tried():
    assert len(set(NOT_OURS)) >= 60
