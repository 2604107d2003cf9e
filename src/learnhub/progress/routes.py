"""Doors of learning: finish a lesson, answer a check, open a quiz and begin it."""

from datetime import datetime
from secrets import randbits
from uuid import UUID, uuid5

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.courses.errors import LessonNotFound
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
from learnhub.quizzes.forms import read_answer
from learnhub.quizzes.queries import CheckCard, check_verdict
from learnhub.quizzes.rules import audience_of, pack
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render, see_other, url_for, wants_fragment
from learnhub.web.viewer import Viewer

router = RoomRouter("progress")


@router.write("/courses/{course}/lessons/{lesson}/completion", allow="learner")
def complete_lesson(request: Request, course: str, lesson: str, form: Form, now: Now) -> Response:
    """On to the next lesson, after the last to the course. A guest first says who is learning."""
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            lessons = list_current_lessons(session.connection(), course)
            here = next((row for row in lessons if row.key == lesson), None)
            if here is None:
                raise LessonNotFound
            if viewer.is_kept:
                _finish(session, viewer, here, read_event_id(form), now)
    except Unrecognised as error:
        return _choose_first(request, error, "learning.show_lesson", course=course, lesson=lesson)
    if here.position == len(lessons):
        return see_other(request, "learning.show_course", course=course)
    onward = lessons[here.position].key
    return see_other(request, "learning.show_lesson", course=course, lesson=onward)


@router.write("/courses/{course}/lessons/{lesson}/checks/{check}", allow="anybody")
def answer_check(request: Request, course: str, lesson: str, check: str, form: Form, now: Now) -> Response:
    """The reply stands where the question stands. Only a known person's answer is kept."""
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
    if verdict.is_right is not None and not viewer.is_guest and viewer.is_kept:
        # A page has one key for all its forms, and each of its checks is a fact of its own.
        event_id = uuid5(read_event_id(form), check)
        _keep_check(request, viewer, here, check, verdict.is_right, event_id, now)
    if not wants_fragment(request):
        address = {"course": course, "lesson": lesson, "check": check}
        address["steps" if form["move"] else "answer"] = pack(given)
        return see_other(request, "learning.show_lesson", anchor=check, **address)
    action = url_for(request, "progress.answer_check", course=course, lesson=lesson, check=check)
    card = CheckCard(verdict.face, action, str(uuid7(now)), verdict)
    return render(request, "quizzes/_check.html", card, viewer=viewer)


@router.read("/courses/{course}/quizzes/{quiz}", allow="learner")
def show_quiz(request: Request, course: str, quiz: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.quiz_page(
            connection,
            course_key=course,
            quiz_key=quiz,
            person_id=viewer.learner_id,
            audience=audience_of(viewer.role),
            language=language_of(request),
            now=now,
        )
    return render(request, "progress/quiz.html", page, viewer=viewer)


@router.write("/courses/{course}/quizzes/{quiz}/attempts", allow="learner")
def start_attempt(request: Request, course: str, quiz: str, now: Now) -> Response:
    """To the first question, or to the next open one of an attempt that was open already."""
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            taught = get_current_course(session.connection(), course)
            begun = service.start_attempt(
                session,
                person_id=viewer.learner_id,
                course_id=taught.course_id,
                version_id=taught.version_id,
                quiz_key=quiz,
                audience=audience_of(viewer.role),
                seed=randbits(62),
                now=now,
            )
    except Unrecognised as error:
        return _choose_first(request, error, "progress.show_quiz", course=course, quiz=quiz)
    return see_other(request, "quizzes.show_question", attempt=begun.attempt_id, number=begun.next_number)


def _finish(session: Session, viewer: Viewer, here: CurrentLesson, event_id: UUID, now: datetime) -> None:
    service.complete_lesson(
        session,
        person_id=viewer.learner_id,
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
) -> None:
    with transaction(request) as session:
        service.record_check(
            session,
            person_id=viewer.learner_id,
            course_id=here.course_id,
            version_id=here.version_id,
            lesson_id=here.lesson_id,
            check_key=check_key,
            is_right=is_right,
            event_id=event_id,
            now=now,
        )


def _choose_first(request: Request, error: Unrecognised, come_back_to: str, **values: str) -> Response:
    """A form cannot be come back to, but the page on which it stands can."""
    back = url_for(request, come_back_to, **values)
    if wants_fragment(request):
        headers = {"hx-redirect": url_for(request, error.where, next=back)}
        return Response(status_code=401, headers=headers)
    return see_other(request, error.where, next=back)
