"""A member's browser: real requests, and the forms of the pages as they stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from tests.kills.site import HOST

SECONDS = 30
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_CHOSEN = re.compile(r'name="answer" value="(\d+)"[^>]* checked')
_RECEIPT = re.compile(r"Receipt ([0-9A-Z]+)\.")


@dataclass(frozen=True)
class Reply:
    """`text` is None when the page was cut off; what its head says has been said."""

    status: int
    location: str
    text: str | None

    def form(self, action: str) -> dict[str, str] | None:
        """The hidden fields of the form that is sent to this address; None when the page has no such form."""
        form = f'<form[^>]*action="{re.escape(action)}".*?</form>'
        found = re.search(form, self.text or "", re.DOTALL)
        return {name: unescape(value) for name, value in _HIDDEN.findall(found[0])} if found else None

    @property
    def is_done(self) -> bool:
        """On to the next page; but not to the one that asks who is learning."""
        return self.status == 303 and ("/attempts/" in self.location or "/courses/" in self.location)

    @property
    def chosen(self) -> int | None:
        """The place of the option that the question's page shows as chosen."""
        found = _CHOSEN.search(self.text or "")
        return int(found[1]) if found else None

    @property
    def receipt(self) -> str:
        found = _RECEIPT.search(self.text or "")
        return found[1] if found else ""


@dataclass(frozen=True)
class Phone:
    """`is_old`: a browser that tells the Origin of a form, and knows nothing of Sec-Fetch-Site."""

    port: int
    token: str
    is_old: bool

    def open(self, path: str) -> Reply | None:
        return read(self._sent("GET", path))

    def send(self, path: str, fields: Mapping[str, str]) -> HTTPConnection | None:
        """The form is on its way; its reply is to be `read`."""
        return self._sent("POST", path, fields)

    def _sent(self, method: str, path: str, fields: Mapping[str, str] | None = None) -> HTTPConnection | None:
        """A connection of its own for each request, so that either process may take it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {"host": HOST, "cookie": f"__Host-learnhub={self.token}"}
        if fields is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            headers |= {"origin": f"https://{HOST}"} if self.is_old else {"sec-fetch-site": "same-origin"}
        try:
            connection.request(method, path, urlencode(fields or {}) or None, headers)
        except OSError:
            connection.close()
            return None
        return connection


def read(connection: HTTPConnection | None) -> Reply | None:
    """None without a reply."""
    if connection is None:
        return None
    try:
        response = connection.getresponse()
        return Reply(response.status, response.getheader("location", ""), _text(response))
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _text(response: HTTPResponse) -> str | None:
    try:
        return response.read().decode()
    except (OSError, HTTPException):
        return None
