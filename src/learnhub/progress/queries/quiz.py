"""The page on which a test or practice begins."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from learnhub.courses.models import Course, CourseVersion, CurrentVersion
from learnhub.courses.queries import COURSE_TITLE, with_course_text
from learnhub.progress.queries.standing import lessons_left
from learnhub.quizzes.errors import QuizNotFound
from learnhub.quizzes.models import Quiz
from learnhub.quizzes.queries import QuizFacts, quiz_facts


@dataclass(frozen=True, slots=True)
class QuizPage:
    """What is asked, whether it may begin, and where an open attempt goes on."""

    course_key: str
    course_title: str
    quiz_key: str
    lessons_left: int
    facts: QuizFacts

    @property
    def is_test(self) -> bool:
        return self.facts.kind == "test"

    @property
    def waits_for_lessons(self) -> bool:
        return self.is_test and self.facts.open_attempt_id is None and self.lessons_left > 0


_QUIZ = with_course_text(
    select(
        Course.id.label("course_id"),
        CurrentVersion.version_id,
        COURSE_TITLE.label("title"),
        lessons_left(CurrentVersion.version_id).label("lessons_left"),
    )
    .join(CurrentVersion, CurrentVersion.course_id == Course.id)
    .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    .join(Quiz, Quiz.version_id == CurrentVersion.version_id)
).where(Course.key == bindparam("course_key"), Quiz.key == bindparam("quiz_key"))


def quiz_page(
    connection: Connection,
    *,
    course_key: str,
    quiz_key: str,
    person_id: int | None,
    audience: str,
    language: str,
    now: datetime,
) -> QuizPage:
    """One statement, and those of quizzes.queries.quiz_facts. Nobody has done anything yet.

    Raises QuizNotFound.
    """
    values = {
        "course_key": course_key,
        "quiz_key": quiz_key,
        "person_id": person_id,
        "language": language,
    }
    row = connection.execute(_QUIZ, values).one_or_none()
    if row is None:
        raise QuizNotFound
    facts = quiz_facts(
        connection,
        person_id=person_id,
        course_id=row.course_id,
        version_id=row.version_id,
        quiz_key=quiz_key,
        audience=audience,
        now=now,
    )
    return QuizPage(course_key, row.title, quiz_key, row.lessons_left, facts)
