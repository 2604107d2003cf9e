"""Doors of learning together: who was there when a lesson was finished, and whether they say so too."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.accounts.rules import onward, safe_next
from learnhub.courses.queries import list_current_lessons
from learnhub.kit.errors import Invalid
from learnhub.kit.ids import uuid7
from learnhub.kit.words import Message
from learnhub.progress import queries, service
from learnhub.progress.forms import read_event_id
from learnhub.progress.routes.shared import find_lesson, go_on_after, router
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.templating import go_to, render, see_other


@router.read("/courses/{course}/lessons/{lesson}/together", allow="learner")
def ask_who_was_there(request: Request, course: str, lesson: str, now: Now) -> Response:
    return _together_page(request, course, lesson, now)


@router.write("/courses/{course}/lessons/{lesson}/together", allow="learner")
def tell_together(request: Request, course: str, lesson: str, form: Form, now: Now) -> Response:
    """The lesson is finished for the person in front too."""
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            lessons = list_current_lessons(session.connection(), course)
            here = find_lesson(lessons, lesson)
            service.tell_together(
                session,
                household_id=viewer.household_id,
                told_by=viewer.learner_id,
                person_codes=form.all("with"),
                course_id=here.course_id,
                version_id=here.version_id,
                lesson_id=here.lesson_id,
                event_id=read_event_id(form),
                now=now,
            )
    except Invalid as refusal:
        return _together_page(request, course, lesson, now, error=refusal.said)
    return go_on_after(request, course, lessons, here)


@router.read("/me/together", allow="learner")
def show_told(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        rows = queries.list_shared(connection, person_id=viewer.learner_id, language=language_of(request))
    page = queries.ToldPage(rows, onward(request.query_params.get("next")))
    return render(request, "progress/told.html", page, viewer=viewer)


@router.write("/me/together", allow="learner")
def answer_told(request: Request, form: Form, now: Now) -> Response:
    """After the last answer on to where the person wanted to go."""
    shared_id = read_event_id(form)
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        if form["answer"] == "yes":
            service.confirm_together(session, person_id=viewer.learner_id, shared_id=shared_id, now=now)
        else:
            service.refuse_together(session, person_id=viewer.learner_id, shared_id=shared_id)
        waits = queries.something_waits(session.connection(), person_id=viewer.learner_id)
    came_from = safe_next(request.query_params.get("next"))
    if came_from and not waits:
        return go_to(came_from)
    return see_other(request, "progress.show_told", **onward(came_from))


def _together_page(
    request: Request, course: str, lesson: str, now: datetime, error: Message | None = None
) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.together_page(
            connection,
            course_key=course,
            lesson_key=lesson,
            language=language_of(request),
            household_id=viewer.home_id,
            person_id=viewer.learner_id,
            form_key=uuid7(now),
            error=error,
        )
    return render(request, "progress/together.html", page, viewer=viewer, status=422 if error else 200)
