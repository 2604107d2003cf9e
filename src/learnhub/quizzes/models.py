from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base, Json, PublishedJson

# Rows of these tables are published: the database refuses to change or delete them.
PUBLISHED = ("items", "item_versions", "item_texts", "quizzes")
OPEN = text("submitted_at IS NULL")


class Item(Base):
    """A question as it is known across versions and languages: its key in the bank of a lesson.

    `kind` is "bank" for the questions of tests and practice, "check" for check-yourself questions.
    """

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("lesson_id", "kind", "key"),
        CheckConstraint("kind in ('bank', 'check')", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(40))


class ItemVersion(Base):
    """A question as one course version asks it.

    `right` is the answer key, independent of language: option numbers in authored order from 0 for
    single, multiple and true-false (a list); {"rows": n} for order and match, where the authored order
    is right; {"accepted": {language: [folded answers]}, "written": {language: the first as written}} for
    text.
    """

    __tablename__ = "item_versions"
    __table_args__ = (UniqueConstraint("version_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    type: Mapped[str] = mapped_column(String(20))
    section: Mapped[str] = mapped_column(String(40))
    difficulty: Mapped[int]
    right: Mapped[Any] = mapped_column(Json)
    misconceptions: Mapped[list[Any]]


class ItemText(Base):
    """The words of a question in one language.

    `options` is a list of {"html", "feedback"} for choices, of {"html"} for the steps of an order,
    of {"left", "right"} for a match, and empty for text.
    """

    __tablename__ = "item_texts"

    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_versions.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    prompt: Mapped[str] = mapped_column(Text)
    options: Mapped[list[Any]] = mapped_column(PublishedJson)
    explanation_html: Mapped[str] = mapped_column(Text)


class Quiz(Base):
    """A test or the practice of one course version. `rules` is the table of course.toml as read."""

    __tablename__ = "quizzes"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("kind in ('test', 'practice')", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    rules: Mapped[dict[str, Any]]


class Attempt(Base):
    """One person's one sitting. Open until `submitted_at` is set; never reopened.

    `rules` is the rule in force when it started, for this person's audience. `seed` draws the
    questions and the order of their options.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        Index(
            "uq_attempts_one_open",
            "person_id",
            "course_id",
            "quiz_key",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_attempts_person_course", "person_id", "course_id", "quiz_key", "started_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    quiz_key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    audience: Mapped[str] = mapped_column(String(20))
    rules: Mapped[dict[str, Any]]
    seed: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(String(20))


class AttemptQuestion(Base):
    """A question of an attempt. `option_order[i]` is the authored number of what is shown at place i."""

    __tablename__ = "attempt_questions"

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_versions.id"))
    option_order: Mapped[list[Any]]
    is_must_pass: Mapped[bool]


class Response(Base):
    """One saved answer. Appended, never rewritten: the highest sequence of a question is in force."""

    __tablename__ = "responses"
    __table_args__ = (UniqueConstraint("attempt_id", "number", "sequence"),)

    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    sequence: Mapped[int]
    answer: Mapped[list[Any]]
    saved_at: Mapped[datetime]


class Score(Base):
    """How an attempt was graded. Appended: a regrade adds a row, the newest is in force.

    `marks` lists, by question, whether it was right.
    """

    __tablename__ = "scores"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(ForeignKey("attempts.id"), index=True)
    right_count: Mapped[int]
    total: Mapped[int]
    percent: Mapped[int]
    is_passed: Mapped[bool]
    marks: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(String(40))
    graded_at: Mapped[datetime]
