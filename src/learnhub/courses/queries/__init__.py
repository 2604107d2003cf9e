"""What is taught, its files, the search over it, and its words in a language."""

from learnhub.courses.queries.published import (
    MEDIA_SUFFIXES,
    RESULTS,
    CurrentCourse,
    CurrentLesson,
    FoundLesson,
    get_current_course,
    get_current_lesson,
    get_media,
    list_current_lessons,
    published_files,
    search_lessons,
    suggest_spelling,
)
from learnhub.courses.queries.texts import (
    COURSE_LANGUAGE,
    COURSE_OUTLINE,
    COURSE_TITLE,
    LESSON_TITLE,
    with_course_text,
    with_lesson_text,
)

__all__ = [
    "COURSE_LANGUAGE",
    "COURSE_OUTLINE",
    "COURSE_TITLE",
    "LESSON_TITLE",
    "MEDIA_SUFFIXES",
    "RESULTS",
    "CurrentCourse",
    "CurrentLesson",
    "FoundLesson",
    "get_current_course",
    "get_current_lesson",
    "get_media",
    "list_current_lessons",
    "published_files",
    "search_lessons",
    "suggest_spelling",
    "with_course_text",
    "with_lesson_text",
]
