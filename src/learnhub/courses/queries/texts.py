"""The words of a course or a lesson in :language, or as they were written where the version lacks it.

Pieces of statements for every room: columns, and the joins that they need.
"""

from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func
from sqlalchemy.orm import aliased

from learnhub.courses.models import CourseText, CourseVersion, Lesson, LessonText, LessonVersion
from learnhub.kit.db import Json

Columns = TypeVarTuple("Columns")

_COURSE, _COURSE_AS_WRITTEN = aliased(CourseText), aliased(CourseText)
_LESSON, _LESSON_AS_WRITTEN = aliased(LessonText), aliased(LessonText)
_LANGUAGE: ColumnElement[str] = bindparam("language")

COURSE_TITLE: ColumnElement[str] = func.coalesce(_COURSE.title, _COURSE_AS_WRITTEN.title)
COURSE_LANGUAGE: ColumnElement[str] = func.coalesce(_COURSE.language, _COURSE_AS_WRITTEN.language)
COURSE_OUTLINE: ColumnElement[Any] = func.coalesce(_COURSE.outline, _COURSE_AS_WRITTEN.outline, type_=Json)
LESSON_TITLE: ColumnElement[str] = func.coalesce(_LESSON.title, _LESSON_AS_WRITTEN.title)


def with_course_text(statement: Select[*Columns]) -> Select[*Columns]:
    """For the columns of a course. The statement knows its CourseVersion."""
    return statement.join(
        _COURSE_AS_WRITTEN,
        and_(
            _COURSE_AS_WRITTEN.version_id == CourseVersion.id,
            _COURSE_AS_WRITTEN.language == CourseVersion.source_language,
        ),
    ).outerjoin(_COURSE, and_(_COURSE.version_id == CourseVersion.id, _COURSE.language == _LANGUAGE))


def with_lesson_text(statement: Select[*Columns]) -> Select[*Columns]:
    """For the title of a lesson. The statement knows its Lesson and CourseVersion."""
    return (
        statement.join(
            LessonVersion,
            and_(LessonVersion.lesson_id == Lesson.id, LessonVersion.version_id == CourseVersion.id),
        )
        .join(
            _LESSON_AS_WRITTEN,
            and_(
                _LESSON_AS_WRITTEN.lesson_version_id == LessonVersion.id,
                _LESSON_AS_WRITTEN.language == CourseVersion.source_language,
            ),
        )
        .outerjoin(
            _LESSON, and_(_LESSON.lesson_version_id == LessonVersion.id, _LESSON.language == _LANGUAGE)
        )
    )
