"""Questions, attempts, answers and scores.

Additive: safe while the site is running. Going back drops these tables and what is in them."""

import sqlalchemy as sa
from alembic import op
from published import protect
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind in ('bank', 'check')", name=op.f("ck_items_kind")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_items_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("lesson_id", "kind", "key", name=op.f("uq_items_lesson_id_kind_key")),
    )
    op.create_table(
        "quizzes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("rules", JSON, nullable=False),
        sa.CheckConstraint("kind in ('test', 'practice')", name=op.f("ck_quizzes_kind")),
        sa.ForeignKeyConstraint(["version_id"], ["course_versions.id"], name=op.f("fk_quizzes_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quizzes")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_quizzes_version_id_key")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("quiz_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("rules", JSON, nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_attempts_course_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attempts_person_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quizzes.id"], name=op.f("fk_attempts_quiz_id")),
        sa.ForeignKeyConstraint(["version_id"], ["course_versions.id"], name=op.f("fk_attempts_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index(
        "ix_attempts_person_course",
        "attempts",
        ["person_id", "course_id", "quiz_key", "started_at"],
        unique=False,
    )
    op.create_index(
        "uq_attempts_one_open",
        "attempts",
        ["person_id", "course_id", "quiz_key"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.create_table(
        "item_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("right", JSON, nullable=False),
        sa.Column("misconceptions", JSON, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_versions_item_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_item_versions_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_versions")),
        sa.UniqueConstraint("version_id", "item_id", name=op.f("uq_item_versions_version_id_item_id")),
    )
    op.create_index(op.f("ix_item_versions_item_id"), "item_versions", ["item_id"], unique=False)
    op.create_table(
        "attempt_questions",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("is_must_pass", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_attempt_questions_attempt_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_versions.id"],
            name=op.f("fk_attempt_questions_item_version_id"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_attempt_questions")),
    )
    op.create_table(
        "item_texts",
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("explanation_html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_version_id"], ["item_versions.id"], name=op.f("fk_item_texts_item_version_id")
        ),
        sa.PrimaryKeyConstraint("item_version_id", "language", name=op.f("pk_item_texts")),
    )
    op.create_table(
        "responses",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("answer", JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_responses_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "id", name=op.f("pk_responses")),
        sa.UniqueConstraint(
            "attempt_id", "number", "sequence", name=op.f("uq_responses_attempt_id_number_sequence")
        ),
    )
    op.create_table(
        "scores",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("right_count", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("marks", JSON, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempts.id"], name=op.f("fk_scores_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scores")),
    )
    op.create_index(op.f("ix_scores_attempt_id"), "scores", ["attempt_id"], unique=False)
    # ### end Alembic commands ###
    protect(
        "items",
        "item_versions",
        "item_texts",
        "quizzes",
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_scores_attempt_id"), table_name="scores")
    op.drop_table("scores")
    op.drop_table("responses")
    op.drop_table("item_texts")
    op.drop_table("attempt_questions")
    op.drop_index(op.f("ix_item_versions_item_id"), table_name="item_versions")
    op.drop_table("item_versions")
    op.drop_index(
        "uq_attempts_one_open",
        table_name="attempts",
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )
    op.drop_index("ix_attempts_person_course", table_name="attempts")
    op.drop_table("attempts")
    op.drop_table("quizzes")
    op.drop_table("items")
    # ### end Alembic commands ###
