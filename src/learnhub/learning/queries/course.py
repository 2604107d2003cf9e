"""A course's front page: what it holds, what is done of it, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, bindparam, func, select

from learnhub.certificates.models import Certificate
from learnhub.courses.errors import CourseNotFound
from learnhub.courses.models import Course, CourseText, CourseVersion, CurrentVersion
from learnhub.kit.prepared import prepared
from learnhub.learning.queries.parts import OutlineRow, finished_keys, next_row, outline_rows
from learnhub.progress.models import CourseProgress
from learnhub.quizzes.models import Quiz


@dataclass(frozen=True, slots=True)
class QuizRow:
    key: str
    kind: str


@dataclass(frozen=True, slots=True)
class CoursePage:
    """`language` is that of the text. A test opens when every lesson is done."""

    key: str
    title: str
    language: str
    icon: str
    summary_html: str
    for_whom_html: str
    outcomes: Sequence[str]
    audiences: Sequence[str]
    languages: Sequence[str]
    minutes: int
    outline: tuple[OutlineRow, ...]
    quizzes: tuple[QuizRow, ...]
    test_passed_at: datetime | None
    completed_at: datetime | None
    certificate_code: str | None

    @property
    def done(self) -> list[bool]:
        return [row.is_done for row in self.outline]

    @property
    def done_count(self) -> int:
        return sum(self.done)

    @property
    def next_lesson(self) -> OutlineRow | None:
        return next_row(self.outline)

    @property
    def test(self) -> QuizRow | None:
        return next((quiz for quiz in self.quizzes if quiz.kind == "test"), None)

    @property
    def practice(self) -> QuizRow | None:
        return next((quiz for quiz in self.quizzes if quiz.kind == "practice"), None)


_QUIZZES = prepared(
    select(Quiz.key, Quiz.kind)
    .join(CurrentVersion, CurrentVersion.version_id == Quiz.version_id)
    .join(Course, Course.id == CurrentVersion.course_id)
    .where(Course.key == bindparam("course_key"))
    .order_by(Quiz.id)
)


def course_page(
    connection: Connection, *, course_key: str, language: str, person_id: int | None
) -> CoursePage:
    """Two statements; one more when the course has no text in this language. Raises CourseNotFound."""
    statement = _statement(connection.dialect.name)
    values = {"course_key": course_key, "person_id": person_id, "language": language}
    row = connection.execute(statement, values).mappings().one_or_none()
    if row is None:
        values["language"] = None
        row = connection.execute(statement, values).mappings().one_or_none()
    if row is None:
        raise CourseNotFound
    quizzes = connection.execute(_QUIZZES, {"course_key": course_key})
    return CoursePage(
        key=row["key"],
        title=row["title"],
        language=row["language"],
        icon=row["icon"],
        summary_html=row["summary_html"],
        for_whom_html=row["for_whom_html"],
        outcomes=row["outcomes"],
        audiences=row["audiences"],
        languages=row["languages"],
        minutes=row["minutes"],
        outline=outline_rows(row["outline"], row["done"] or ()),
        quizzes=tuple(QuizRow(*quiz) for quiz in quizzes),
        test_passed_at=row["test_passed_at"],
        completed_at=row["completed_at"],
        certificate_code=row["certificate_code"],
    )


@cache
def _statement(dialect: str) -> Select[Any]:
    """A missing :language asks for the language in which the course was written first."""
    language: ColumnElement[str] = func.coalesce(bindparam("language"), CourseVersion.source_language)
    person_id = bindparam("person_id", type_=Integer)
    certificate_code = (
        select(Certificate.code)
        .where(Certificate.person_id == person_id, Certificate.course_id == Course.id)
        .order_by(Certificate.id.desc())
        .limit(1)
        .correlate(Course)
        .scalar_subquery()
    )
    return prepared(
        select(
            Course.key,
            CourseText.title,
            CourseText.language,
            CourseVersion.icon,
            CourseText.summary_html,
            CourseText.for_whom_html,
            CourseText.outcomes,
            CourseVersion.audiences,
            CourseVersion.languages,
            CourseVersion.minutes,
            CourseText.outline,
            CourseProgress.test_passed_at,
            CourseProgress.completed_at,
            certificate_code.label("certificate_code"),
            finished_keys(dialect, Course.__table__.c.id).label("done"),
        )
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
        .join(
            CourseText,
            and_(CourseText.version_id == CourseVersion.id, CourseText.language == language),
        )
        .outerjoin(
            CourseProgress,
            and_(CourseProgress.course_id == Course.id, CourseProgress.person_id == person_id),
        )
        .where(Course.key == bindparam("course_key"))
    )
