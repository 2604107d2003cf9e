"""People and homes may be hidden and an agreement taken back; requests about stored data have a register.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

OPEN = " AND undone_at IS NULL AND done_at IS NULL"


def upgrade() -> None:
    op.add_column("people", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("households", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "privacy_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind in ('copy', 'withdrawal', 'person', 'home')", name=op.f("ck_privacy_requests_kind")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_privacy_requests_person_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_privacy_requests_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_requests")),
        sa.UniqueConstraint("code", name=op.f("uq_privacy_requests_code")),
    )
    op.create_index("ix_privacy_requests_due", "privacy_requests", ["due_at"], unique=False)
    for column in ("person_id", "household_id"):
        op.create_index(op.f(f"ix_privacy_requests_{column}"), "privacy_requests", [column], unique=False)
    for kind, column in (("person", "person_id"), ("home", "household_id")):
        is_open = sa.text(f"kind = '{kind}'{OPEN}")
        op.create_index(
            f"uq_privacy_requests_open_{kind}",
            "privacy_requests",
            [column],
            unique=True,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )


def downgrade() -> None:
    op.drop_table("privacy_requests")
    op.drop_column("households", "hidden_at")
    op.drop_column("people", "hidden_at")
    op.drop_column("people", "withdrawn_at")
