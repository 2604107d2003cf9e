"""Doors of learning: finish a lesson, answer a check, open a quiz and begin it."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.errors import NotFound
from learnhub.web.routing import RoomRouter

router = RoomRouter("progress")


@router.write("/courses/{course}/lessons/{lesson}/completion", allow="learner")
def complete_lesson(request: Request, course: str, lesson: str) -> Response:
    raise NotFound


@router.write("/courses/{course}/lessons/{lesson}/checks/{check}", allow="anybody")
def answer_check(request: Request, course: str, lesson: str, check: str) -> Response:
    raise NotFound


@router.read("/courses/{course}/quizzes/{quiz}", allow="learner")
def show_quiz(request: Request, course: str, quiz: str) -> Response:
    raise NotFound


@router.write("/courses/{course}/quizzes/{quiz}/attempts", allow="learner")
def start_attempt(request: Request, course: str, quiz: str) -> Response:
    raise NotFound
