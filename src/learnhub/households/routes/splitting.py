"""The cards that people take along when their home parts and the phone is on the other side."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.households import queries, service
from learnhub.households.queries import HouseholdCardPage
from learnhub.households.routes.shared import MEMBERS, router
from learnhub.kit import signing
from learnhub.web.deps import Now, reads
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer

PURPOSE, SHOWN_FOR = "cards of homes that parted", timedelta(minutes=30)


@router.read("/household/split/cards", allow="learner")
def show_split_cards(request: Request, now: Now) -> Response:
    """To whoever parted the homes, for half an hour, and only while no newer card was made."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        cards = tuple(_shown(request, connection, viewer, now))
    if not cards:
        return see_other(request, MEMBERS)
    return render(request, "households/split_cards.html", cards, viewer=viewer)


def cards_to_show(
    request: Request,
    session: Session,
    viewer: Viewer,
    new_id: int,
    household_ids: Sequence[int],
    now: datetime,
) -> str:
    """What shows the cards of these homes, of which one is new, to this very person.

    Source: docs/rules.md, H15.
    """
    secret = request.app.state.secret
    given = service.give_cards(session, new_id=new_id, household_ids=household_ids, secret=secret, now=now)
    subject = [str(viewer.learner_id), *(f"{home}:{card}" for home, card in given.cards)]
    return signing.sign(secret, PURPOSE, "|".join(subject), given.parted_at + SHOWN_FOR)


def _shown(
    request: Request, connection: Connection, viewer: Viewer, now: datetime
) -> Iterator[HouseholdCardPage]:
    """One statement a card."""
    state, token = request.app.state, request.query_params.get("made", "")
    person, *cards = (signing.opened(state.secret, PURPOSE, token, now) or "").split("|")
    if person != str(viewer.person_id):
        return
    for home, _, card in (one.partition(":") for one in cards):
        page = queries.household_card_page(
            connection, household_id=int(home), secret=state.secret, base_url=state.settings.base_url
        )
        if page.card == card:
            yield page
