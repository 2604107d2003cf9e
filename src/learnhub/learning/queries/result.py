"""How a test went, and what it led to."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, select

from learnhub.certificates.models import Certificate
from learnhub.progress.models import CourseProgress
from learnhub.quizzes import queries as quizzes


@dataclass(frozen=True, slots=True)
class ResultPage:
    """`result` is what quizzes tells of the attempt."""

    result: quizzes.ResultPage
    is_completed: bool
    certificate_code: str | None


_STANDING = (
    select(CourseProgress.completed_at, Certificate.code)
    .outerjoin(
        Certificate,
        and_(
            Certificate.person_id == CourseProgress.person_id,
            Certificate.course_id == CourseProgress.course_id,
        ),
    )
    .where(
        CourseProgress.person_id == bindparam("person_id"),
        CourseProgress.course_id == bindparam("course_id"),
    )
    .order_by(Certificate.id.desc())
    .limit(1)
)


def result_page(connection: Connection, *, attempt_id: UUID, person_id: int, language: str) -> ResultPage:
    """One statement beside those of quizzes.queries.result_page, and raises what that raises."""
    result = quizzes.result_page(connection, attempt_id=attempt_id, person_id=person_id, language=language)
    standing = connection.execute(
        _STANDING, {"person_id": person_id, "course_id": result.course_id}
    ).one_or_none()
    return ResultPage(
        result=result,
        is_completed=standing is not None and standing.completed_at is not None,
        certificate_code=standing.code if standing is not None else None,
    )
