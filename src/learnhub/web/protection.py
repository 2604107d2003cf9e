"""What every request passes before a door, and every answer gets on its way out.

Plain ASGI classes: a few microseconds each. Source of the rules: docs/rules.md, R-41, R-43, R-48, R-52, R-53.
"""

import asyncio
from time import perf_counter

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from learnhub.web.error_pages import error_response, failure_response

BODY_SECONDS = 15
BODY_BYTES = 64 * 1024
METHODS = ("GET", "HEAD", "POST")
SAFE_METHODS = frozenset({"GET", "HEAD"})
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; report-uri /reports/csp"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    # Not no-referrer: it would make a form's Origin null, which the cross-origin check refuses.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

log = structlog.get_logger("learnhub.web")


class Protection:
    """The outermost layer: refuses what no door should see, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], is_https: bool) -> None:
        self.app = app
        self.hosts = hosts
        self.scheme = "https" if is_https else "http"
        self.headers = HEADERS | ({"strict-transport-security": "max-age=31536000"} if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started_at = perf_counter()
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if status >= 400 or scope["method"] not in SAFE_METHODS:
                    headers["cache-control"] = "no-store"  # a refusal, or what a form brought
                headers.setdefault("cache-control", "no-store")
            await send(message)

        try:
            await self._guarded(scope, receive, send_with_headers)
        except ClientDisconnect:
            if not status:  # gone, or cut off by `_limited`: then it hears why
                await self._refuse(408, scope, receive, send_with_headers)
        except Exception as error:
            if status:
                raise
            log.error("request failed", route=_route(scope), exc_info=error)
            response = failure_response(Request(scope, receive), error)
            await response(scope, receive, send_with_headers)
        finally:
            milliseconds = round((perf_counter() - started_at) * 1000, 1)
            log.info(
                "request",
                method=scope["method"],
                route=_route(scope),
                status=status,
                ms=milliseconds,
            )

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope)
        if refused:
            await self._refuse(refused, scope, receive, send)
        elif scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
        else:
            await self.app(scope, _limited(receive), send)

    async def _refuse(self, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        response = error_response(Request(scope, receive), status)
        if status == 405:
            response.headers["allow"] = ", ".join(METHODS)
        await response(scope, receive, send)

    def _refusal(self, scope: Scope) -> int:
        """The status to refuse with, or 0."""
        headers = Headers(scope=scope)
        if scope["method"] not in METHODS:
            return 405
        if headers.get("host", "").lower() not in self.hosts or not _is_plain(scope):
            return 404
        if scope["method"] not in SAFE_METHODS and not _is_own_form(headers, self.scheme):
            return 403
        return 413 if _announces_too_much(headers) else 0


def _is_plain(scope: Scope) -> bool:
    """No control characters, no broken UTF-8, no endless address: databases disagree about those."""
    path, query = scope["path"], scope["query_string"]
    return len(path) <= 1000 and path.isprintable() and len(query) <= 2000 and b"%00" not in query


def _announces_too_much(headers: Headers) -> bool:
    """A body that hides its length is counted while it is read."""
    length = headers.get("content-length", "0")
    return not length.isdecimal() or int(length[:10]) > BODY_BYTES


def _is_own_form(headers: Headers, scheme: str) -> bool:
    """The request comes from our own page: Sec-Fetch-Site says so, else Origin is our own."""
    content_type = headers.get("content-type", "").split(";")[0].strip().lower()
    is_report = content_type in {"application/csp-report", "application/reports+json"}
    if content_type not in FORM_TYPES and not is_report and content_type:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin", "").lower() == f"{scheme}://{headers.get('host', '').lower()}"


def _limited(receive: Receive) -> Receive:
    """A body that drips for longer than 15 seconds or grows beyond the limit is cut off."""
    deadline = asyncio.get_running_loop().time() + BODY_SECONDS
    is_whole = False
    size = 0

    async def receive_in_time() -> Message:
        nonlocal is_whole, size
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        size += len(message.get("body", b""))
        if size > BODY_BYTES:
            raise HTTPException(413)
        is_whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return receive_in_time


def _route(scope: Scope) -> str:
    """The route's name, never its path: paths carry tokens."""
    return getattr(scope.get("route"), "name", None) or "-"
