"""A phone has a name of its own, which stays when somebody else takes it.

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


def downgrade() -> None:
    op.drop_column("phone_sessions", "phone")
