"""Doors of the chooser: who is learning on this phone."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as, home_of
from learnhub.accounts.service import drop_person
from learnhub.households import queries, service
from learnhub.households.errors import HomeFull, MemberLocked
from learnhub.households.forms import MemberPage, read_member
from learnhub.households.routes.shared import (
    CHOOSER,
    FIRST_PAGE,
    UNLOCK,
    finished_of_home,
    home_full,
    onward_of,
    router,
)
from learnhub.kit.ids import uuid7
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other


@router.read("/who", allow="anybody")
def show_chooser(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.chooser_page(
            connection,
            household_id=viewer.household_id,
            onward=onward_of(request),
            key=str(uuid7(now)),
            finished=finished_of_home(request, connection, viewer.household_id),
        )
        asking = queries.list_asking(connection, household_id=viewer.household_id, now=now)
    return render(request, "households/chooser.html", replace(page, asking=asking), viewer=viewer)


@router.write("/who", allow="anybody")
def choose_member(request: Request, form: Form, now: Now) -> Response:
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            token = service.choose_member(
                session,
                household_id=viewer.household_id,
                person_code=form["person_id"],
                replaces=viewer.session_id,
                now=now,
            )
    except MemberLocked:
        return see_other(request, UNLOCK, member=form["person_id"], **onward_of(request))
    return go_on_as(request, token, FIRST_PAGE, before=viewer)


@router.write("/who/nobody", allow="anybody")
def learn_without_name(request: Request, now: Now) -> Response:
    """Nobody in front of the phone; it stays with its home."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        token = drop_person(session, session_id=viewer.session_id, household_id=viewer.household_id, now=now)
    return go_on_as(request, token, "learning.show_catalogue")


@router.read("/who/new", allow="phone")
def new_member(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.chooser_page(
            connection, household_id=home_of(viewer), onward=onward_of(request), key=str(uuid7(now))
        )
    if home.is_full:
        return home_full(request, viewer)
    page = MemberPage(home.onward, home.key)
    return render(request, "households/new_member.html", page, viewer=viewer)


@router.write("/who/new", allow="phone")
def add_member(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home = home_of(viewer)
        page = read_member(form, onward_of(request))
        if not page.errors:
            try:
                service.add_member(session, household_id=home, member=page.member, now=now)
            except HomeFull:
                return home_full(request, viewer)
    if page.errors:
        return render(request, "households/new_member.html", page, viewer=viewer, status=422)
    return see_other(request, CHOOSER, **page.onward)
