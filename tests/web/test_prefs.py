"""How a phone wants its pages, kept in a cookie that may hold anything."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.prefs import STANDARD, Prefs
from learnhub.web.deps import Fields
from learnhub.web.prefs import (
    COOKIE,
    LANGUAGE_COOKIE,
    YEAR_SECONDS,
    keep_language,
    keep_prefs,
    read_prefs,
)


def _request(cookie: str | None, **headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    if cookie is not None:
        pairs.append((b"cookie", f"{COOKIE}={cookie}".encode("utf-8", "surrogateescape")))
    return Request({"type": "http", "headers": pairs})


@pytest.mark.parametrize("size", ["100", "115", "130", "150"])
@pytest.mark.parametrize("theme", ["auto", "light", "dark", "high"])
def test_a_choice_comes_back_as_it_was_kept(theme: str, size: str):
    for lite in (True, False):
        response = Response()
        keep_prefs(response, Prefs(theme, size, lite), secure=True)
        kept = response.headers["set-cookie"].partition("=")[2].partition(";")[0].strip('"')
        assert read_prefs(_request(kept)) == Prefs(theme, size, lite)


def test_a_phone_without_a_choice_gets_the_standard():
    assert read_prefs(_request(None)) == STANDARD


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("", id="empty"),
        pytest.param("theme=neon&size=9999&lite=yes", id="unknown values"),
        pytest.param("theme=dark%22%3E%3Cscript%3E&size=100%00", id="markup"),
        pytest.param("&&==;;%%%zz", id="signs"),
        pytest.param("\ufffd\ufffd", id="broken letters"),
        pytest.param("theme=" * 3000, id="endless"),
        pytest.param("&".join(f"a{n}=1" for n in range(2000)), id="thousands of fields"),
    ],
)
def test_rubbish_counts_as_standard(cookie: str):
    assert read_prefs(_request(cookie)) == STANDARD


def test_one_unknown_value_does_not_spoil_the_others():
    assert read_prefs(_request("theme=dark&size=tall")) == Prefs("dark", "100", False)


def test_a_phone_that_saves_data_gets_light_pages():
    assert read_prefs(_request(None, save_data="on")) == Prefs(lite=True)
    assert read_prefs(_request("theme=dark&size=130&lite=False", save_data="on")).lite


@pytest.mark.parametrize("secure", [True, False])
def test_choices_are_kept_for_a_year_out_of_reach_of_scripts(secure: bool):
    response = Response()
    keep_prefs(response, STANDARD, secure=secure)
    keep_language(response, "id", secure=secure)
    prefs, language = response.headers.getlist("set-cookie")
    assert prefs.startswith(f"{COOKIE}=")
    assert language.startswith(f"{LANGUAGE_COOKIE}=id;")
    for cookie in (prefs, language):
        assert f"Max-Age={YEAR_SECONDS}" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert ("Secure" in cookie) is secure


def test_a_field_that_was_not_sent_is_empty_text():
    fields = Fields([("name", "Ánh"), ("help", "a"), ("help", "b")])
    assert (fields["name"], fields["missing"]) == ("Ánh", "")
    assert (fields.all("help"), fields.all("missing")) == (["a", "b"], [])
    assert "name" in fields
    assert "missing" not in fields
    assert (list(fields), len(fields)) == (["name", "help"], 2)
