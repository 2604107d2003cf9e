"""How somebody wants pages is kept with the person; until now only each phone kept it.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("people", sa.Column("prefs", sa.String(length=100), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("people", "prefs")
