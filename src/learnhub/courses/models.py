from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base, PublishedJson

# Rows of these tables are published: the database refuses to change or delete them.
PUBLISHED = (
    "course_versions",
    "course_texts",
    "lesson_versions",
    "lesson_texts",
    "version_files",
    "file_blobs",
    "glossary_versions",
    "glossary_texts",
    "glossary_files",
    "programme_versions",
    "programmes",
    "programme_texts",
    "programme_parts",
    "programme_outcomes",
    "programme_files",
    "contact_versions",
    "contact_texts",
    "contact_files",
)


class Course(Base):
    """A course as people know it, whatever its version. `key` is its folder and its address."""

    __tablename__ = "courses"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]


class CourseVersion(Base):
    """What was published at one moment, in all languages. Numbers count from 1 in each course."""

    __tablename__ = "course_versions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(40))
    icon: Mapped[str] = mapped_column(String(40))
    source_language: Mapped[str] = mapped_column(String(5))
    languages: Mapped[list[Any]]
    audiences: Mapped[list[Any]]
    lesson_count: Mapped[int]
    minutes: Mapped[int]
    published_at: Mapped[datetime]


class CurrentVersion(Base):
    """Which version a course is taught in: the only thing that publishing changes."""

    __tablename__ = "current_versions"

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"), unique=True)


class CourseText(Base):
    """A version's front page in one language. `outline` lists [lesson key, title, minutes] in order."""

    __tablename__ = "course_texts"

    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    summary_html: Mapped[str] = mapped_column(Text)
    for_whom_html: Mapped[str] = mapped_column(Text)
    outcomes: Mapped[list[Any]]
    outline: Mapped[list[Any]] = mapped_column(PublishedJson)


class Lesson(Base):
    """A lesson as people finish it: its key stays, whatever happens to its words and place."""

    __tablename__ = "lessons"
    __table_args__ = (UniqueConstraint("course_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    key: Mapped[str] = mapped_column(String(40))


class LessonVersion(Base):
    """A lesson inside one course version. Positions count from 1."""

    __tablename__ = "lesson_versions"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        UniqueConstraint("version_id", "lesson_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), index=True)
    position: Mapped[int]
    minutes: Mapped[int]
    verified_on: Mapped[date]
    review_by: Mapped[date]
    owner: Mapped[str] = mapped_column(String(60))
    sources: Mapped[list[Any]]
    competences: Mapped[list[Any]]
    audio: Mapped[list[Any]]


class LessonText(Base):
    """Ready HTML of a lesson in one language.

    `sections` is a list of {"key", "heading", "blocks"}; a block is one of
    {"kind": "text", "html"}, {"kind": "callout", "tone", "html"},
    {"kind": "picture", "src", "alt", "width", "height", "bytes"},
    {"kind": "check", and the fields of quizzes.rules.CheckFace}.
    `glossary` is a list of {"key", "term", "html"}: the definitions of the terms that the text links.
    """

    __tablename__ = "lesson_texts"

    lesson_version_id: Mapped[int] = mapped_column(ForeignKey("lesson_versions.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[str] = mapped_column(Text)
    sections: Mapped[list[Any]] = mapped_column(PublishedJson)
    glossary: Mapped[list[Any]] = mapped_column(PublishedJson)


class FileBlob(Base):
    """The bytes of a source file, kept once however many versions hold it. `digest` is SHA-256."""

    __tablename__ = "file_blobs"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class VersionFile(Base):
    """A source file of a version, so that export gives every byte back."""

    __tablename__ = "version_files"

    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("file_blobs.digest"), index=True)


class GlossaryVersion(Base):
    """The glossary of all courses as published at one moment; the highest number is in force."""

    __tablename__ = "glossary_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]


class GlossaryText(Base):
    """A term and its definition in one language."""

    __tablename__ = "glossary_texts"

    version_id: Mapped[int] = mapped_column(ForeignKey("glossary_versions.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    term: Mapped[str] = mapped_column(String(200))
    definition_html: Mapped[str] = mapped_column(Text)


class GlossaryFile(Base):
    __tablename__ = "glossary_files"

    version_id: Mapped[int] = mapped_column(ForeignKey("glossary_versions.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("file_blobs.digest"))


class ProgrammeVersion(Base):
    """All programmes as published at one moment; the highest number is in force."""

    __tablename__ = "programme_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]


class Programme(Base):
    """Lessons of several courses put together for one audience. `key` is its address."""

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        UniqueConstraint("version_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("programme_versions.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(20))


class ProgrammeText(Base):
    """For whom a programme is and what it leads to, in one language. There is one in every language."""

    __tablename__ = "programme_texts"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    summary_html: Mapped[str] = mapped_column(Text)


class ProgrammePart(Base):
    """What a programme takes of one course: lesson keys in order, none for the whole course.

    Not bound to a version of the course: what is shown of it follows the version that is taught.
    """

    __tablename__ = "programme_parts"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    lessons: Mapped[list[Any]]


class ProgrammeOutcome(Base):
    """What a home can do when `lessons` of a course are learned, by "someone" in it or "every-adult".

    `texts` is {language: {"reached": sentence, "not_yet": sentence}}, in every language.
    """

    __tablename__ = "programme_outcomes"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        CheckConstraint("who in ('someone', 'every-adult')", "who"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(20))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    lessons: Mapped[list[Any]]
    texts: Mapped[dict[str, Any]]


class ProgrammeFile(Base):
    __tablename__ = "programme_files"

    version_id: Mapped[int] = mapped_column(ForeignKey("programme_versions.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("file_blobs.digest"))


class ContactVersion(Base):
    """The contact card as published at one moment; the highest number is in force."""

    __tablename__ = "contact_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]


class ContactText(Base):
    """The whole card in one language. There is one in every language.

    `contacts` is a list, in order, of {"key", "kind", "value", "message", "verified_on", "sources",
    "general_knowledge", "is_free", "name", "when_html"}; see courses.content.Contact.
    """

    __tablename__ = "contact_texts"

    version_id: Mapped[int] = mapped_column(ForeignKey("contact_versions.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    intro_html: Mapped[str] = mapped_column(Text)
    contacts: Mapped[list[Any]]


class ContactFile(Base):
    __tablename__ = "contact_files"

    version_id: Mapped[int] = mapped_column(ForeignKey("contact_versions.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("file_blobs.digest"))


class SearchEntry(Base):
    """What can be found of a current lesson in one language, folded. Not published: replaced at publish.

    The full-text index over `folded` belongs to the engine: an FTS5 table on SQLite, a GIN index on
    PostgreSQL; see `kit.search`.
    """

    __tablename__ = "search_entries"
    __table_args__ = (UniqueConstraint("lesson_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    language: Mapped[str] = mapped_column(String(5))
    folded: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """A word of the current texts as it is written, for "did you mean"."""

    __tablename__ = "search_words"

    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    folded: Mapped[str] = mapped_column(String(60), primary_key=True)
    written: Mapped[str] = mapped_column(String(60))
