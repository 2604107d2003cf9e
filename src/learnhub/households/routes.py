"""Doors of the chooser: who is learning on this phone."""

from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as
from learnhub.accounts.rules import onward
from learnhub.accounts.service import drop_person
from learnhub.households import queries, service
from learnhub.households.errors import HomeFull
from learnhub.households.forms import HomePage, MemberPage, empty_home, read_home, read_member
from learnhub.households.rules import HOME_SIZE
from learnhub.kit.errors import Unrecognised
from learnhub.kit.ids import uuid7
from learnhub.units.queries import list_units
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer

router = RoomRouter("households")

CHOOSER = "households.show_chooser"
FIRST_PAGE = "learning.show_landing"


@router.read("/who", allow="anybody")
def show_chooser(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.chooser_page(
            connection,
            household_id=viewer.household_id,
            onward=_onward(request),
            key=str(uuid7(now)),
        )
    return render(request, "households/chooser.html", page, viewer=viewer)


@router.write("/who", allow="anybody")
def choose_member(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        token = service.choose_member(
            session,
            household_id=viewer.household_id,
            person_code=form["person_id"],
            replaces=viewer.session_id,
            now=now,
        )
    return go_on_as(request, token, FIRST_PAGE)


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
            connection, household_id=_home(viewer), onward=_onward(request), key=str(uuid7(now))
        )
    if home.is_full:
        return _home_full(request, viewer)
    page = MemberPage(home.onward, home.key)
    return render(request, "households/new_member.html", page, viewer=viewer)


@router.write("/who/new", allow="phone")
def add_member(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home = _home(viewer)
        page = read_member(form, _onward(request))
        if not page.errors:
            try:
                service.add_member(session, household_id=home, member=page.member, now=now)
            except HomeFull:
                return _home_full(request, viewer)
    if page.errors:
        return render(request, "households/new_member.html", page, viewer=viewer, status=422)
    return see_other(request, CHOOSER, **page.onward)


@router.read("/join", allow="anybody")
def new_household(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        wards = list_units(connection, kind="commune")
    if viewer.household_id is not None:
        return see_other(request, CHOOSER, **_onward(request))
    page = empty_home(wards, MemberPage(_onward(request), str(uuid7(now))))
    return render(request, "households/new_household.html", page, viewer=viewer)


@router.write("/join", allow="anybody")
def register_household(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        if viewer.household_id is not None:
            return see_other(request, CHOOSER, **_onward(request))
        page = read_home(form, list_units(session.connection(), kind="commune"), _onward(request))
        token = None if page.errors else _start_home(session, page, viewer, now)
    if token is None:
        return render(request, "households/new_household.html", page, viewer=viewer, status=422)
    return go_on_as(request, token, FIRST_PAGE)


def _start_home(session: Session, page: HomePage, viewer: Viewer, now: datetime) -> str:
    """The home, and its first person in front of the phone."""
    first = page.first.member
    joined = service.register_household(
        session, nickname=page.nickname, unit_id=page.unit_id, first=first, now=now
    )
    return service.choose_member(
        session,
        household_id=joined.household_id,
        person_code=first.code,
        replaces=viewer.session_id,
        now=now,
    )


def _home(viewer: Viewer) -> int:
    """The phone's home. Staff may be signed in on a phone that has none."""
    if viewer.household_id is None:
        raise Unrecognised(CHOOSER)
    return viewer.household_id


def _home_full(request: Request, viewer: Viewer) -> Response:
    full = HomeFull({"size": HOME_SIZE}).said
    return render(request, "households/full.html", full, viewer=viewer, status=409)


def _onward(request: Request) -> dict[str, str]:
    return onward(request.query_params.get("next"))
