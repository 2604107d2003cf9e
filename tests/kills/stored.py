"""What is in the database after the last kill, read as plain rows."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from learnhub.certificates.models import Certificate
from learnhub.courses.models import Lesson
from learnhub.kit.db import Database, reads
from learnhub.progress.models import CourseCompletion, LearningEvent, LessonCompletion
from learnhub.quizzes.models import Attempt, AttemptQuestion, Response, Score


@dataclass
class Sat:
    """An attempt. `orders` tells by question which authored option is shown at which place; `answers`
    are what was stored, as (key, sequence, authored option); `grades` and `events` say how it was graded.
    """

    person_id: int
    submitted_at: datetime | None
    receipt: str | None
    orders: dict[int, list[int]] = field(default_factory=dict)
    answers: dict[int, list[tuple[UUID, int, int]]] = field(default_factory=lambda: defaultdict(list))
    grades: list[tuple[int, bool]] = field(default_factory=list)
    events: list[bool] = field(default_factory=list)


@dataclass
class Stored:
    """`finished` are the facts (person, lesson, key); the rest is what follows from facts."""

    attempts: dict[UUID, Sat]
    finished: list[tuple[int, str, UUID]]
    lessons_done: list[tuple[int, str]]
    completed: list[int]
    certified: list[int]


def read_stored(database: Database) -> Stored:
    with reads(database) as connection:
        finished = connection.execute(
            select(LearningEvent.person_id, Lesson.key, LearningEvent.id).join(
                Lesson, Lesson.id == LearningEvent.lesson_id
            )
        )
        lessons_done = connection.execute(
            select(LessonCompletion.person_id, Lesson.key).join(
                Lesson, Lesson.id == LessonCompletion.lesson_id
            )
        )
        return Stored(
            attempts=_attempts(connection),
            finished=[(person_id, lesson, key) for person_id, lesson, key in finished],
            lessons_done=[(person_id, lesson) for person_id, lesson in lessons_done],
            completed=list(connection.scalars(select(CourseCompletion.person_id))),
            certified=list(connection.scalars(select(Certificate.person_id))),
        )


def _attempts(connection: Connection) -> dict[UUID, Sat]:
    sat = select(Attempt.id, Attempt.person_id, Attempt.submitted_at, Attempt.receipt)
    found = {row.id: Sat(row.person_id, row.submitted_at, row.receipt) for row in connection.execute(sat)}
    for question in connection.execute(select(AttemptQuestion)):
        found[question.attempt_id].orders[question.number] = question.option_order
    for given in connection.execute(select(Response).order_by(Response.sequence)):
        found[given.attempt_id].answers[given.number].append((given.id, given.sequence, given.answer[0]))
    for score in connection.execute(select(Score)):
        found[score.attempt_id].grades.append((score.percent, score.is_passed))
    graded = select(LearningEvent.detail).where(LearningEvent.kind == "test_graded")
    for detail in connection.scalars(graded):
        found[UUID(detail["attempt"])].events.append(detail["is_passed"])
    return found
