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
    course = session.query(Course).filter_by(key=key).one_or_none()
    if course is None:
        course = Course(key=key, created_at=NOW)
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
    made = MadeCourse(course.id, version.id, key, {}, {})
    for position, lesson_key in enumerate(lessons, start=1):
        _add_lesson(session, made, lesson_key, position, html, languages)
    session.flush()
    return made


def _add_lesson(
    session: Session, made: MadeCourse, key: str, position: int, html: str, languages: tuple[str, ...]
) -> None:
    lesson = session.query(Lesson).filter_by(course_id=made.course_id, key=key).one_or_none()
    if lesson is None:
        lesson = Lesson(course_id=made.course_id, key=key)
        session.add(lesson)
        session.flush()
    version = LessonVersion(
        version_id=made.version_id,
        lesson_id=lesson.id,
        position=position,
        minutes=10,
        verified_on=date(2026, 11, 21),
        review_by=date(2027, 6, 30),
        owner="editor",
        sources=["S43"],
        competences=["decree224:safety"],
        audio=[],
    )
    session.add(version)
    session.flush()
    for language in languages:
        session.add(
            LessonText(
                lesson_version_id=version.id,
                language=language,
                title=f"Lesson {key}",
                outcome="I can do it.",
                sections=[{"key": "first", "heading": "First", "blocks": [{"kind": "text", "html": html}]}],
                glossary=[],
            )
        )
    made.lessons[key] = lesson.id
    made.lesson_versions[key] = version.id
