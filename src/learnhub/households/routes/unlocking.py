"""Doors of a member's lock on a phone of their home.

Imported after the other doors under /who, whose addresses are no members.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as, home_of
from learnhub.accounts.rules import safe_next
from learnhub.accounts.rules.locks import Standing
from learnhub.accounts.service import locks
from learnhub.households import queries, service
from learnhub.households.forms import UnlockPage, read_guess
from learnhub.households.queries import LockedMember
from learnhub.households.routes.shared import (
    CHOOSER,
    FIRST_PAGE,
    asked_first,
    onward_of,
    router,
)
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import go_to, render, see_other, wants_fragment
from learnhub.web.viewer import Viewer

PAGE = "households/unlock.html"


@router.read("/who/{member}", allow="phone")
def show_unlock(request: Request, member: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        found = _member(connection, viewer, member, now)
    if not found.lock:
        return see_other(request, CHOOSER, **onward_of(request))
    return render(request, PAGE, UnlockPage(found, onward_of(request)), viewer=viewer)


@router.write("/who/{member}", allow="phone", is_slow=True)
def unlock_member(request: Request, member: str, form: Form, now: Now) -> Response:
    """One picture a page without scripts; the last one, or the number, is a try.

    A right one leads first to what waits for the member (docs/rules.md, H56).
    """
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        found = _member(session.connection(), viewer, member, now)
        if not found.lock:
            return see_other(request, CHOOSER, **onward_of(request))
        page = read_guess(form, found, onward_of(request), viewer.session_id)
        if not page.secret:
            return render(request, PAGE, page, viewer=viewer, status=422 if page.error else 200)
        taken = service.take_try(
            session, household_id=viewer.home_id, person_code=member, phone=viewer.phone, now=now
        )
    if isinstance(taken, Standing):
        return _later(request, viewer, UnlockPage(replace(found, standing=taken), page.onward), now)
    if locks.is_right(taken, page.secret, key=request.app.state.secret):
        token, first = _open(request, viewer, member, taken, now)
        if token is not None:
            return go_on_as(request, token, FIRST_PAGE, before=viewer, first=first)
    return _wrong(request, viewer, member, now)


@router.write("/me/presence", allow="learner")
def stay(request: Request, now: Now) -> Response:
    """Somebody with a lock is still there: whoever enters by a form is not idle."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
    if wants_fragment(request):
        return render(request, "households/_stayed.html", None, viewer=viewer)
    came_from = safe_next(request.query_params.get("next"))
    return go_to(came_from) if came_from else see_other(request, FIRST_PAGE)


def _member(connection: Connection, viewer: Viewer, code: str, now: datetime) -> LockedMember:
    return queries.locked_member(
        connection, household_id=home_of(viewer), code=code, phone=viewer.phone, now=now
    )


def _open(
    request: Request, viewer: Viewer, code: str, taken: locks.Try, now: datetime
) -> tuple[str | None, str]:
    """The new session's token, and the page on which something waits for the member."""
    with transaction(request) as session:
        token = service.unlock_member(
            session,
            taken,
            household_id=viewer.home_id,
            person_code=code,
            replaces=viewer.session_id,
            now=now,
        )
        return token, asked_first(request, session.connection(), taken.person_id)


def _wrong(request: Request, viewer: Viewer, code: str, now: datetime) -> Response:
    with reads(request) as connection:
        page = UnlockPage(_member(connection, viewer, code, now), onward_of(request), is_wrong=True)
    if not page.member.standing.is_open:
        return _later(request, viewer, page, now)
    return render(request, PAGE, page, viewer=viewer, status=422)


def _later(request: Request, viewer: Viewer, page: UnlockPage, now: datetime) -> Response:
    response = render(request, PAGE, page, viewer=viewer, status=429)
    until = page.member.standing.until
    if until:
        response.headers["retry-after"] = str(int((until - now).total_seconds()) + 1)
    return response
