"""Cards of homes and of people, phones that ask to join a home, wrong codes, a home's phone number.

Additive: safe while the site is running. Homes that are there get their card when they ask for one."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

IN_FORCE = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.add_column("households", sa.Column("phone", sa.String(length=20), server_default="", nullable=False))
    op.create_table(
        "household_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_household_cards_household_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_cards")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_household_cards_token_hash")),
    )
    op.create_index(op.f("ix_household_cards_household_id"), "household_cards", ["household_id"])
    _unique_in_force("uq_household_cards_one_in_force", "household_cards", "household_id")
    _unique_in_force("uq_household_cards_code_in_force", "household_cards", "code")
    op.create_table(
        "person_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_cards_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_cards")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_person_cards_token_hash")),
    )
    op.create_index(op.f("ix_person_cards_person_id"), "person_cards", ["person_id"])
    _unique_in_force("uq_person_cards_one_in_force", "person_cards", "person_id")
    _create_requests()


def _unique_in_force(name: str, table: str, column: str) -> None:
    op.create_index(name, table, [column], unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE)


def _create_requests() -> None:
    op.create_table(
        "join_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("decision in ('let_in', 'refused')", name=op.f("ck_join_requests_decision")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_join_requests_household_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_join_requests_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
    )
    op.create_index("ix_join_requests_home_asked", "join_requests", ["household_id", "asked_at"])
    op.create_index(op.f("ix_join_requests_decided_by"), "join_requests", ["decided_by"])
    op.create_table(
        "code_tries",
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name=op.f("pk_code_tries")),
    )


def downgrade() -> None:
    for table in ("code_tries", "join_requests", "person_cards", "household_cards"):
        op.drop_table(table)
    op.drop_column("households", "phone")
