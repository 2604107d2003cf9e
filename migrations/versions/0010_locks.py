"""Members may put a lock before their tile; wrong tries are counted.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("phone_sessions", sa.Column("locks_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "locks",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('pictures', 'pin')", name=op.f("ck_locks_kind")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_locks_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_locks")),
    )
    op.create_table(
        "lock_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_lock_tries_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lock_tries")),
    )
    op.create_index("ix_lock_tries_person_tried", "lock_tries", ["person_id", "tried_at"], unique=False)
    op.create_index("ix_lock_tries_phone_tried", "lock_tries", ["phone", "tried_at"], unique=False)


def downgrade() -> None:
    op.drop_table("lock_tries")
    op.drop_table("locks")
    op.drop_column("phone_sessions", "locks_at")
