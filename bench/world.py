"""The bench world: homes of six with a phone each, eight courses, three lessons done, an open test.

Rows go in by SQLAlchemy Core, thousands at once. They are what the site itself would have written:
`learnhub progress check` finds nothing to mend.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from bench.databases import Place
from bench.rows import (
    Taught,
    add_attempts,
    add_learning,
    add_people,
    add_phones,
    last,
    set_counters,
)
from learnhub.courses.models import Course, CurrentVersion, Lesson, LessonVersion
from learnhub.kit.db import Database, open_database, transaction
from learnhub.kit.ids import new_token, uuid7
from learnhub.quizzes.models import Quiz
from learnhub.quizzes.queries import list_bank
from learnhub.quizzes.rules import QuizRules
from learnhub.studio import service as studio
from learnhub.studio.content import CourseDraft, read_all, read_folder
from learnhub.web.deps import system_clock
from learnhub.wiring import REACTIONS

CONTENT = Path(__file__).parents[1] / "course_content"
SHIPPED = "information-security"
COURSES, QUESTIONS = 8, 10
LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a phone in hand. A candidate has every lesson done and no attempt yet."""

    token: str
    attempt: UUID | None

    @property
    def cookie(self) -> str:
        """The name without `__Host-`: the bench speaks plain HTTP on the loopback."""
        return f"learnhub-demo={self.token}"


@dataclass(frozen=True, slots=True)
class World:
    place: Place
    course: str
    lessons: tuple[str, ...]
    test: str
    people: int
    members: tuple[Member, ...]
    candidates: tuple[Member, ...]


def make_world(place: Place, *, people: int, members: int, candidates: int, courses: int = COURSES) -> World:
    """`people` live here; the first `members` of them hold a phone, then the `candidates`."""
    database = open_database(place.url, REACTIONS)
    now = system_clock()
    _publish_courses(database, courses, now - timedelta(days=10))
    tokens = [new_token() for _ in range(members + candidates)]
    attempts = [uuid7(now) for _ in range(max(people, members))]
    with transaction(database) as session:
        connection = session.connection()
        taught = _taught(connection)
        everybody = len(attempts) + candidates
        add_people(connection, everybody, now)
        add_phones(connection, [*range(1, members + 1), *last(everybody, candidates)], tokens, now)
        add_learning(connection, taught, everybody, candidates, now)
        add_attempts(connection, taught, attempts, now)
        set_counters(connection)
    database.dispose()
    return World(
        place=place,
        course=_key(1),
        lessons=tuple(key for _, key in taught.lessons),
        test=taught.quiz_key,
        people=everybody,
        members=tuple(Member(*pair) for pair in zip(tokens[:members], attempts, strict=False)),
        candidates=tuple(Member(token, None) for token in tokens[members:]),
    )


def _key(number: int) -> str:
    return f"bench-{number}"


def _publish_courses(database: Database, courses: int, now: datetime) -> None:
    draft, _ = read_all(read_folder(CONTENT / SHIPPED))
    [shipped] = draft.courses
    renamed = tuple(_renamed(shipped, _key(number)) for number in range(1, courses + 1))
    with transaction(database) as session:
        list(studio.publish(session, draft=replace(draft, courses=renamed), now=now))


def _renamed(draft: CourseDraft, key: str) -> CourseDraft:
    """The same course in a folder of another name."""
    files = {path.replace(SHIPPED, key, 1): content for path, content in draft.course.files.items()}
    return replace(draft, course=replace(draft.course, key=key, files=files))


def _taught(connection: Connection) -> Taught:
    course_id, version_id = connection.execute(
        select(Course.id, CurrentVersion.version_id)
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .where(Course.key == _key(1))
    ).one()
    lessons = connection.execute(
        select(Lesson.id, Lesson.key)
        .join(LessonVersion, LessonVersion.lesson_id == Lesson.id)
        .where(LessonVersion.version_id == version_id)
        .order_by(LessonVersion.position)
    )
    quiz = connection.execute(
        select(Quiz.id, Quiz.key, Quiz.rules).where(Quiz.version_id == version_id, Quiz.kind == "test")
    ).one()
    return Taught(
        course_id=course_id,
        version_id=version_id,
        lessons=tuple((lesson.id, lesson.key) for lesson in lessons),
        quiz_id=quiz.id,
        quiz_key=quiz.key,
        rules=QuizRules.from_json(quiz.rules),
        bank=list_bank(connection, version_id),
    )
