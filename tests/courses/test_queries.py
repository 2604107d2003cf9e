import pytest
from sqlalchemy import select

from learnhub.courses import queries
from learnhub.courses.errors import CourseNotFound, FileNotPublished, LessonNotFound
from learnhub.courses.models import VersionFile
from learnhub.kit.db import reads, transaction
from tests.factories.content import COURSE, edited, publish
from tests.factories.courses import make_course
from tests.statements import counted


def found(database, typed, language="vi"):
    with reads(database) as connection:
        return [
            lesson.lesson_key for lesson in queries.search_lessons(connection, typed=typed, language=language)
        ]


@pytest.mark.parametrize("typed", ["mat khau", "Mật khẩu", "MẬT KHẨU", "mật khẩ"])
def test_search_finds_with_and_without_marks_and_the_last_word_as_a_beginning(library, typed):
    assert "passwords-and-otp" in found(library, typed)


def test_search_finds_the_reader_s_language_only(library):
    assert found(library, "kata sandi", "id")
    assert not found(library, "kata sandi", "vi")


def test_search_finds_words_of_the_glossary_and_names_the_lesson(library):
    assert "links-and-apps" in found(library, "apk")


@pytest.mark.parametrize(
    "typed", ['"', "*", "a*b", "NEAR(", "OR", "' OR 1=1 --", "%", "_", ":*", "&", "()", "đ"]
)
def test_search_survives_what_looks_like_a_query(library, typed):
    found(library, typed)


def test_an_unknown_word_suggests_the_nearest(library):
    with reads(library) as connection:
        assert queries.suggest_spelling(connection, typed="vneit", language="vi") == "VNeID"
        assert queries.suggest_spelling(connection, typed="xyzxyz", language="vi") is None


def test_a_search_costs_one_statement(library):
    with reads(library) as connection, counted(connection) as statements:
        queries.search_lessons(connection, typed="otp", language="vi")
    assert statements.count == 1


def test_an_older_version_is_no_longer_found(database):
    with transaction(database) as session:
        publish(session)
    with reads(database) as connection:
        before = len(queries.search_lessons(connection, typed="otp", language="vi"))
    with transaction(database) as session:
        publish(session, edited(f"{COURSE}/course.en.md", "# ", "# About "))
    with reads(database) as connection:
        assert len(queries.search_lessons(connection, typed="otp", language="vi")) == before


def test_current_course_and_lessons(session):
    made = make_course(session)
    connection = session.connection()
    assert queries.get_current_course(connection, "safety").version_id == made.version_id
    lesson = queries.get_current_lesson(connection, "safety", "two")
    assert (lesson.lesson_id, lesson.position) == (made.lessons["two"], 2)
    assert [row.key for row in queries.list_current_lessons(connection, "safety")] == ["one", "two", "three"]


def test_what_is_not_there_is_refused(session):
    make_course(session)
    connection = session.connection()
    with pytest.raises(CourseNotFound):
        queries.get_current_course(connection, "other")
    with pytest.raises(LessonNotFound):
        queries.get_current_lesson(connection, "safety", "four")


def test_a_lesson_that_a_new_version_left_out_is_not_current(session):
    make_course(session)
    make_course(session, lessons=("one", "three"))
    with pytest.raises(LessonNotFound):
        queries.get_current_lesson(session.connection(), "safety", "two")


def test_a_picture_is_given_and_a_source_text_never(library):
    with reads(library) as connection:
        files = connection.execute(select(VersionFile.path, VersionFile.digest)).all()
        picture = next(row for row in files if row.path.endswith("four-words.svg"))
        bank = next(row for row in files if row.path.endswith("bank.en.md"))
        assert queries.get_media(connection, digest=picture.digest, file="four-words.svg")
        for digest, file in [
            (bank.digest, "bank.en.md"),
            (bank.digest, "bank.svg"),
            (picture.digest, "other.svg"),
            ("0" * 64, "four-words.svg"),
        ]:
            with pytest.raises(FileNotPublished):
                queries.get_media(connection, digest=digest, file=file)
