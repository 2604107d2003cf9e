"""Doors of a home: what is stored of it, who looked at it, and its erasure."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.privacy import queries, service
from learnhub.privacy.forms import EraseForm, read_erasure
from learnhub.privacy.routes.shared import (
    DONE_ON_THE_WAY,
    erase_me,
    go_on,
    registering,
    router,
)
from learnhub.privacy.rules import due_at, read_page
from learnhub.web.deps import Form, Now, reads
from learnhub.web.templating import render, see_other

ERASE_HOME = "privacy/erase_home.html"


@router.read("/household/stored", allow="phone")
def show_home(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.home_page(connection, household_id=viewer.home_id, now=now)
    return render(request, "privacy/home.html", page, viewer=viewer)


@router.read("/household/looks", allow="phone")
def list_looks(request: Request, now: Now) -> Response:
    number = read_page(request.query_params.get("page", ""))
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.looks_page(connection, household_id=viewer.home_id, number=number)
    return render(request, "privacy/looks.html", page, viewer=viewer)


@router.read("/household/erasure", allow="learner")
def new_home_erasure(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        what = queries.erase_home_page(
            connection,
            household_id=home_of(viewer),
            person_id=viewer.learner_id,
            due_at=due_at("home", now),
        )
    return render(request, ERASE_HOME, EraseForm(what), viewer=viewer)


@router.write("/household/erasure", allow="learner")
def erase_home(request: Request, form: Form, now: Now) -> Response:
    with registering(request) as session:
        viewer = enter(request, session.connection(), now)
        home = home_of(viewer)
        what = queries.erase_home_page(
            session.connection(),
            household_id=home,
            person_id=viewer.learner_id,
            due_at=due_at("home", now),
        )
        page = read_erasure(form, what)
        if not page.errors:
            service.ask_home_erasure(session, household_id=home, person_id=viewer.learner_id, now=now)
            token = erase_me(session, viewer, now) if page.also_me else None
            service.erase_due(session, now=now, limit=DONE_ON_THE_WAY)
    if page.errors:
        return render(request, ERASE_HOME, page, viewer=viewer, status=422)
    return go_on(request, viewer, token) if page.also_me else see_other(request, "privacy.show_home")


@router.write("/household/erasures/{erasure}/reversal", allow="phone")
def undo_erasure(request: Request, erasure: str, now: Now) -> Response:
    with registering(request) as session:
        viewer = enter(request, session.connection(), now)
        service.undo(session, code=erasure, household_id=viewer.home_id, by_id=viewer.person_id, now=now)
    return see_other(request, "privacy.show_home")
