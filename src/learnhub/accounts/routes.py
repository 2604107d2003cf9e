"""Doors of sign-in, sign-out, the phones in front of which somebody stands, and the first administrator."""

from dataclasses import replace
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import queries, service
from learnhub.accounts.errors import LoginTaken, SetupClosed, SetupCodeWrong
from learnhub.accounts.forms import WRONG, Checking, OwnPhonesPage, SetupPage, SignInPage, read_setup
from learnhub.accounts.guards import enter, go_on_as
from learnhub.accounts.rules import canonical_login, could_be_code, onward
from learnhub.kit.words import Message
from learnhub.web.deps import Fields, Form, Now, reads, transaction
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer

router = RoomRouter("accounts")

FIRST_PAGE = "learning.show_my_learning"


@router.read("/sign-in", allow="anybody")
def show_sign_in(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    page = SignInPage(onward(request.query_params.get("next")))
    return render(request, "accounts/sign_in.html", page, viewer=viewer)


@router.write("/sign-in", allow="anybody", is_slow=True)
def sign_in(request: Request, form: Form, now: Now) -> Response:
    checking = Checking(form)
    login = checking.read("login", canonical_login)
    if checking.errors:
        return _sign_in_again(request, form, error=checking.errors["login"])
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        taken = service.take_try(session, login=login, now=now)
    if isinstance(taken, service.Limited):
        return _sign_in_later(request, form, taken.until, now)
    if not service.is_right(taken, form["password"]):
        return _sign_in_again(request, form, error=WRONG)
    with transaction(request) as session:
        home, old = viewer.household_id, viewer.session_id
        token = service.sign_in(session, taken, household_id=home, replaces=old, now=now)
    if token is None:
        return _sign_in_again(request, form, error=WRONG)
    return go_on_as(request, token, FIRST_PAGE, before=viewer)


@router.write("/sign-out", allow="anybody")
def sign_out(request: Request, now: Now) -> Response:
    """The phone stays with its home."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        token = service.drop_person(
            session, session_id=viewer.session_id, household_id=viewer.household_id, now=now
        )
    return go_on_as(request, token, "learning.show_landing")


@router.read("/me/phones", allow="learner")
def show_own_phones(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        phones = queries.own_phones(connection, person_id=viewer.learner_id, this=viewer.phone, now=now)
    return render(request, "accounts/own_phones.html", OwnPhonesPage(phones), viewer=viewer)


@router.write("/me/phones", allow="learner")
def leave_phone(request: Request, form: Form, now: Now) -> Response:
    """One phone that the form names, or every other one."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        person_id, phone = viewer.learner_id, form["phone"]
        if phone == OwnPhonesPage.EVERY_OTHER:
            service.leave_other_phones(session, person_id=person_id, this=viewer.phone, now=now)
        elif could_be_code(phone):
            service.leave_phone(session, person_id=person_id, phone=phone, now=now)
    return see_other(request, "accounts.show_own_phones")


@router.read("/setup", allow="anybody")
def show_setup(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        if queries.has_administrator(connection, now=now):
            raise SetupClosed
    return render(request, "accounts/setup.html", SetupPage(), viewer=viewer)


@router.write("/setup", allow="anybody", is_slow=True)
def set_up(request: Request, form: Form, now: Now) -> Response:
    page = read_setup(form)
    if not page.errors:
        try:
            viewer, token = _use_code(request, page, now)
            return go_on_as(request, token, FIRST_PAGE, before=viewer)
        except SetupCodeWrong as wrong:
            page = replace(page, errors={"code": wrong.said})
        except LoginTaken as taken:
            page = replace(page, errors={"login": taken.said})
    return render(request, "accounts/setup.html", page, status=422)


def _sign_in_again(request: Request, form: Fields, *, error: Message) -> Response:
    page = SignInPage(onward(request.query_params.get("next")), form["login"], error)
    return render(request, "accounts/sign_in.html", page, status=422)


def _sign_in_later(request: Request, form: Fields, until: datetime, now: datetime) -> Response:
    """The page shows whole minutes, so it names the first one in which a try is open."""
    opens_at = until + timedelta(minutes=1)
    page = SignInPage(onward(request.query_params.get("next")), form["login"], opens_at=opens_at)
    response = render(request, "accounts/sign_in.html", page, status=429)
    response.headers["retry-after"] = str(int((until - now).total_seconds()) + 1)
    return response


def _use_code(request: Request, page: SetupPage, now: datetime) -> tuple[Viewer, str]:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        token = service.use_setup_code(
            session,
            code=page.code,
            login=page.login,
            password=page.password,
            name=page.name,
            office_name=request.app.state.settings.operator_name,
            household_id=viewer.household_id,
            replaces=viewer.session_id,
            now=now,
        )
    return viewer, token
