"""What all doors of learning share."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from learnhub.courses.errors import LessonNotFound
from learnhub.courses.queries import CurrentLesson
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import see_other

router = RoomRouter("progress")


def find_lesson(lessons: Sequence[CurrentLesson], key: str) -> CurrentLesson:
    """Raises LessonNotFound."""
    here = next((row for row in lessons if row.key == key), None)
    if here is None:
        raise LessonNotFound
    return here


def go_on_after(
    request: Request, course: str, lessons: Sequence[CurrentLesson], here: CurrentLesson
) -> Response:
    """On to the next lesson, after the last to the course."""
    if here.position == len(lessons):
        return see_other(request, "learning.show_course", course=course)
    onward = lessons[here.position].key
    return see_other(request, "learning.show_lesson", course=course, lesson=onward)
