"""Doors of the cards: the home's, and one person's own."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.households import queries, service
from learnhub.households.routes.shared import router
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other


@router.read("/household/card", allow="phone")
def show_household_card(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.household_card_page(
            connection,
            household_id=home_of(viewer),
            secret=request.app.state.secret,
            base_url=request.app.state.settings.base_url,
        )
    return render(request, "households/household_card.html", page, viewer=viewer)


@router.write("/household/card", allow="phone")
def make_household_card(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.make_household_card(
            session,
            household_id=home_of(viewer),
            replaces=form["card"],
            secret=request.app.state.secret,
            now=now,
        )
    return see_other(request, "households.show_household_card")


@router.read("/me/card", allow="learner")
def show_person_card(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.person_card_page(
            connection,
            person_id=viewer.learner_id,
            secret=request.app.state.secret,
            base_url=request.app.state.settings.base_url,
            now=now,
        )
    return render(request, "households/person_card.html", page, viewer=viewer)


@router.write("/me/card", allow="learner")
def make_person_card(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.make_person_card(
            session,
            person_id=viewer.learner_id,
            replaces=form["card"],
            secret=request.app.state.secret,
            now=now,
            session_id=viewer.session_id,
        )
    return see_other(request, "households.show_person_card")
