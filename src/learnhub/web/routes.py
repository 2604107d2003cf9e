"""The few addresses that belong to no room: the bare root, the health check, browsers' reports."""

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from learnhub.web.deps import reads
from learnhub.web.languages import language_of
from learnhub.web.routing import RoomRouter

router = RoomRouter("web")
log = structlog.get_logger("learnhub.web")


@router.read("/", allow="anybody", with_language=False)
def choose_language(request: Request) -> Response:
    return RedirectResponse(
        f"/{language_of(request)}",
        302,
        {"vary": "Cookie, Accept-Language", "cache-control": "private, no-cache"},
    )


@router.read("/healthz", allow="anybody", with_language=False)
def check_health(request: Request) -> Response:
    """Answers once the database does."""
    with reads(request) as connection:
        connection.exec_driver_sql("SELECT 1")
    return PlainTextResponse("ok")


@router.write("/reports/csp", allow="anybody", with_language=False)
def take_csp_report(_request: Request) -> Response:
    """A browser blocked something on a page of ours. Its words may hold tokens: only the fact is kept."""
    log.warning("content security policy blocked something")
    return Response(status_code=204)
