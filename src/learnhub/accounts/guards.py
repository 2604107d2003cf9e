"""Who may enter: every door asks here, and what it may ask stands in its declaration."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import queries, service
from learnhub.accounts.rules import PHONE_LIFE, locks, onward, safe_next
from learnhub.kit.errors import Unrecognised
from learnhub.kit.ids import grouped
from learnhub.kit.prefs import parse_prefs
from learnhub.web.deps import transaction
from learnhub.web.prefs import forget_choices
from learnhub.web.routing import Allow
from learnhub.web.templating import go_to, see_other, url_for
from learnhub.web.viewer import GUEST, KeptGuest, Viewer

_RENEWED_BELOW = (locks.IDLE - locks.RENEWED_AFTER).total_seconds()


def enter(request: Request, connection: Connection, now: datetime) -> Viewer:
    """The person in front of the page, when this door is open to them.

    One statement; none for a phone that was never here. A form of somebody who signed in or has a lock says
    that they are still there, which is written down at most once in five minutes (docs/rules.md, H14).
    Raises Unrecognised: somebody must first be chosen or sign in.
    """
    viewer = _viewer(request, connection, now)
    allow: Allow = request.app.state.permissions[request.scope["route"].name]
    if allow == "phone" and viewer.household_id is None and viewer.is_guest:
        raise Unrecognised("households.show_chooser")
    if allow == "learner" and viewer.is_guest:
        raise Unrecognised("households.show_chooser")
    if allow == "record" and viewer.learns_as is None:
        raise Unrecognised("households.show_chooser")
    if allow == "staff" and not viewer.is_staff:
        raise Unrecognised("accounts.show_sign_in")
    if request.method == "POST" and 0 < viewer.idle_seconds < _RENEWED_BELOW:
        return _stay_awake(request, connection, viewer, now)
    return viewer


def cookie_name(request: Request) -> str:
    """`__Host-` binds the cookie to this host and to HTTPS; a demo on plain HTTP cannot have it."""
    return "__Host-learnhub" if request.app.state.settings.is_https else "learnhub-demo"


def home_of(viewer: Viewer) -> int:
    """The phone's home. Staff may be signed in on a phone that has none: raises Unrecognised."""
    if viewer.household_id is None:
        raise Unrecognised("households.show_chooser")
    return viewer.household_id


def go_on_as(
    request: Request, token: str | None, otherwise: str, *, before: Viewer = GUEST, first: str = ""
) -> Response:
    """The phone's new session, and back to where the person came from or to the page `otherwise`.

    Without a token the phone forgets its session. Where somebody is named now and a guest learned on
    this phone `before`, first to the page that asks whether that is theirs. `first` names a page on
    which something waits for the person: it leads on from there.
    """
    came_from = safe_next(request.query_params.get("next"))
    if first:
        came_from = url_for(request, first, **onward(came_from or url_for(request, otherwise)))
    if before.guest is not None:
        response = see_other(request, "learning.show_claim", **onward(came_from))
    else:
        response = go_to(came_from) if came_from else see_other(request, otherwise)
    if token is None:
        forget_session(request, response)
    else:
        keep_session(request, response, token)
    return response


def learner_of(session: Session, viewer: Viewer, now: datetime) -> service.Learner:
    """Under whom a form's outcome is kept: who is named, else this phone's guest, who may begin here."""
    if viewer.person_id is not None:
        return service.Learner(viewer.person_id)
    return service.keep_guest(
        session,
        session_id=viewer.session_id,
        household_id=viewer.household_id,
        phone=viewer.phone,
        now=now,
    )


def kept_by(request: Request, learner: service.Learner, response: Response) -> Response:
    """The reply, with the cookie of a guest who began here."""
    if learner.token is not None:
        keep_session(request, response, learner.token)
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


def forget_phone(request: Request, response: Response) -> None:
    """No cookie of ours stays on it, nor a page in its cache or behind its Back (docs/rules.md, H26)."""
    forget_session(request, response)
    forget_choices(response, secure=request.app.state.settings.is_https)
    # Not "cookies", which would take those of every other site under this domain too.
    response.headers["clear-site-data"] = '"cache"'


def _viewer(request: Request, connection: Connection, now: datetime) -> Viewer:
    token = request.cookies.get(cookie_name(request))
    if not token:
        return GUEST
    row = queries.find_session(connection, token=token, now=now)
    if row is None:
        return GUEST
    if row["person_id"] is None:
        return Viewer(
            household_id=row["household_id"],
            session_id=row["session_id"],
            phone=row["phone"],
            guest=_guest(row),
        )
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
        idle_seconds=int((row["locks_at"] - now).total_seconds()) if row["locks_at"] else 0,
        guest=_guest(row),
        is_kept=row["withdrawn_at"] is None,
        prefs=parse_prefs(row["prefs"]) if row["prefs"] else None,
    )


def _stay_awake(request: Request, connection: Connection, viewer: Viewer, now: datetime) -> Viewer:
    """A door that writes does it in its own transaction; one that only reads has none."""
    if connection.engine is request.app.state.database.write_engine:
        service.stay_awake(connection, session_id=viewer.session_id or 0, now=now)
    else:
        with transaction(request) as session:
            service.stay_awake(session.connection(), session_id=viewer.session_id or 0, now=now)
    return replace(viewer, idle_seconds=int(locks.IDLE.total_seconds()))


def _guest(row: RowMapping) -> KeptGuest | None:
    if row["guest_id"] is None:
        return None
    return KeptGuest(row["guest_id"], row["guest_person_id"], grouped(row["claim_code"]))
