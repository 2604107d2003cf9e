"""Guests: what a phone keeps before anybody is named, and claim codes that nobody has.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_guests_person_id")),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["people.id"], name=op.f("fk_guests_claimed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
        sa.UniqueConstraint("person_id", name=op.f("uq_guests_person_id")),
        sa.UniqueConstraint("code", name=op.f("uq_guests_code")),
        sa.UniqueConstraint("phone", name=op.f("uq_guests_phone")),
    )
    op.create_index(op.f("ix_guests_seen_at"), "guests", ["seen_at"], unique=False)
    op.create_index(op.f("ix_guests_claimed_by_id"), "guests", ["claimed_by_id"], unique=False)
    op.create_table(
        "claim_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_tries")),
    )
    op.create_index(op.f("ix_claim_tries_tried_at"), "claim_tries", ["tried_at"], unique=False)


def downgrade() -> None:
    op.drop_table("claim_tries")
    op.drop_table("guests")
