"""Published courses, glossary and search.

Additive: safe while the site is running. Going back drops these tables and what is in them."""

import search_index
import sqlalchemy as sa
from alembic import op
from published import protect
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("key", name=op.f("uq_courses_key")),
    )
    op.create_table(
        "file_blobs",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_file_blobs")),
    )
    op.create_table(
        "glossary_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_versions")),
        sa.UniqueConstraint("number", name=op.f("uq_glossary_versions_number")),
    )
    op.create_table(
        "search_words",
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("folded", sa.String(length=60), nullable=False),
        sa.Column("written", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("language", "folded", name=op.f("pk_search_words")),
    )
    op.create_table(
        "course_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("icon", sa.String(length=40), nullable=False),
        sa.Column("source_language", sa.String(length=5), nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("audiences", JSON, nullable=False),
        sa.Column("lesson_count", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_course_versions_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_versions")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_course_versions_course_id_number")),
    )
    op.create_table(
        "glossary_files",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["file_blobs.digest"], name=op.f("fk_glossary_files_digest")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["glossary_versions.id"], name=op.f("fk_glossary_files_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "path", name=op.f("pk_glossary_files")),
    )
    op.create_table(
        "glossary_texts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("term", sa.String(length=200), nullable=False),
        sa.Column("definition_html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["glossary_versions.id"], name=op.f("fk_glossary_texts_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "key", "language", name=op.f("pk_glossary_texts")),
    )
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_lessons_course_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint("course_id", "key", name=op.f("uq_lessons_course_id_key")),
    )
    op.create_table(
        "course_texts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary_html", sa.Text(), nullable=False),
        sa.Column("for_whom_html", sa.Text(), nullable=False),
        sa.Column("outcomes", JSON, nullable=False),
        sa.Column("outline", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_course_texts_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "language", name=op.f("pk_course_texts")),
    )
    op.create_table(
        "current_versions",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_current_versions_course_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_current_versions_version_id")
        ),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_current_versions")),
        sa.UniqueConstraint("version_id", name=op.f("uq_current_versions_version_id")),
    )
    op.create_table(
        "lesson_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("sources", JSON, nullable=False),
        sa.Column("competences", JSON, nullable=False),
        sa.Column("audio", JSON, nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_lesson_versions_lesson_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_lesson_versions_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_versions")),
        sa.UniqueConstraint("version_id", "lesson_id", name=op.f("uq_lesson_versions_version_id_lesson_id")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_lesson_versions_version_id_position")),
    )
    op.create_index(op.f("ix_lesson_versions_lesson_id"), "lesson_versions", ["lesson_id"], unique=False)
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_search_entries_course_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_search_entries_lesson_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("lesson_id", "language", name=op.f("uq_search_entries_lesson_id_language")),
    )
    op.create_index(op.f("ix_search_entries_course_id"), "search_entries", ["course_id"], unique=False)
    op.create_table(
        "version_files",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["file_blobs.digest"], name=op.f("fk_version_files_digest")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["course_versions.id"], name=op.f("fk_version_files_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "path", name=op.f("pk_version_files")),
    )
    op.create_table(
        "lesson_texts",
        sa.Column("lesson_version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("sections", JSON, nullable=False),
        sa.Column("glossary", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_version_id"],
            ["lesson_versions.id"],
            name=op.f("fk_lesson_texts_lesson_version_id"),
        ),
        sa.PrimaryKeyConstraint("lesson_version_id", "language", name=op.f("pk_lesson_texts")),
    )
    # ### end Alembic commands ###
    op.create_index(op.f("ix_version_files_digest"), "version_files", ["digest"])
    protect(
        "course_versions",
        "course_texts",
        "lesson_versions",
        "lesson_texts",
        "version_files",
        "file_blobs",
        "glossary_versions",
        "glossary_texts",
        "glossary_files",
    )
    search_index.create()


def downgrade() -> None:
    search_index.drop()
    op.drop_table("lesson_texts")
    op.drop_table("version_files")
    op.drop_index(op.f("ix_search_entries_course_id"), table_name="search_entries")
    op.drop_table("search_entries")
    op.drop_index(op.f("ix_lesson_versions_lesson_id"), table_name="lesson_versions")
    op.drop_table("lesson_versions")
    op.drop_table("current_versions")
    op.drop_table("course_texts")
    op.drop_table("lessons")
    op.drop_table("glossary_texts")
    op.drop_table("glossary_files")
    op.drop_table("course_versions")
    op.drop_table("search_words")
    op.drop_table("glossary_versions")
    op.drop_table("file_blobs")
    op.drop_table("courses")
    # ### end Alembic commands ###
