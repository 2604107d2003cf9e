"""Which version is taught, its files, and the search over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sqlalchemy import Connection, Select, Table, and_, bindparam, func, select

from learnhub.courses.errors import CourseNotFound, FileNotPublished, LessonNotFound
from learnhub.courses.models import (
    ContactFile,
    ContactVersion,
    Course,
    CourseText,
    CurrentVersion,
    FileBlob,
    GlossaryFile,
    GlossaryVersion,
    Lesson,
    LessonText,
    LessonVersion,
    ProgrammeFile,
    ProgrammeVersion,
    SearchEntry,
    SearchWord,
    VersionFile,
)
from learnhub.kit import search
from learnhub.kit.text import words

MEDIA_SUFFIXES = (".svg", ".webp", ".mp3")
RESULTS = 20


@dataclass(frozen=True, slots=True)
class CurrentCourse:
    course_id: int
    version_id: int
    key: str


@dataclass(frozen=True, slots=True)
class CurrentLesson:
    """A lesson of the version that is taught now. Positions count from 1."""

    course_id: int
    version_id: int
    course_key: str
    lesson_id: int
    key: str
    position: int


@dataclass(frozen=True, slots=True)
class FoundLesson:
    course_key: str
    course_title: str
    lesson_key: str
    lesson_title: str
    minutes: int


_CURRENT_COURSE = (
    select(Course.id, CurrentVersion.version_id, Course.key)
    .join(CurrentVersion, CurrentVersion.course_id == Course.id)
    .where(Course.key == bindparam("course_key"))
)
_CURRENT_LESSONS = (
    select(
        Course.id,
        CurrentVersion.version_id,
        Course.key.label("course_key"),
        Lesson.id.label("lesson_id"),
        Lesson.key,
        LessonVersion.position,
    )
    .join(CurrentVersion, CurrentVersion.course_id == Course.id)
    .join(LessonVersion, LessonVersion.version_id == CurrentVersion.version_id)
    .join(Lesson, Lesson.id == LessonVersion.lesson_id)
    .where(Course.key == bindparam("course_key"))
    .order_by(LessonVersion.position)
)
_CURRENT_LESSON = _CURRENT_LESSONS.where(Lesson.key == bindparam("lesson_key"))
_MEDIA = (
    select(FileBlob.content, VersionFile.path)
    .join(VersionFile, VersionFile.digest == FileBlob.digest)
    .where(FileBlob.digest == bindparam("digest"))
    .limit(1)
)
_CURRENT_FILES = (
    select(VersionFile.path, FileBlob.content)
    .join(FileBlob, FileBlob.digest == VersionFile.digest)
    .join(CurrentVersion, CurrentVersion.version_id == VersionFile.version_id)
    .order_by(VersionFile.path)
)
# What stands beside the courses: the files of each and its versions.
_BESIDE = (
    (GlossaryFile, GlossaryVersion),
    (ProgrammeFile, ProgrammeVersion),
    (ContactFile, ContactVersion),
)
_BESIDE_FILES = tuple(
    select(file.path, FileBlob.content)
    .join(FileBlob, FileBlob.digest == file.digest)
    .where(file.version_id == select(func.max(version.id)).scalar_subquery())
    .order_by(file.path)
    for file, version in _BESIDE
)
_SPELLINGS = select(SearchWord.folded, SearchWord.written).where(SearchWord.language == bindparam("language"))


def get_current_course(connection: Connection, course_key: str) -> CurrentCourse:
    """One statement. Raises CourseNotFound."""
    row = connection.execute(_CURRENT_COURSE, {"course_key": course_key}).one_or_none()
    if row is None:
        raise CourseNotFound
    return CurrentCourse(*row)


def get_current_lesson(connection: Connection, course_key: str, lesson_key: str) -> CurrentLesson:
    """One statement. Raises LessonNotFound, also for a lesson that the current version left out."""
    values = {"course_key": course_key, "lesson_key": lesson_key}
    row = connection.execute(_CURRENT_LESSON, values).one_or_none()
    if row is None:
        raise LessonNotFound
    return CurrentLesson(*row)


def list_current_lessons(connection: Connection, course_key: str) -> tuple[CurrentLesson, ...]:
    """In order; empty for an unknown course. One statement."""
    rows = connection.execute(_CURRENT_LESSONS, {"course_key": course_key})
    return tuple(CurrentLesson(*row) for row in rows)


def get_media(connection: Connection, *, digest: str, file: str) -> bytes:
    """A picture or recording of some published version. One statement.

    Raises FileNotPublished: no such file, or a source text, which holds the answers.
    """
    row = connection.execute(_MEDIA, {"digest": digest}).one_or_none()
    if row is None or not row.path.endswith(f"/{file}") or not file.endswith(MEDIA_SUFFIXES):
        raise FileNotPublished
    content: bytes = row.content
    return content


def search_lessons(connection: Connection, *, typed: str, language: str) -> tuple[FoundLesson, ...]:
    """The current lessons that hold every word, the last one as a beginning; best first. One statement."""
    dialect = connection.dialect.name
    match = search.match_of(typed, dialect)
    if match is None:
        return ()
    rows = connection.execute(_found(dialect), {"match": match, "language": language})
    return tuple(FoundLesson(*row) for row in rows)


def suggest_spelling(connection: Connection, *, typed: str, language: str) -> str | None:
    """What may have been meant: each unknown word replaced by the nearest word of the texts.

    None when nothing is near. One statement; asked only after an empty search.
    """
    spellings = {row.folded: row.written for row in connection.execute(_SPELLINGS, {"language": language})}
    meant = [_nearest(word, spellings) for word in words(typed)]
    suggestion = " ".join(meant)
    return suggestion if words(suggestion) != words(typed) else None


def _nearest(word: str, spellings: dict[str, str]) -> str:
    if word in spellings:
        return spellings[word]
    near = get_close_matches(word, spellings, n=1, cutoff=0.7)
    return spellings[near[0]] if near else word


@cache
def _found(dialect: str) -> Select[str, str, str, str, int]:
    entries = SearchEntry.__table__
    assert isinstance(entries, Table)
    source, condition, rank = search.matching(dialect, entries)
    return (
        select(
            Course.key.label("course_key"),
            CourseText.title.label("course_title"),
            Lesson.key.label("lesson_key"),
            LessonText.title.label("lesson_title"),
            LessonVersion.minutes,
        )
        .select_from(source)
        .join(Lesson, Lesson.id == SearchEntry.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(
            LessonVersion,
            and_(
                LessonVersion.version_id == CurrentVersion.version_id,
                LessonVersion.lesson_id == Lesson.id,
            ),
        )
        .join(
            LessonText,
            and_(
                LessonText.lesson_version_id == LessonVersion.id,
                LessonText.language == SearchEntry.language,
            ),
        )
        .join(
            CourseText,
            and_(
                CourseText.version_id == CurrentVersion.version_id,
                CourseText.language == SearchEntry.language,
            ),
        )
        .where(SearchEntry.language == bindparam("language"), condition)
        .order_by(rank, SearchEntry.id)
        .limit(RESULTS)
    )


def published_files(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """The source of all current courses and of what stands beside them, byte for byte. Four statements."""
    for statement in (*_BESIDE_FILES, _CURRENT_FILES):
        yield from connection.execute(statement)
