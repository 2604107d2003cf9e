"""What was learned without a name, in words, before somebody takes it over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from learnhub.accounts.models import Guest
from learnhub.courses.models import Course, CourseVersion, CurrentVersion
from learnhub.courses.queries import COURSE_TITLE, with_course_text
from learnhub.kit.ids import grouped
from learnhub.kit.words import Message
from learnhub.progress.models import CourseProgress, LearningEvent
from learnhub.quizzes.models import Attempt


@dataclass(frozen=True, slots=True)
class KeptCourse:
    title: str
    lessons: int


@dataclass(frozen=True, slots=True)
class KeptLearning:
    """Of one guest. `claimed_at` says that somebody has it already: then nothing else is left here."""

    code: str
    claimed_at: datetime | None
    claimed_by_id: int | None
    courses: tuple[KeptCourse, ...]
    answers: int
    practices: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """`record` is what the form sends to name the guest; `is_here`: this phone goes on with that guest.

    `opens_at`: when codes are looked at again.
    """

    kept: KeptLearning | None
    record: str
    is_here: bool
    is_mine: bool
    onward: Mapping[str, str]
    typed: str = ""
    error: Message | None = None
    opens_at: datetime | None = None


_GUEST = select(
    Guest.code,
    Guest.claimed_at,
    Guest.claimed_by_id,
    select(func.count())
    .select_from(LearningEvent)
    .where(LearningEvent.person_id == Guest.person_id, LearningEvent.kind == "check_answered")
    .scalar_subquery()
    .label("answers"),
    select(func.count())
    .select_from(Attempt)
    .where(Attempt.person_id == Guest.person_id)
    .scalar_subquery()
    .label("practices"),
).where(Guest.id == bindparam("guest_id"))
_COURSES = (
    with_course_text(
        select(COURSE_TITLE, CourseProgress.finished_lessons)
        .select_from(Guest)
        .join(CourseProgress, CourseProgress.person_id == Guest.person_id)
        .join(Course, Course.id == CourseProgress.course_id)
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    )
    .where(Guest.id == bindparam("guest_id"), CourseProgress.finished_lessons > 0)
    .order_by(CourseProgress.last_at.desc(), Course.key)
)


def kept_by_guest(connection: Connection, *, guest_id: int | None, language: str) -> KeptLearning | None:
    """Two statements; none without a guest, one for a guest who is forgotten."""
    if guest_id is None:
        return None
    values = {"guest_id": guest_id, "language": language}
    row = connection.execute(_GUEST, {"guest_id": guest_id}).one_or_none()
    if row is None:
        return None
    return KeptLearning(
        code=grouped(row.code),
        claimed_at=row.claimed_at,
        claimed_by_id=row.claimed_by_id,
        courses=tuple(KeptCourse(*course) for course in connection.execute(_COURSES, values)),
        answers=row.answers,
        practices=row.practices,
    )
