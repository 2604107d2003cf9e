from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base


class LearningEvent(Base):
    """A fact. `id` may be made on a phone and is unique for its person, so a repeat is recognised.

    kind "lesson_finished": detail is empty, or {"together": true, "with": [person ids]}.
    kind "check_answered": detail is {"check", "is_right"}.
    kind "test_graded": detail is {"attempt", "is_passed"}, lesson_id is empty.
    """

    __tablename__ = "learning_events"
    __table_args__ = (
        CheckConstraint("kind in ('lesson_finished', 'check_answered', 'test_graded')", "kind"),
        Index("ix_learning_events_person_received", "person_id", "received_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"))
    detail: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]


class Enrolment(Base):
    """A person in a course. `version_id` is the version that they are taught in."""

    __tablename__ = "enrolments"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    started_at: Mapped[datetime]


class LessonCompletion(Base):
    """A lesson finished: the first time counts. `is_together`: that time others of the home were there."""

    __tablename__ = "lesson_completions"
    # One person's lessons of one course: an index of the course alone would read everybody's.
    __table_args__ = (Index("ix_lesson_completions_person_course", "person_id", "course_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    finished_at: Mapped[datetime]
    is_together: Mapped[bool] = mapped_column(default=False, server_default=false())


class LessonCheck(Base):
    """A check-yourself question that the person answered rightly at least once."""

    __tablename__ = "lesson_checks"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"), primary_key=True)
    check_key: Mapped[str] = mapped_column(String(40), primary_key=True)


class SharedLesson(Base):
    """`told_by` said that the person learned a lesson along. `id` is that of the fact it becomes.

    `was_there` is empty while the person has to confirm it.
    """

    __tablename__ = "shared_lessons"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lessons.id"))
    told_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    told_at: Mapped[datetime]
    was_there: Mapped[bool | None]


class CourseCompletion(Base):
    """The decision that a person completed a course, with the rule by which it was made.

    `rule` is {"lessons": [keys], "tests": [keys]}.
    """

    __tablename__ = "course_completions"
    __table_args__ = (UniqueConstraint("person_id", "course_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("course_versions.id"))
    rule: Mapped[dict[str, Any]]
    completed_at: Mapped[datetime]


class CourseProgress(Base):
    """Summary of one person in one course."""

    __tablename__ = "course_progress"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), primary_key=True)
    finished_lessons: Mapped[int] = mapped_column(default=0)
    last_lesson_id: Mapped[int | None] = mapped_column(ForeignKey("lessons.id"))
    last_at: Mapped[datetime]
    test_passed_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]


class MemberProgress(Base):
    """Summary of one person over all courses."""

    __tablename__ = "member_progress"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    finished_lessons: Mapped[int] = mapped_column(default=0)
    completed_courses: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]


class HouseholdProgress(Base):
    """Summary of one home: lessons finished by its members, within the dates of their membership.

    `together_lessons` of them were learned together.
    """

    __tablename__ = "household_progress"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    finished_lessons: Mapped[int] = mapped_column(default=0)
    together_lessons: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    last_at: Mapped[datetime]
