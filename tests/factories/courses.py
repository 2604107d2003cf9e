"""A small published course, made row by row."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from learnhub.courses.models import (
    Course,
    CourseText,
    CourseVersion,
    CurrentVersion,
    Lesson,
    LessonText,
    LessonVersion,
)
from tests.conftest import NOW

LANGUAGES = ("vi", "id", "en")


@dataclass(frozen=True)
class MadeCourse:
    """`lessons` maps a lesson's key to its id, `lesson_versions` to the id inside this version."""

    course_id: int
    version_id: int
    key: str
    lessons: dict[str, int]
    lesson_versions: dict[str, int]


def make_course(
    session: Session,
    key: str = "safety",
    lessons: tuple[str, ...] = ("one", "two", "three"),
    html: str = "<p>Read.</p>",
    languages: tuple[str, ...] = LANGUAGES,
) -> MadeCourse:
    """A first version, or the next one of a course that is there already. `html` is each lesson's text."""
    course = session.query(Course).filter_by(key=key).one_or_none() or Course(key=key, created_at=NOW)
    session.add(course)
    session.flush()
    number = session.query(CourseVersion).filter_by(course_id=course.id).count() + 1
    version = CourseVersion(
        course_id=course.id,
        number=number,
        digest=f"{number:064d}",
        topic="information-security",
        icon="shield",
        source_language="vi",
        languages=list(languages),
        audiences=["household", "official", "volunteer"],
        lesson_count=len(lessons),
        minutes=10 * len(lessons),
        published_at=NOW,
    )
    session.add(version)
    session.flush()
    session.merge(CurrentVersion(course_id=course.id, version_id=version.id))
    outline = [[lesson, f"Lesson {lesson}", 10] for lesson in lessons]
    for language in languages:
        session.add(
            CourseText(
                version_id=version.id,
                language=language,
                title=f"Course {key} ({language})",
                summary_html="<p>What it is about.</p>",
                for_whom_html="<p>Everyone.</p>",
                outcomes=["I can do it."],
                outline=outline,
            )
        )
    lesson_ids = _lesson_ids(session, course.id, lessons)
    versions = _lesson_versions(session, version.id, lesson_ids)
    for lesson in lessons:
        for language in languages:
            session.add(_lesson_text(versions[lesson], lesson, language, html))
    session.flush()
    return MadeCourse(course.id, version.id, key, lesson_ids, versions)


def _lesson_ids(session: Session, course_id: int, keys: tuple[str, ...]) -> dict[str, int]:
    """Also of lessons that an earlier version had."""
    known = {lesson.key: lesson for lesson in session.query(Lesson).filter_by(course_id=course_id)}
    found = {key: known.get(key) or Lesson(course_id=course_id, key=key) for key in keys}
    session.add_all(found.values())
    session.flush()
    return {key: lesson.id for key, lesson in found.items()}


def _lesson_versions(session: Session, version_id: int, lesson_ids: dict[str, int]) -> dict[str, int]:
    made = {
        key: LessonVersion(
            version_id=version_id,
            lesson_id=lesson_id,
            position=position,
            minutes=10,
            verified_on=date(2026, 11, 21),
            review_by=date(2027, 6, 30),
            owner="editor",
            sources=["S43"],
            competences=["decree224:safety"],
            audio=[],
        )
        for position, (key, lesson_id) in enumerate(lesson_ids.items(), start=1)
    }
    session.add_all(made.values())
    session.flush()
    return {key: version.id for key, version in made.items()}


def _lesson_text(lesson_version_id: int, key: str, language: str, html: str) -> LessonText:
    return LessonText(
        lesson_version_id=lesson_version_id,
        language=language,
        title=f"Lesson {key}",
        outcome="I can do it.",
        sections=[{"key": "first", "heading": "First", "blocks": [{"kind": "text", "html": html}]}],
        glossary=[],
    )
