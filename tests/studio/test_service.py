from collections.abc import Mapping

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnhub.courses.models import CourseVersion, Lesson, LessonText, LessonVersion
from learnhub.courses.queries import list_current_lessons, published_files
from learnhub.courses.service import files as source_files
from learnhub.kit.db import Base
from learnhub.quizzes.models import Item, ItemVersion, Quiz
from learnhub.studio import content
from learnhub.studio.service import find_unchanged
from tests.factories.content import COURSE, LESSONS, edited, publish, shipped_files
from tests.statements import counted

LESSON = f"{COURSE}/passwords-and-otp"


def counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def keys(session: Session) -> list[str]:
    return [lesson.key for lesson in list_current_lessons(session.connection(), COURSE)]


def test_the_shipped_course_is_published_whole(session):
    (outcome,) = publish(session)
    assert (outcome.key, outcome.number, outcome.is_new) == (COURSE, 1, True)
    assert tuple(keys(session)) == LESSONS
    assert session.scalar(select(func.count()).select_from(LessonText)) == 3 * len(LESSONS)
    assert {quiz.key for quiz in session.scalars(select(Quiz))} == {"final", "practice"}


def test_publishing_an_unchanged_folder_writes_nothing(session):
    """P2."""
    publish(session)
    before = counts(session)
    (outcome,) = publish(session)
    assert (outcome.number, outcome.is_new) == (1, False)
    assert counts(session) == before


def test_the_folder_that_was_published_last_is_known_without_reading_it(session):
    """P2."""
    assert find_unchanged(session, files=shipped_files()) is None
    publish(session)
    with counted(session.connection()) as statements:
        (outcome,) = find_unchanged(session, files=shipped_files())
    assert (outcome.key, outcome.number, outcome.is_new) == (COURSE, 1, False)
    assert statements.count == 1


def test_a_folder_is_read_again_after_another_one_or_by_another_program(session, monkeypatch):
    publish(session)
    publish(session, edited(f"{COURSE}/course.en.md", "# ", "# About "))
    assert find_unchanged(session, files=shipped_files()) is None
    (outcome,) = publish(session)
    assert (outcome.number, outcome.is_new) == (3, True)
    assert find_unchanged(session, files=shipped_files()) is not None
    monkeypatch.setattr(source_files, "FORMAT", source_files.FORMAT + 1)
    assert find_unchanged(session, files=shipped_files()) is None


def test_export_gives_every_byte_back(session):
    publish(session)
    exported = dict(published_files(session.connection()))
    assert exported == shipped_files()


def test_a_fault_in_one_language_publishes_nothing():
    files = edited(f"{LESSON}/lesson.en.md", "{#long-password}", "{#other-id}")
    _drafts, faults = content.read_all(files)
    assert {fault.path for fault in faults.errors} == {f"{LESSON}/lesson.en.md"}


def test_a_new_heading_keeps_lessons_sections_and_questions(session):
    """P3."""
    publish(session)
    lessons = dict(session.execute(select(Lesson.key, Lesson.id)).all())
    items = set(session.scalars(select(Item.id)))
    heading = "## Mật khẩu dài mà dễ nhớ {#long-password}"
    publish(session, edited(f"{LESSON}/lesson.vi.md", heading, "## Mật khẩu thật dài {#long-password}"))
    assert dict(session.execute(select(Lesson.key, Lesson.id)).all()) == lessons
    assert set(session.scalars(select(Item.id))) == items
    assert session.scalar(select(func.max(CourseVersion.number))) == 2


def test_lessons_in_another_order_stay_the_same_lessons(session):
    publish(session)
    before = {lesson.key: lesson.lesson_id for lesson in list_current_lessons(session.connection(), COURSE)}
    publish(session, swapped(shipped_files()))
    after = list_current_lessons(session.connection(), COURSE)
    assert [lesson.key for lesson in after][:2] == ["my-personal-data", "passwords-and-otp"]
    assert {lesson.key: lesson.lesson_id for lesson in after} == before


def test_a_definition_that_changed_makes_a_new_version(session):
    publish(session)
    files = dict(shipped_files())
    glossary = files["glossary.en.md"].decode()
    files["glossary.en.md"] = (glossary.rstrip() + " Keep it.\n").encode()
    last_term = glossary.rsplit("{#", 1)[1].split("}", 1)[0]
    (outcome,) = publish(session, files)
    linked = any(f"term:{last_term})".encode() in text for text in files.values())
    assert outcome.is_new is linked


def test_a_question_keeps_its_identity_and_its_old_version(session):
    publish(session)
    bank = f"{LESSON}/bank.en.md"
    heading = next(line for line in shipped_files()[bank].decode().splitlines() if line.startswith("## "))
    publish(session, edited(bank, heading, heading.replace("## ", "## So: ", 1)))
    versions = session.execute(select(ItemVersion.item_id, func.count()).group_by(ItemVersion.item_id)).all()
    assert {count for _item, count in versions} == {2}


@pytest.mark.parametrize("language", ["vi", "id", "en"])
def test_what_a_page_shows_of_a_check_holds_no_answer(session, language):
    publish(session)
    texts = session.scalars(
        select(LessonText)
        .join(LessonVersion, LessonVersion.id == LessonText.lesson_version_id)
        .where(LessonText.language == language)
    )
    checks = [
        block
        for text in texts
        for section in text.sections
        for block in section["blocks"]
        if block["kind"] == "check"
    ]
    assert len(checks) > 20
    assert {frozenset(check) for check in checks} == {
        frozenset({"kind", "key", "type", "prompt", "options", "rows"})
    }


def swapped(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The first two lessons in the other order."""
    path = f"{COURSE}/course.toml"
    text = files[path].decode()
    one, two = '"passwords-and-otp"', '"my-personal-data"'
    head, rest = text.split("lessons = [", 1)
    inside, tail = rest.split("]", 1)
    inside = inside.replace(one, "@").replace(two, one).replace("@", two)
    return dict(files) | {path: f"{head}lessons = [{inside}]{tail}".encode()}
