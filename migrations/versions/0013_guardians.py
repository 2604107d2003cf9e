"""Children with the adult who cares for them, codes for moving to another home, homes that became one.

Additive: safe while the site is running. An older program adds adults who agreed for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

OPEN = sa.text("until_at IS NULL")


def upgrade() -> None:
    op.add_column("people", sa.Column("is_child", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("households", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "consents", sa.Column("means", sa.String(length=20), server_default="phone", nullable=False)
    )
    op.add_column(
        "consents",
        sa.Column(
            "given_by_id",
            sa.Integer(),
            sa.ForeignKey("people.id", name=op.f("fk_consents_given_by_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_consents_given_by_id"), "consents", ["given_by_id"], unique=False)
    _guardianships()
    _moving_codes()


def _guardianships() -> None:
    op.create_table(
        "guardianships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["people.id"], name=op.f("fk_guardianships_child_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["people.id"], name=op.f("fk_guardianships_guardian_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardianships")),
    )
    op.create_index(op.f("ix_guardianships_child_id"), "guardianships", ["child_id"], unique=False)
    op.create_index(op.f("ix_guardianships_guardian_id"), "guardianships", ["guardian_id"], unique=False)
    op.create_index(
        "uq_guardianships_one_open",
        "guardianships",
        ["child_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _moving_codes() -> None:
    op.create_table(
        "moving_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_moving_codes_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_moving_codes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moving_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_moving_codes_code_hash")),
    )
    op.create_index(op.f("ix_moving_codes_household_id"), "moving_codes", ["household_id"], unique=False)
    op.create_index(op.f("ix_moving_codes_person_id"), "moving_codes", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("moving_codes")
    op.drop_table("guardianships")
    op.drop_index(op.f("ix_consents_given_by_id"), "consents")
    op.drop_column("consents", "given_by_id")
    op.drop_column("consents", "means")
    op.drop_column("households", "closed_at")
    op.drop_column("people", "is_child")
