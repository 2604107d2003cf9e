"""Refusal → status, the only such table; and the pages that say what to do next."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Match, Route

from learnhub.kit.db import BUSY_SECONDS, is_overload
from learnhub.kit.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooMany,
    Unrecognised,
)
from learnhub.kit.words import N_, Message
from learnhub.web.templating import go_to, render, url_for, wants_fragment, words_of

STATUS = {NotFound: 404, Forbidden: 403, Conflict: 409, Invalid: 422, TooMany: 429}

TITLES = {
    403: N_("This page is not open to you"),
    404: N_("This page is not here"),
    405: N_("This page is not here"),
    408: N_("The network is too slow"),
    409: N_("It has changed in the meantime"),
    413: N_("This is too large to send"),
    422: N_("Something needs fixing"),
    429: N_("Wait a while"),
    500: N_("The server has a problem"),
    503: N_("The site is very busy"),
}
# A form may be sent again: its key keeps it from counting twice.
UNSURE = N_(
    "The server has a problem. This may not be saved: try again in a few minutes. "
    "What you saved before is safe."
)
SENTENCES = {
    403: Forbidden.message,
    404: NotFound.message,
    405: NotFound.message,
    408: N_("Not everything arrived. Nothing was saved: try again."),
    413: N_("Send a shorter text. Nothing was saved."),
    422: Invalid.message,
    500: N_("The server has a problem. What you saved is safe. Try again in a few minutes."),
    503: N_("Too many people are here at once. Not saved yet: try again in a minute."),
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    title: str
    sentence: str


def status_of(error: Refusal) -> int:
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def error_response(request: Request, status: int, said: Message | None = None) -> Response:
    """A light page without anybody's name, in the reader's language."""
    shown = _shown(status)
    words = words_of(request)
    sentence = words.say(said) if said else words.gettext(SENTENCES.get(shown, SENTENCES[500]))
    page = ErrorPage(shown, words.gettext(TITLES[shown]), sentence)
    return render(request, "ui/error.html", page, fragment="ui/_error.html", status=shown)


def _shown(status: int) -> int:
    """Nobody needs to know more kinds of refusal than these; a form that cannot be read is a wrong form."""
    if status in TITLES:
        return status
    return 422 if status == 400 else 404 if status < 500 else 500


async def show_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    response = error_response(request, status_of(error), error.said)
    if isinstance(error, TooMany):
        response.headers["retry-after"] = str(error.retry_seconds)
    return response


async def ask_who(request: Request, error: Exception) -> Response:
    """Sends the person to say who they are, and back to where they were."""
    assert isinstance(error, Unrecognised)
    came_from = request.url.path if request.method == "GET" else ""
    address = url_for(request, error.where, **({"next": came_from} if came_from else {}))
    if wants_fragment(request):
        return Response(status_code=401, headers={"hx-redirect": address})
    return go_to(address)


async def show_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and (address := _page_without_slash(request)):
        return RedirectResponse(address, 308)
    response = error_response(request, error.status_code)
    response.headers.update(error.headers or {})
    return response


def _page_without_slash(request: Request) -> str | None:
    """Every page has one address, and that ends without a slash. None where no page has it."""
    path = "/" + request.scope["path"].strip("/")
    if path == request.scope["path"] or request.method not in ("GET", "HEAD"):
        return None
    scope = {**request.scope, "path": path}
    pages = (route for route in request.app.routes if isinstance(route, Route))
    if not any(page.matches(scope)[0] is Match.FULL for page in pages):
        return None
    return quote(path) + (f"?{request.url.query}" if request.url.query else "")


def failure_response(request: Request, error: Exception) -> Response:
    """Overload asks to come back; anything else is our fault and says what became of the answers."""
    if is_overload(error):
        response = error_response(request, 503)
        response.headers["retry-after"] = str(BUSY_SECONDS)
        return response
    return error_response(request, 500, Message(UNSURE) if request.method == "POST" else None)


HANDLERS = {
    Refusal: show_refusal,
    Unrecognised: ask_who,
    HTTPException: show_http_error,
}
