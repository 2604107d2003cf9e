"""The doors behind a card's QR code. They stand under no language: what is printed must stay short."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as
from learnhub.households import queries, service
from learnhub.households.routes.shared import CHOOSER, FIRST_PAGE, asked_first, router
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer


@router.read("/k/{token}", allow="anybody", with_language=False)
def show_card(request: Request, token: str, now: Now) -> Response:
    """Shows what the card opens. A robot that looks at addresses uses nothing up."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        card = queries.find_card(connection, token=token, here=viewer.household_id, now=now)
    return _card_page(request, card, viewer, 409 if card.ended_at else 200)


@router.write("/k/{token}", allow="anybody", with_language=False)
def use_card(request: Request, token: str, form: Form, now: Now) -> Response:
    """A phone that belongs to another home is asked first."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        card = service.take_card(session, token=token, here=viewer.household_id, now=now)
        if card.is_here and not card.ended_at:
            return see_other(request, CHOOSER)
        if card.ended_at or (card.changes_home and form["confirmed"] != "yes"):
            return _card_page(request, card, viewer, 409)
        new = service.use_card(session, card, replaces=viewer.session_id, now=now)
        if card.person_id is None:
            return go_on_as(request, new, CHOOSER)
        first = asked_first(request, session.connection(), card.person_id)
    return go_on_as(request, new, FIRST_PAGE, before=viewer, first=first)


def _card_page(request: Request, card: queries.ScannedCard, viewer: Viewer, status: int) -> Response:
    template = "households/old_card.html" if card.ended_at else "households/scanned.html"
    response = render(request, template, card, viewer=viewer, status=status)
    response.headers["cache-control"] = "no-store"  # it names the home, also to a phone nobody knows
    return response
