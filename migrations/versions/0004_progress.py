"""Learning facts, decisions and summaries.

Additive: safe while the site is running. Going back drops these tables and what is in them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "course_completions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("rule", JSON, nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_completions_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_course_completions_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_course_completions_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_completions")),
        sa.UniqueConstraint("person_id", "course_id", name=op.f("uq_course_completions_person_id_course_id")),
    )
    op.create_table(
        "course_progress",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("finished_lessons", sa.Integer(), nullable=False),
        sa.Column("last_lesson_id", sa.Integer(), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("test_passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_progress_course_id")),
        sa.ForeignKeyConstraint(
            ["last_lesson_id"], ["lessons.id"], name=op.f("fk_course_progress_last_lesson_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_course_progress_person_id")),
        sa.PrimaryKeyConstraint("person_id", "course_id", name=op.f("pk_course_progress")),
    )
    op.create_table(
        "enrolments",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_enrolments_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_enrolments_version_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "course_id", name=op.f("pk_enrolments")),
    )
    op.create_table(
        "household_progress",
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("finished_lessons", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_progress_household_id")
        ),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_household_progress")),
    )
    op.create_table(
        "learning_events",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=True),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('lesson_finished', 'check_answered', 'test_graded')",
            name=op.f("ck_learning_events_kind"),
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_learning_events_course_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_learning_events_lesson_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_learning_events_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_learning_events_version_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("pk_learning_events")),
    )
    op.create_index(
        "ix_learning_events_person_received",
        "learning_events",
        ["person_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "lesson_completions",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_lesson_completions_course_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_completions_lesson_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lesson_completions_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_lesson_completions_version_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "lesson_id", name=op.f("pk_lesson_completions")),
    )
    op.create_index("ix_lesson_completions_person_course", "lesson_completions", ["person_id", "course_id"])
    op.create_table(
        "member_progress",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("finished_lessons", sa.Integer(), nullable=False),
        sa.Column("completed_courses", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_member_progress_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_member_progress")),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_table("member_progress")
    op.drop_index("ix_lesson_completions_person_course", table_name="lesson_completions")
    op.drop_table("lesson_completions")
    op.drop_index("ix_learning_events_person_received", table_name="learning_events")
    op.drop_table("learning_events")
    op.drop_table("household_progress")
    op.drop_table("enrolments")
    op.drop_table("course_progress")
    op.drop_table("course_completions")
    # ### end Alembic commands ###
