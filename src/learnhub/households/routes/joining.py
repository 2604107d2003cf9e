"""Doors of a phone without a home: the ways to one, and starting a new one."""

from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as
from learnhub.accounts.service import open_session
from learnhub.households import service
from learnhub.households.forms import HomePage, MemberPage, empty_home, read_home
from learnhub.households.routes.shared import CHOOSER, FIRST_PAGE, onward_of, router
from learnhub.households.rules import form_key
from learnhub.kit.ids import uuid7
from learnhub.units.queries import list_units
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer


@router.read("/join", allow="anybody")
def show_ways(request: Request, now: Now) -> Response:
    return _for_new_phone(request, "households/join.html", now)


@router.read("/join/card", allow="anybody")
def show_how_to_scan(request: Request, now: Now) -> Response:
    return _for_new_phone(request, "households/how_to_scan.html", now)


@router.read("/join/new", allow="anybody")
def new_household(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        wards = list_units(connection, kind="commune")
    if viewer.household_id is not None:
        return see_other(request, CHOOSER, **onward_of(request))
    page = empty_home(wards, MemberPage(onward_of(request), str(uuid7(now))), _own(viewer))
    return render(request, "households/new_household.html", page, viewer=viewer)


@router.write("/join/new", allow="anybody")
def register_household(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        if viewer.household_id is not None:
            return see_other(request, CHOOSER, **onward_of(request))
        again = _started_before(session, form, viewer, now)
        if again is not None:
            return go_on_as(request, again, CHOOSER)
        wards = list_units(session.connection(), kind="commune")
        page = read_home(form, wards, onward_of(request), _own(viewer))
        token = None if page.errors else _start_home(request, session, page, viewer, now)
    if token is None:
        return render(request, "households/new_household.html", page, viewer=viewer, status=422)
    return go_on_as(request, token, FIRST_PAGE, before=viewer)


def _for_new_phone(request: Request, template: str, now: datetime) -> Response:
    """A page without facts. A phone with a home has no need of it."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    if viewer.household_id is not None:
        return see_other(request, CHOOSER, **onward_of(request))
    return render(request, template, onward_of(request), viewer=viewer)


def _start_home(request: Request, session: Session, page: HomePage, viewer: Viewer, now: datetime) -> str:
    """The home with its card, and its first person in front of the phone."""
    first = page.first.member
    if page.own:
        made = service.start_own_home(
            session, new=page.new, person_id=viewer.learner_id, phone=page.phone, now=now
        )
    else:
        made = service.register_household(
            session, nickname=page.nickname, unit_id=page.unit_id, first=first, phone=page.phone, now=now
        ).household_id
    service.make_household_card(
        session, household_id=made, replaces="", secret=request.app.state.secret, now=now
    )
    if page.own:
        return _open(session, made, viewer.person_id, viewer, now)
    return service.choose_member(
        session, household_id=made, person_code=first.code, replaces=viewer.session_id, now=now
    )


def _started_before(session: Session, form: Form, viewer: Viewer, now: datetime) -> str | None:
    """The form of somebody with a card, sent again: their session ended when the first reply was lost."""
    if viewer.person_id is not None:
        return None
    made = service.find_own_home(session, key=form_key(form["key"]), now=now)
    return _open(session, made, None, viewer, now) if made is not None else None


def _open(session: Session, household_id: int, person_id: int | None, viewer: Viewer, now: datetime) -> str:
    return open_session(
        session,
        household_id=household_id,
        person_id=person_id,
        account_id=None,
        now=now,
        replaces=viewer.session_id,
    )


def _own(viewer: Viewer) -> str:
    """The name of somebody in front of a phone by their card, who starts a home for themselves.

    Whether they belong to none is judged when the form is sent.
    """
    return viewer.name if viewer.role == "household" and viewer.person_id is not None else ""
