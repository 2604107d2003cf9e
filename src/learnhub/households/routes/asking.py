"""Doors of a phone that asks by a home's code, and of those who answer it."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, go_on_as, home_of, keep_session
from learnhub.accounts.queries import helped_units
from learnhub.households import queries, service
from learnhub.households.errors import CodeUnknown
from learnhub.households.forms import CodePage, read_code
from learnhub.households.routes.shared import CHOOSER, onward_of, router
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer


@router.read("/join/code", allow="anybody")
def show_code_form(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    if viewer.household_id is not None:
        return see_other(request, CHOOSER, **onward_of(request))
    return _code_form(request, CodePage(onward_of(request)), viewer, 200)


@router.write("/join/code", allow="anybody")
def ask_to_join(request: Request, form: Form, now: Now) -> Response:
    page = read_code(form, onward_of(request))
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        if viewer.household_id is not None:
            return see_other(request, CHOOSER, home=1, **page.onward)
        if page.errors:
            return _code_form(request, page, viewer, 422)
        asked = service.ask_to_join(
            session, code=page.code, phone=viewer.phone, session_id=viewer.session_id, now=now
        )
    if asked is None:
        wrong = CodePage(page.onward, form["code"], {"code": CodeUnknown().said})
        return _code_form(request, wrong, viewer, 422)
    response = see_other(request, "households.show_request", ask=asked.ask, **page.onward)
    if asked.token is not None:
        keep_session(request, response, asked.token)
    return response


@router.read("/join/requests/{ask}", allow="anybody")
def show_request(request: Request, ask: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.find_asked(connection, ask=ask, phone=viewer.phone, now=now)
    return render(request, "households/asked.html", page, viewer=viewer)


@router.write("/join/requests/{ask}", allow="anybody")
def enter_home(request: Request, ask: str, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        connection, home_id = session.connection(), viewer.household_id
        if queries.has_entered(connection, ask=ask, phone=viewer.phone, household_id=home_id):
            return see_other(request, CHOOSER, **onward_of(request))
        token = service.enter_home(session, ask=ask, phone=viewer.phone, replaces=viewer.session_id, now=now)
    return go_on_as(request, token, CHOOSER)


@router.write("/household/requests/{ask}", allow="phone")
def answer_at_home(request: Request, ask: str, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.answer_request(
            session,
            ask=ask,
            household_id=home_of(viewer),
            answer=form["answer"],
            person_id=viewer.person_id,
            now=now,
        )
    return see_other(request, "households.show_phones")


@router.read("/helping/phones", allow="staff")
def show_asking_phones(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.list_asking_in(connection, person_id=viewer.learner_id, now=now)
    return render(request, "households/asking_phones.html", page, viewer=viewer)


@router.write("/helping/phones", allow="staff")
def look_at_request(request: Request, form: Form, now: Now) -> Response:
    """The home's name is shown only after it was written down who looks."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        helper = viewer.learner_id
        units = helped_units(session.connection(), person_id=helper, now=now)
        service.look_at_request(session, ask=form["ask"], units=units, helper_id=helper, now=now)
    return see_other(request, "households.show_asking_phone", ask=form["ask"])


@router.read("/helping/phones/{ask}", allow="staff")
def show_asking_phone(request: Request, ask: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.helper_page(connection, ask=ask, person_id=viewer.learner_id, now=now)
    return render(request, "households/asking_phone.html", page, viewer=viewer)


@router.write("/helping/phones/{ask}", allow="staff")
def answer_as_helper(request: Request, ask: str, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        helper = viewer.learner_id
        asking = queries.helper_page(session.connection(), ask=ask, person_id=helper, now=now)
        service.answer_request(
            session,
            ask=ask,
            household_id=asking.household_id,
            answer=form["answer"],
            person_id=helper,
            now=now,
            is_helper=True,
        )
    return see_other(request, "households.show_asking_phones")


def _code_form(request: Request, page: CodePage, viewer: Viewer, status: int) -> Response:
    return render(request, "households/join_code.html", page, viewer=viewer, status=status)
