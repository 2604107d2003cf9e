"""Wrong codes of every kind are counted in one table.

The two that it replaces held one hour's counts, which begin anew. While a former version is running, it
cannot count a wrong code: stop the site for this step."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "wrong_codes",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "hour", name=op.f("pk_wrong_codes")),
    )
    op.drop_table("code_tries")
    op.drop_table("claim_tries")


def downgrade() -> None:
    op.create_table(
        "claim_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_tries")),
    )
    op.create_index(op.f("ix_claim_tries_tried_at"), "claim_tries", ["tried_at"], unique=False)
    op.create_table(
        "code_tries",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_code_tries")),
    )
    op.drop_table("wrong_codes")
