"""A poster of one lesson: what it teaches, and the square that opens it."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy import Connection, and_, bindparam, func, select

from learnhub.courses.errors import LessonNotFound
from learnhub.courses.models import Course, CourseVersion, CurrentVersion, Lesson, LessonText, LessonVersion
from learnhub.kit.qr import qr_svg


@dataclass(frozen=True, slots=True)
class PosterPage:
    """`language` is that of the words: the course's own where the reader's is missing."""

    course_key: str
    key: str
    title: str
    outcome: str
    minutes: int
    language: str
    address: str
    qr: Markup


_LESSON = (
    select(LessonText.title, LessonText.outcome, LessonVersion.minutes, LessonText.language)
    .join(LessonVersion, LessonVersion.id == LessonText.lesson_version_id)
    .join(Lesson, Lesson.id == LessonVersion.lesson_id)
    .join(CourseVersion, CourseVersion.id == LessonVersion.version_id)
    .join(CurrentVersion, CurrentVersion.version_id == CourseVersion.id)
    .join(
        Course,
        and_(
            Course.id == CurrentVersion.course_id,
            LessonText.language == func.coalesce(bindparam("language"), CourseVersion.source_language),
        ),
    )
    .where(Course.key == bindparam("course_key"), Lesson.key == bindparam("lesson_key"))
)


def poster_page(
    connection: Connection, *, course_key: str, lesson_key: str, language: str, site: str, path: str
) -> PosterPage:
    """One statement; one more when the lesson has no text in this language. Raises LessonNotFound."""
    values = {"course_key": course_key, "lesson_key": lesson_key}
    row = connection.execute(_LESSON, {**values, "language": language}).one_or_none()
    if row is None:
        row = connection.execute(_LESSON, {**values, "language": None}).one_or_none()
    if row is None:
        raise LessonNotFound
    address = site + path
    return PosterPage(course_key, lesson_key, *row, address, qr_svg(address))
