"""Doors by which people go from one home to another, and homes part or become one."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of, keep_session
from learnhub.households import queries, rules, service
from learnhub.households.errors import (
    AlreadyHere,
    ChildApart,
    ChildrenStay,
    HomeFull,
    MovingCodeUnknown,
    NobodyChosen,
    TooManyTogether,
)
from learnhub.households.forms import (
    ArrivalPage,
    MovingCodePage,
    SplitPage,
    read_arrival,
    read_split,
    with_error,
)
from learnhub.households.routes.shared import MEMBERS, router
from learnhub.households.routes.splitting import cards_to_show
from learnhub.kit.ids import uuid7
from learnhub.units.queries import list_units
from learnhub.web.deps import Fields, Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer


@router.write("/household/members/{member}/moving-code", allow="learner")
def make_moving_code(request: Request, member: str, form: Form, now: Now) -> Response:
    """The same form shows the same code while it is good: only its hash is kept, and no address has it."""
    return _show_code(request, form, member, now)


@router.write("/household/moving-code", allow="learner")
def make_home_code(request: Request, form: Form, now: Now) -> Response:
    return _show_code(request, form, None, now)


@router.read("/household/arrivals", allow="learner")
def ask_code(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.get_home(connection, household_id=home_of(viewer))
    home.adult(viewer.learner_id)
    return render(request, "households/arrivals.html", ArrivalPage(home), viewer=viewer)


@router.write("/household/arrivals", allow="learner")
def take_in(request: Request, form: Form, now: Now) -> Response:
    """First says whom the code brings and what will happen; sent again as confirmed it does that."""
    is_confirmed = form["confirmed"] == "yes"
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        if is_confirmed and _is_repeat(session, viewer, form):
            return see_other(request, MEMBERS)
        page = _arrival(session, viewer, form, now)
        if is_confirmed and page.moving and not page.errors:
            service.take_in(
                session,
                household_id=page.home.id,
                by_id=viewer.learner_id,
                typed=page.code,
                guardian_code=page.guardian,
                now=now,
            )
            return see_other(request, MEMBERS)
    template = "households/arrival.html" if page.moving else "households/arrivals.html"
    if not is_confirmed and page.moving:
        page = replace(page, errors={})
    return render(request, template, page, viewer=viewer, status=422 if page.errors else 200)


@router.read("/household/split", allow="learner")
def ask_split(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.get_home(connection, household_id=home_of(viewer))
        wards = list_units(connection, kind="commune")
    home.adult(viewer.learner_id)
    page = SplitPage(
        home=home, wards=wards, key=str(uuid7(now)), ward=wards[0].code if len(wards) == 1 else ""
    )
    return render(request, "households/split.html", page, viewer=viewer)


@router.write("/household/split", allow="learner")
def split_home(request: Request, form: Form, now: Now) -> Response:
    """The phone stays with its home, unless the person in front of it goes. Then to the cards of those
    who have no phone of their home now."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home = queries.get_home(session.connection(), household_id=home_of(viewer))
        page = read_split(form, home, list_units(session.connection(), kind="commune"))
        by = home.adult(viewer.learner_id)
        token, cards = None, ""
        if not page.errors:
            try:
                made, goes = _split(session, page, viewer, now), by.code in page.who
                if made == home.id:  # sent again from the home that it started
                    return see_other(request, "households.show_household_card")
                homes = [made, home.id] if goes else [made]
                cards = cards_to_show(request, session, viewer, made, homes, now)
                if goes:
                    token = _follow(session, made, by.code, viewer, now)
            except (NobodyChosen, ChildApart) as refusal:
                page = with_error(page, "who", refusal)
    if page.errors:
        return render(request, "households/split.html", page, viewer=viewer, status=422)
    response = see_other(request, "households.show_split_cards", made=cards)
    if token is not None:
        keep_session(request, response, token)
    return response


def _show_code(request: Request, form: Fields, member: str | None, now: datetime) -> Response:
    """Where the code of this form is good no more, back to the people of the home and a new form."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home_id = home_of(viewer)
        code = service.make_moving_code(
            session,
            household_id=home_id,
            person_code=member,
            by_id=viewer.learner_id,
            key=rules.form_key(form["key"]),
            secret=request.app.state.secret,
            now=now,
        )
        if code is None:
            return see_other(request, MEMBERS)
        home = queries.get_home(session.connection(), household_id=home_id)
    page = MovingCodePage(code, home, None if member is None else home.get(member))
    return render(request, "households/moving_code.html", page, viewer=viewer)


def _is_repeat(session: Session, viewer: Viewer, form: Fields) -> bool:
    """The form of those who came in with this code, sent again: nothing is left to do."""
    home = queries.get_home(session.connection(), household_id=home_of(viewer))
    return (
        form["consent"] in {"", "yes"}
        and form["guardian"] in {"", *(adult.code for adult in home.adults)}
        and queries.came_in(session.connection(), typed=form["code"][:40], household_id=home.id)
    )


def _arrival(session: Session, viewer: Viewer, form: Fields, now: datetime) -> ArrivalPage:
    home = queries.get_home(session.connection(), household_id=home_of(viewer))
    home.adult(viewer.learner_id)
    page = ArrivalPage(home, form["code"][:40])
    try:
        moving = service.find_arrival(session, typed=page.code, now=now)
    except MovingCodeUnknown as unknown:
        return with_error(page, "code", unknown)
    try:
        service.check_moving(home, moving)
    except (AlreadyHere, ChildrenStay, HomeFull, TooManyTogether) as refusal:
        return with_error(page, "code", refusal)
    return read_arrival(form, replace(page, moving=moving))


def _split(session: Session, page: SplitPage, viewer: Viewer, now: datetime) -> int:
    return service.split_home(
        session,
        household_id=page.home.id,
        leaving=frozenset(page.who),
        new=page.new,
        by_id=viewer.learner_id,
        now=now,
    )


def _follow(session: Session, household_id: int, code: str, viewer: Viewer, now: datetime) -> str:
    """The phone goes along with the person in front of it."""
    return service.choose_member(
        session, household_id=household_id, person_code=code, replaces=viewer.session_id, now=now
    )
