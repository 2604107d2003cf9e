"""Doors of the learner's pages. All of them only read, but for the settings."""

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import service as accounts
from learnhub.accounts.guards import enter
from learnhub.learning import queries
from learnhub.learning.forms import read_filters, read_prefs
from learnhub.learning.routes.shared import router
from learnhub.quizzes.forms import read_attempt_id
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.prefs import keep_language, keep_prefs
from learnhub.web.templating import go_to, render, url_for


@dataclass(frozen=True, slots=True)
class SettingsPage:
    is_saved: bool


@router.read("", allow="anybody")
def show_landing(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.landing_page(connection, language=language_of(request), person_id=viewer.learns_as)
    return render(request, "learning/landing.html", page, viewer=viewer)


@router.read("/courses", allow="anybody")
def show_catalogue(request: Request, now: Now) -> Response:
    filters = read_filters(request)
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.catalogue_page(
            connection, language=language_of(request), person_id=viewer.learns_as, filters=filters
        )
    return render(request, "learning/catalogue.html", page, viewer=viewer, fragment="learning/_results.html")


@router.read("/programmes/{programme}", allow="anybody")
def show_programme(request: Request, programme: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.programme_page(
            connection, programme_key=programme, language=language_of(request), person_id=viewer.learns_as
        )
    return render(request, "learning/programme.html", page, viewer=viewer)


@router.read("/courses/{course}", allow="anybody")
def show_course(request: Request, course: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.course_page(
            connection, course_key=course, language=language_of(request), person_id=viewer.learns_as
        )
    return render(request, "learning/course.html", page, viewer=viewer)


@router.read("/courses/{course}/booklet", allow="anybody")
def show_booklet(request: Request, course: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.booklet_page(connection, course_key=course, language=language_of(request))
    return render(request, "learning/booklet.html", page, viewer=viewer)


@router.read("/courses/{course}/lessons/{lesson}", allow="anybody")
def show_lesson(request: Request, course: str, lesson: str, now: Now) -> Response:
    """A check-yourself question that was answered without scripts shows its reply from the address."""
    query = request.query_params
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.lesson_page(
            connection,
            course_key=course,
            lesson_key=lesson,
            language=language_of(request),
            person_id=viewer.learns_as,
            now=now,
            check_key=query.get("check"),
            check_answer=query.get("answer", query.get("steps", "")),
            is_draft="steps" in query,
        )
    return render(request, "learning/lesson.html", page, viewer=viewer)


@router.read("/courses/{course}/lessons/{lesson}/poster", allow="anybody")
def show_poster(request: Request, course: str, lesson: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.poster_page(
            connection,
            course_key=course,
            lesson_key=lesson,
            language=language_of(request),
            site=request.app.state.settings.base_url,
            path=url_for(request, "learning.show_lesson", course=course, lesson=lesson),
        )
    return render(request, "learning/poster.html", page, viewer=viewer)


@router.read("/attempts/{attempt}/result", allow="record")
def show_result(request: Request, attempt: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.result_page(
            connection,
            attempt_id=read_attempt_id(attempt),
            person_id=viewer.learner_id,
            language=language_of(request),
        )
    return render(request, "learning/result.html", page, viewer=viewer)


@router.read("/me", allow="record")
def show_my_learning(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.my_learning_page(
            connection, language=language_of(request), person_id=viewer.learner_id
        )
    return render(request, "learning/my_learning.html", page, viewer=viewer)


@router.read("/household", allow="phone")
def show_household(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.household_page(
            connection,
            household_id=viewer.home_id,
            language=language_of(request),
            person_id=viewer.person_id,
            now=now,
            time_zone=request.app.state.settings.time_zone,
        )
    return render(request, "learning/household.html", page, viewer=viewer)


@router.read("/household/sheet", allow="phone")
def show_sheet(request: Request, now: Now) -> Response:
    """To print: what the page of the home says, and the lessons of those who show them."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.household_sheet(
            connection,
            household_id=viewer.home_id,
            language=language_of(request),
            now=now,
            time_zone=request.app.state.settings.time_zone,
        )
    return render(request, "learning/household_sheet.html", page, viewer=viewer)


@router.read("/menu", allow="anybody")
def show_menu(request: Request, now: Now) -> Response:
    return _still_page(request, "learning/menu.html", now)


@router.read("/help", allow="anybody")
def show_help(request: Request, now: Now) -> Response:
    return _still_page(request, "learning/help.html", now)


@router.read("/contacts", allow="anybody")
def show_contacts(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.contacts_page(connection, language=language_of(request), now=now)
    return render(request, "learning/contacts.html", page, viewer=viewer)


@router.read("/privacy", allow="anybody")
def show_privacy(request: Request, now: Now) -> Response:
    return _still_page(request, "learning/privacy.html", now)


@router.read("/accessibility", allow="anybody")
def show_accessibility(request: Request, now: Now) -> Response:
    return _still_page(request, "learning/accessibility.html", now)


@router.read("/settings", allow="anybody")
def show_settings(request: Request, now: Now) -> Response:
    page = SettingsPage(is_saved="saved" in request.query_params)
    return _still_page(request, "learning/settings.html", now, page)


@router.write("/settings", allow="anybody")
def save_settings(request: Request, form: Form, now: Now) -> Response:
    """Kept with the person in front, on every phone; with nobody, or where nothing may be kept, here."""
    prefs = read_prefs(form)
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        is_own = viewer.person_id is not None and viewer.is_kept
        if is_own:
            accounts.keep_prefs(session, person_id=viewer.learner_id, prefs=prefs)
    page = request.app.state.pages.addresses("learning.show_settings", lang=prefs.language, saved=1)
    response = go_to(page)
    is_https = request.app.state.settings.is_https
    if not is_own:
        keep_prefs(response, prefs, secure=is_https)
    keep_language(response, prefs.language, secure=is_https)
    return response


def _still_page(request: Request, template: str, now: datetime, page: object = None) -> Response:
    """A page whose text is the same for everybody; only its frame knows the person."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, template, page, viewer=viewer)
