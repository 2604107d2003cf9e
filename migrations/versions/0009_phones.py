"""A phone has a name of its own, which stays when somebody else takes it. Looks at homes are kept.

Additive: safe while the site is running. A session of an older program gets an empty name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "phone_sessions", sa.Column("phone", sa.String(length=40), server_default="", nullable=False)
    )
    op.execute("UPDATE phone_sessions SET phone = substr(token_hash, 1, 40)")
    op.create_table(
        "household_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what in ('page', 'phone', 'lock')", name=op.f("ck_household_looks_what")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_looks_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_household_looks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_looks")),
    )
    op.create_index(
        "ix_household_looks_home_looked", "household_looks", ["household_id", "looked_at"], unique=False
    )
    op.create_index(op.f("ix_household_looks_person_id"), "household_looks", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("household_looks")
    op.drop_column("phone_sessions", "phone")
