"""A helper looks at which home a phone asks, and then lets it in or not: the look is not the letting in.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

NAME = "ck_household_looks_what"


def upgrade() -> None:
    _allow("'page', 'phone', 'phone_seen', 'lock', 'lock_seen', 'lock_off'")
    # Until now only looks were written down, and what was answered was not.
    op.execute("UPDATE household_looks SET what = 'phone_seen' WHERE what = 'phone'")


def downgrade() -> None:
    op.execute("UPDATE household_looks SET what = 'phone' WHERE what = 'phone_seen'")
    _allow("'page', 'phone', 'lock', 'lock_seen', 'lock_off'")


def _allow(kinds: str) -> None:
    """SQLite changes no constraint: the table is written anew."""
    old = sa.Table(
        "household_looks",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("what <> ''", name=op.f(NAME)),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_looks_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_household_looks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_looks")),
        sa.Index("ix_household_looks_home_looked", "household_id", "looked_at"),
        sa.Index("ix_household_looks_person_id", "person_id"),
    )
    with op.batch_alter_table("household_looks", copy_from=old) as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), f"what in ({kinds})")
