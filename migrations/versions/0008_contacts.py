"""The contact card: numbers and addresses to keep, each with the day on which it was checked.

Additive: safe while the site is running. Going back drops these tables and what is in them."""

import sqlalchemy as sa
from alembic import op
from published import protect
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"

JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "contact_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_versions")),
        sa.UniqueConstraint("number", name=op.f("uq_contact_versions_number")),
    )
    op.create_table(
        "contact_texts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("intro_html", sa.Text(), nullable=False),
        sa.Column("contacts", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["contact_versions.id"], name=op.f("fk_contact_texts_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "language", name=op.f("pk_contact_texts")),
    )
    op.create_table(
        "contact_files",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["file_blobs.digest"], name=op.f("fk_contact_files_digest")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["contact_versions.id"], name=op.f("fk_contact_files_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "path", name=op.f("pk_contact_files")),
    )
    protect("contact_versions", "contact_texts", "contact_files")


def downgrade() -> None:
    op.drop_table("contact_files")
    op.drop_table("contact_texts")
    op.drop_table("contact_versions")
