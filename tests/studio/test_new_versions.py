"""A new version while people learn: what they did, what they are doing and what they hold stay as they are.

docs/rules.md, P3. Each edit is published over the shipped course in the midst of three people: one
holds a certificate, one has a test open with some answers saved, one finished two lessons.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from learnhub.certificates.models import Certificate
from learnhub.courses.models import Course, CourseVersion, CurrentVersion, Lesson
from learnhub.kit.db import Base, Database, transaction
from learnhub.progress.models import (
    CourseCompletion,
    CourseProgress,
    HouseholdProgress,
    LearningEvent,
    LessonCompletion,
    MemberProgress,
)
from learnhub.quizzes.models import Attempt, AttemptQuestion, Response, Score
from tests.conftest import as_
from tests.factories import quizzes
from tests.factories.certificates import ISSUER
from tests.factories.content import COURSE, LESSONS, edited, publish, shipped_files
from tests.factories.courses import MadeCourse
from tests.factories.people import make_household, make_person, make_phone
from tests.factories.progress import finish

FACTS = (LearningEvent, LessonCompletion, CourseCompletion)
TESTS = (Attempt, AttemptQuestion, Response, Score, Certificate)
SUMMARIES = (CourseProgress, MemberProgress, HouseholdProgress)
FIRST = f"{COURSE}/{LESSONS[0]}"
INSERTED = "a-new-lesson"


def without_indonesian(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in files.items() if "/" not in path or not path.endswith(".id.md")}


def renamed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Another heading over a section, and another title of the lesson."""
    path = f"{FIRST}/lesson.vi.md"
    heading = "## Mật khẩu dài mà dễ nhớ {#long-password}"
    files = edited(path, heading, "## Mật khẩu thật dài {#long-password}", files)
    title = files[path].decode().split("# ", 1)[1].split("\n", 1)[0]
    return edited(path, f"# {title}", "# Khóa cửa nhà trên mạng", files)


def reordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The last lesson comes first."""
    line = f'  "{LESSONS[-1]}",\n'
    files = edited(f"{COURSE}/course.toml", line, "", files)
    return edited(f"{COURSE}/course.toml", "lessons = [\n", f"lessons = [\n{line}", files)


def inserted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A copy of a lesson under another id, second in the course."""
    source = f"{COURSE}/{LESSONS[3]}/"
    copy = {
        path.replace(LESSONS[3], INSERTED): text + b"\n"  # no picture is used twice
        for path, text in files.items()
        if path.startswith(source)
    }
    line = f'  "{LESSONS[0]}",\n'
    return edited(f"{COURSE}/course.toml", line, f'{line}  "{INSERTED}",\n', {**files, **copy})


def translated(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return dict(shipped_files())


EDITS: dict[str, Callable[[Mapping[str, bytes]], dict[str, bytes]]] = {
    "a heading is renamed": renamed,
    "lessons change places": reordered,
    "a lesson is inserted": inserted,
    "a language is added": translated,
}


@dataclass(frozen=True)
class Village:
    """Phones of the three, and the open attempt of the second."""

    holder: str
    candidate: str
    learner: str
    attempt: UUID
    certificate: str


@pytest.fixture
def files() -> dict[str, bytes]:
    return without_indonesian(shipped_files())


@pytest.fixture
def village(database: Database, files: dict[str, bytes]) -> Village:
    with transaction(database) as session:
        session.info["issuer"] = ISSUER
        publish(session, files)
        course = _course(session)
        holder, candidate, learner = (make_person(session, name) for name in ("Amina", "Ben", "Chi"))
        home = make_household(session, holder, candidate, learner)
        holder.print_name = "Amina"
        for person in (holder, candidate):
            finish(session, person, course)
        finish(session, learner, course, *LESSONS[:2])
        passed = quizzes.start(session, holder.id, course)
        quizzes.answer_all(session, passed, holder.id)
        quizzes.submit(session, passed, holder.id)
        attempt = quizzes.start(session, candidate.id, course)
        _answer(session, attempt, candidate.id, range(1, 4))
        phones = [make_phone(session, person, home).token for person in (holder, candidate, learner)]
        certificate = session.scalars(select(Certificate.code)).one()
    return Village(*phones, attempt, certificate)


def _course(session: Session) -> MadeCourse:
    course_id, version_id = session.execute(
        select(Course.id, CurrentVersion.version_id).join(
            CurrentVersion, CurrentVersion.course_id == Course.id
        )
    ).one()
    lessons = dict(session.execute(select(Lesson.key, Lesson.id).where(Lesson.course_id == course_id)).all())
    return MadeCourse(course_id, version_id, COURSE, {key: lessons[key] for key in LESSONS}, {})


def _answer(session: Session, attempt: UUID, person_id: int, numbers: range) -> None:
    for number in numbers:
        quizzes.save(session, attempt, person_id, number, *quizzes.right_answer(session, attempt, number))


def rows(database: Database, *models: type[Base]) -> dict[str, list[tuple[object, ...]]]:
    """Everything in these tables, in the order of their keys."""
    with transaction(database) as session:
        return {
            model.__tablename__: sorted(
                (tuple(row) for row in session.execute(select(model.__table__)).all()), key=repr
            )
            for model in models
        }


def shown(client: TestClient, village: Village) -> dict[str, str]:
    """What they see of it. Form keys and tokens are new on every page."""
    attempt = f"/vi/attempts/{village.attempt}"
    pages = {
        f"{attempt}/review": village.candidate,
        f"{attempt}/questions/1": village.candidate,
        f"{attempt}/questions/4": village.candidate,
        f"/vi/me/certificates/{village.certificate}": village.holder,
        f"/c/{village.certificate}": "",
    }
    found = {}
    for path, phone in pages.items():
        reply = client.get(path, headers=as_(phone) if phone else {})
        assert reply.status_code == 200, path
        main = reply.text.split("<main", 1)[1].split("</main>", 1)[0]
        found[path] = re.sub(r'name="(?:key|token)" value="[^"]*"|\d\d:\d\d, [\d/]+', "", main)
    return found


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_progress_open_attempts_and_certificates_stay(
    client: TestClient,
    database: Database,
    village: Village,
    files: dict[str, bytes],
    edit: Callable[[Mapping[str, bytes]], dict[str, bytes]],
) -> None:
    before, seen = rows(database, *FACTS, *TESTS, *SUMMARIES), shown(client, village)
    with transaction(database) as session:
        (outcome,) = publish(session, edit(files))
        versions = session.scalars(select(CourseVersion.number)).all()
    assert (outcome.is_new, sorted(versions)) == (True, [1, 2])
    assert rows(database, *FACTS, *TESTS, *SUMMARIES) == before
    assert shown(client, village) == seen

    # The learner's next visit is to the new version, with the same lessons finished.
    course = client.get(f"/vi/courses/{COURSE}", headers=as_(village.learner)).text
    assert course.count('class="tag tag--done"') == 2
    # The open attempt is handed in under the version and the rule that it began with.
    with transaction(database) as session:
        session.info["issuer"] = ISSUER
        candidate_id = session.get_one(Attempt, village.attempt).person_id
        _answer(session, village.attempt, candidate_id, range(4, 11))
        quizzes.submit(session, village.attempt, candidate_id)
    result = client.get(f"/vi/attempts/{village.attempt}/result", headers=as_(village.candidate))
    assert "Đạt: 10 trong 10 câu đúng" in result.text
