"""Doors by which somebody takes over what was learned without a name, on this phone or by its code."""

from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import service
from learnhub.accounts.errors import ClaimCodeMalformed, ClaimCodeUnknown, GuestTaken
from learnhub.accounts.guards import enter
from learnhub.accounts.rules import claim_code, onward, safe_next
from learnhub.kit import signing
from learnhub.kit.words import Message
from learnhub.learning import queries
from learnhub.learning.routes.shared import router
from learnhub.web.deps import Fields, Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.templating import go_to, render, see_other
from learnhub.web.viewer import Viewer

PURPOSE, TOKEN_LIFE = "claim", timedelta(hours=1)
FIRST_PAGE = "learning.show_my_learning"


@router.read("/claim", allow="anybody")
def show_claim(request: Request, now: Now) -> Response:
    """What this phone keeps without a name; or, after its code was typed, what another one keeps."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    typed = _opened(request, viewer, request.query_params.get("record", ""), now)
    return _page(request, viewer, typed or (viewer.guest.id if viewer.guest else None), now)


@router.write("/claim", allow="learner")
def claim_guest(request: Request, form: Form, now: Now) -> Response:
    """Added once. Whoever comes second is told when it happened, and nothing changes."""
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            guest_id = _opened(request, viewer, form["record"], now)
            if guest_id is not None:
                service.claim_guest(session, guest_id=guest_id, person_id=viewer.learner_id, now=now)
    except GuestTaken:
        return _page(request, viewer, guest_id, now, status=409)
    if guest_id is None:
        return see_other(request, "learning.show_claim", **_onward(request))
    return _go_on(request)


@router.write("/claim/code", allow="learner")
def find_guest(request: Request, form: Form, now: Now) -> Response:
    """To the page that shows what is kept under the code that was typed."""
    try:
        code = claim_code(form["code"])
    except ClaimCodeMalformed as refusal:
        return _code_again(request, form, now, refusal.said)
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        found = service.find_guest(session, code=code, now=now)
    if isinstance(found, service.Limited):
        return _code_later(request, viewer, form, found.until, now)
    if found is None:
        return _code_again(request, form, now, ClaimCodeUnknown().said)
    return see_other(
        request, "learning.show_claim", record=_signed(request, viewer, found, now), **_onward(request)
    )


@router.write("/claim/nothing", allow="learner")
def leave_guest(request: Request, now: Now) -> Response:
    """This phone goes on without it; its code holds."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.leave_guest(session, phone=viewer.phone)
    return _go_on(request)


def _page(
    request: Request,
    viewer: Viewer,
    guest_id: int | None,
    now: datetime,
    *,
    typed: str = "",
    error: Message | None = None,
    opens_at: datetime | None = None,
    status: int = 200,
) -> Response:
    with reads(request) as connection:
        kept = queries.kept_by_guest(connection, guest_id=guest_id, language=language_of(request))
    page = queries.ClaimPage(
        kept=kept,
        record=_signed(request, viewer, guest_id, now) if guest_id and viewer.person_id else "",
        is_here=viewer.guest is not None and viewer.guest.id == guest_id,
        is_mine=kept is not None and kept.claimed_by_id == viewer.person_id,
        onward=_onward(request),
        typed=typed,
        error=error,
        opens_at=opens_at,
    )
    return render(request, "learning/claim.html", page, viewer=viewer, status=status)


def _code_again(request: Request, form: Fields, now: datetime, error: Message) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return _page(request, viewer, None, now, typed=form["code"], error=error, status=422)


def _code_later(request: Request, viewer: Viewer, form: Fields, until: datetime, now: datetime) -> Response:
    """The page shows whole minutes, so it names the first one in which a code is looked at."""
    opens_at = until + timedelta(minutes=1)
    response = _page(request, viewer, None, now, typed=form["code"], opens_at=opens_at, status=429)
    response.headers["retry-after"] = str(int((until - now).total_seconds()) + 1)
    return response


def _signed(request: Request, viewer: Viewer, guest_id: int, now: datetime) -> str:
    """Lets this person claim that guest for an hour: so an address never carries a code to guess."""
    subject = f"{guest_id}|{viewer.person_id}"
    return signing.sign(request.app.state.secret, PURPOSE, subject, now + TOKEN_LIFE)


def _opened(request: Request, viewer: Viewer, token: str, now: datetime) -> int | None:
    """The guest of a token that was made for this very person."""
    subject = signing.opened(request.app.state.secret, PURPOSE, token, now) or ""
    match subject.split("|"):
        case [guest_id, person_id] if person_id == str(viewer.person_id):
            return int(guest_id)
    return None


def _onward(request: Request) -> dict[str, str]:
    return onward(request.query_params.get("next"))


def _go_on(request: Request) -> Response:
    came_from = safe_next(request.query_params.get("next"))
    return go_to(came_from) if came_from else see_other(request, FIRST_PAGE)
