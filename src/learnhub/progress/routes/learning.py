"""Doors of learning: finish a lesson, answer a check, open a quiz and begin it."""

from datetime import datetime
from secrets import randbits
from uuid import UUID, uuid5

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, kept_by, learner_of
from learnhub.accounts.service import Learner
from learnhub.courses.queries import (
    CurrentLesson,
    get_current_course,
    get_current_lesson,
    list_current_lessons,
)
from learnhub.kit.errors import Unrecognised
from learnhub.kit.ids import uuid7
from learnhub.progress import queries, service
from learnhub.progress.forms import read_event_id
from learnhub.progress.routes.shared import find_lesson, go_on_after, router
from learnhub.quizzes.forms import read_answer
from learnhub.quizzes.queries import CheckCard, check_verdict
from learnhub.quizzes.rules import PRACTICE_KEY, audience_of, pack
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.templating import render, see_other, url_for, wants_fragment
from learnhub.web.viewer import Viewer


@router.write("/courses/{course}/lessons/{lesson}/completion", allow="anybody")
def complete_lesson(request: Request, course: str, lesson: str, form: Form, now: Now) -> Response:
    """On to the next lesson, after the last to the course. What a guest finishes is kept on this phone;
    of somebody who took the agreement back nothing is."""
    event_id = read_event_id(form)
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        lessons = list_current_lessons(session.connection(), course)
        here = find_lesson(lessons, lesson)
        onward = go_on_after(request, course, lessons, here)
        if not viewer.is_kept:
            return onward
        learner = learner_of(session, viewer, now)
        _finish(session, learner, here, event_id, now)
    return kept_by(request, learner, onward)


@router.write("/courses/{course}/lessons/{lesson}/checks/{check}", allow="anybody")
def answer_check(request: Request, course: str, lesson: str, check: str, form: Form, now: Now) -> Response:
    """The reply stands where the question stands; the answer is kept, also a guest's."""
    given = read_answer(form)
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        here = get_current_lesson(connection, course, lesson)
        verdict = check_verdict(
            connection,
            lesson_id=here.lesson_id,
            version_id=here.version_id,
            check_key=check,
            language=language_of(request),
            answer=given,
            is_draft=bool(form["move"]),
        )
    if wants_fragment(request):
        action = url_for(request, "progress.answer_check", course=course, lesson=lesson, check=check)
        card = CheckCard(verdict.face, action, str(uuid7(now)), verdict)
        reply: Response = render(request, "quizzes/_check.html", card, viewer=viewer)
    else:
        address = {"course": course, "lesson": lesson, "check": check}
        address["steps" if form["move"] else "answer"] = pack(given)
        reply = see_other(request, "learning.show_lesson", anchor=check, **address)
    if verdict.is_right is None or not viewer.is_kept:
        return reply
    # A page has one key for all its forms, and each of its checks is a fact of its own.
    event_id = uuid5(read_event_id(form), check)
    learner = _keep_check(request, viewer, here, check, verdict.is_right, event_id, now)
    return kept_by(request, learner, reply)


@router.read("/courses/{course}/quizzes/{quiz}", allow="anybody")
def show_quiz(request: Request, course: str, quiz: str, now: Now) -> Response:
    """Practice is open to a guest; a test asks who is learning."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        _ask_who_is_tested(viewer, quiz)
        page = queries.quiz_page(
            connection,
            course_key=course,
            quiz_key=quiz,
            person_id=viewer.learns_as,
            audience=audience_of(viewer.role),
            language=language_of(request),
            now=now,
        )
    return render(request, "progress/quiz.html", page, viewer=viewer)


@router.write("/courses/{course}/quizzes/{quiz}/attempts", allow="anybody")
def start_attempt(request: Request, course: str, quiz: str, now: Now) -> Response:
    """To the first question, or to the next open one of an attempt that was open already."""
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            _ask_who_is_tested(viewer, quiz)
            taught = get_current_course(session.connection(), course)
            learner = learner_of(session, viewer, now)
            begun = service.start_attempt(
                session,
                person_id=learner.person_id,
                course_id=taught.course_id,
                version_id=taught.version_id,
                quiz_key=quiz,
                audience=audience_of(viewer.role),
                seed=randbits(62),
                now=now,
            )
    except Unrecognised as error:
        return _choose_first(request, error, course, quiz)
    first = see_other(request, "quizzes.show_question", attempt=begun.attempt_id, number=begun.next_number)
    return kept_by(request, learner, first)


def _ask_who_is_tested(viewer: Viewer, quiz_key: str) -> None:
    """Source: docs/rules.md, H31. Raises Unrecognised: nobody is named, and this is no practice."""
    if viewer.is_guest and quiz_key != PRACTICE_KEY:
        raise Unrecognised("households.show_chooser")


def _choose_first(request: Request, error: Unrecognised, course: str, quiz: str) -> Response:
    """A form cannot be come back to, but the page on which it stands can."""
    back = url_for(request, "progress.show_quiz", course=course, quiz=quiz)
    if wants_fragment(request):
        headers = {"hx-redirect": url_for(request, error.where, next=back)}
        return Response(status_code=401, headers=headers)
    return see_other(request, error.where, next=back)


def _finish(session: Session, learner: Learner, here: CurrentLesson, event_id: UUID, now: datetime) -> None:
    service.complete_lesson(
        session,
        person_id=learner.person_id,
        course_id=here.course_id,
        version_id=here.version_id,
        lesson_id=here.lesson_id,
        event_id=event_id,
        occurred_at=now,
        now=now,
    )


def _keep_check(
    request: Request,
    viewer: Viewer,
    here: CurrentLesson,
    check_key: str,
    is_right: bool,
    event_id: UUID,
    now: datetime,
) -> Learner:
    with transaction(request) as session:
        learner = learner_of(session, viewer, now)
        service.record_check(
            session,
            person_id=learner.person_id,
            course_id=here.course_id,
            version_id=here.version_id,
            lesson_id=here.lesson_id,
            check_key=check_key,
            is_right=is_right,
            event_id=event_id,
            now=now,
        )
    return learner
