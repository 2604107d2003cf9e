"""Doors of a home's phones: which they are, forgetting this one, taking another one away."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, forget_phone, home_of
from learnhub.households import queries, service
from learnhub.households.routes.shared import CHOOSER, router
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other


@router.read("/household/phones", allow="phone")
def show_phones(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.phones_page(connection, household_id=home_of(viewer), this=viewer.phone, now=now)
    return render(request, "households/phones.html", page, viewer=viewer)


@router.write("/household/phones", allow="phone")
def take_away(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.take_away(session, household_id=home_of(viewer), phone=form["phone"], now=now)
    return see_other(request, "households.show_phones")


@router.read("/household/phones/this", allow="phone")
def ask_to_forget(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home_of(viewer)
    return render(request, "households/forget.html", None, viewer=viewer)


@router.write("/household/phones/this", allow="phone")
def forget_this(request: Request, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.take_away(session, household_id=home_of(viewer), phone=viewer.phone, now=now)
    response = see_other(request, CHOOSER, forgotten=1)
    forget_phone(request, response)
    return response
