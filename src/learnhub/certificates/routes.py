"""Doors of certificates: the holder's sheet, and the page on which a stranger checks one."""

from dataclasses import replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import service as accounts
from learnhub.accounts.guards import enter
from learnhub.certificates import queries, service
from learnhub.certificates.rules import Issuer
from learnhub.kit.errors import Invalid
from learnhub.kit.words import Message
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render, see_other

router = RoomRouter("certificates")


@router.read("/me/certificates/{code}", allow="learner")
def show_certificate(request: Request, code: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.certificate_page(
            connection,
            typed=code,
            person_id=viewer.person_id,
            language=language_of(request),
            base_url=request.app.state.settings.base_url,
        )
    return render(request, "certificates/certificate.html", page, viewer=viewer)


@router.read("/household/certificates/{code}", allow="phone")
def show_home_certificate(request: Request, code: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.home_certificate_page(
            connection,
            typed=code,
            household_id=viewer.home_id,
            language=language_of(request),
            base_url=request.app.state.settings.base_url,
        )
    return render(request, "certificates/certificate.html", page, viewer=viewer)


@router.write("/household/certificates", allow="learner")
def issue_home_certificate(request: Request, now: Now) -> Response:
    """By somebody of the home. Whoever signed in on its phone to help is none."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        code = service.issue_for_home(
            session,
            household_id=viewer.home_id,
            by_id=viewer.learner_id,
            issuer=_issuer(request),
            now=now,
        )
    return see_other(request, "certificates.show_home_certificate", code=code)


@router.read("/courses/{course}/certificate", allow="learner")
def ask_name(request: Request, course: str, now: Now) -> Response:
    """Asks for the name to print, or for a yes where it was given before."""
    return _name_page(request, course, now)


@router.write("/courses/{course}/certificate", allow="learner")
def issue_certificate(request: Request, course: str, form: Form, now: Now) -> Response:
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            asked = queries.name_page(
                session.connection(),
                course_key=course,
                person_id=viewer.person_id,
                language=language_of(request),
            )
            if asked.print_name is None:
                accounts.set_print_name(session, person_id=asked.person_id, name=form["name"])
            code = service.issue(
                session,
                person_id=asked.person_id,
                course_id=asked.course_id,
                issuer=_issuer(request),
                now=now,
            )
    except Invalid as refusal:
        return _name_page(request, course, now, typed=form["name"], error=refusal.said)
    return see_other(request, "certificates.show_certificate", code=code)


@router.read("/verify", allow="anybody")
def show_verify_form(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, "certificates/verify_form.html", None, viewer=viewer)


@router.read("/c", allow="anybody", with_language=False)
def verify_typed(request: Request, now: Now) -> Response:
    return _verify(request, request.query_params.get("code", ""), now)


@router.read("/c/{code}", allow="anybody", with_language=False)
def verify(request: Request, code: str, now: Now) -> Response:
    return _verify(request, code, now)


@router.write("/c/{code}", allow="anybody", with_language=False)
def compare_name(request: Request, code: str, form: Form, now: Now) -> Response:
    """A name never stands in an address, so this is sent as a form; it changes nothing."""
    return _verify(request, code, now, name=form["name"])


def _verify(request: Request, typed: str, now: datetime, name: str | None = None) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.verify_page(connection, typed=typed, language=language_of(request), now=now, name=name)
    status = 200 if page.sheet else 404
    return render(request, "certificates/verify.html", page, viewer=viewer, status=status)


def _name_page(
    request: Request, course: str, now: datetime, typed: str = "", error: Message | None = None
) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.name_page(
            connection,
            course_key=course,
            person_id=viewer.person_id,
            language=language_of(request),
        )
    if page.code is not None:
        return see_other(request, "certificates.show_certificate", code=page.code)
    page = replace(page, typed=typed, error=error)
    status = 422 if error else 200
    return render(request, "certificates/ask_name.html", page, viewer=viewer, status=status)


def _issuer(request: Request) -> Issuer:
    settings = request.app.state.settings
    return Issuer(settings.operator_name, settings.time_zone)
