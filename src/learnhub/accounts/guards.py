"""Who may enter: every door asks here, and what it may ask stands in its declaration."""

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import queries
from learnhub.accounts.rules import PHONE_LIFE, safe_next
from learnhub.kit.errors import Unrecognised
from learnhub.web.routing import Allow
from learnhub.web.templating import go_to, see_other
from learnhub.web.viewer import GUEST, Viewer


def enter(request: Request, connection: Connection, now: datetime) -> Viewer:
    """The person in front of the page, when this door is open to them.

    One statement; none for a phone that was never here.
    Raises Unrecognised: somebody must first be chosen or sign in.
    """
    viewer = _viewer(request, connection, now)
    allow: Allow = request.app.state.permissions[request.scope["route"].name]
    if allow == "phone" and viewer.household_id is None and viewer.is_guest:
        raise Unrecognised("households.show_chooser")
    if allow == "learner" and viewer.is_guest:
        raise Unrecognised("households.show_chooser")
    if allow == "staff" and not viewer.is_staff:
        raise Unrecognised("accounts.show_sign_in")
    return viewer


def cookie_name(request: Request) -> str:
    """`__Host-` binds the cookie to this host and to HTTPS; a demo on plain HTTP cannot have it."""
    return "__Host-learnhub" if request.app.state.settings.is_https else "learnhub-demo"


def go_on_as(request: Request, token: str | None, otherwise: str) -> Response:
    """The phone's new session, and back to where the person came from or to the page `otherwise`.

    Without a token the phone forgets its session.
    """
    came_from = safe_next(request.query_params.get("next"))
    response = go_to(came_from) if came_from else see_other(request, otherwise)
    if token is None:
        forget_session(request, response)
    else:
        keep_session(request, response, token)
    return response


def keep_session(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(PHONE_LIFE.total_seconds()),
        path="/",
        secure=request.app.state.settings.is_https,
        httponly=True,
        samesite="lax",
    )


def forget_session(request: Request, response: Response) -> None:
    response.delete_cookie(
        cookie_name(request),
        path="/",
        secure=request.app.state.settings.is_https,
        httponly=True,
        samesite="lax",
    )


def _viewer(request: Request, connection: Connection, now: datetime) -> Viewer:
    token = request.cookies.get(cookie_name(request))
    if not token:
        return GUEST
    row = queries.find_session(connection, token=token, now=now)
    if row is None:
        return GUEST
    if row["person_id"] is None:
        return Viewer(household_id=row["household_id"], session_id=row["session_id"], phone=row["phone"])
    return Viewer(
        person_id=row["person_id"],
        name=row["name"],
        avatar=row["avatar"],
        role=queries.ROLE_BY_RANK[row["role_rank"]] if row["role_rank"] else "household",  # type: ignore[arg-type]
        unit_id=row["unit_id"],
        household_id=row["household_id"],
        help_phone=row["help_phone"] or "",
        session_id=row["session_id"],
        phone=row["phone"],
        is_kept=row["withdrawn_at"] is None,
    )
