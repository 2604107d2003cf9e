"""Names may have letters whose marks are characters of their own: PostgreSQL makes room for them.

Additive: safe while the site is running; no row is written. SQLite counts no letters, so nothing changes
there. Going back cuts what is longer."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

COLUMNS = (("people", "name", 80), ("people", "print_name", 80), ("households", "nickname", 60))
PIECES = 4


def upgrade() -> None:
    _resize(PIECES)


def downgrade() -> None:
    _resize(1)


def _resize(pieces: int) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, column, letters in COLUMNS:
        size = pieces * letters
        op.alter_column(
            table,
            column,
            type_=sa.String(size),
            postgresql_using=f"substr({column}, 1, {size})" if pieces == 1 else None,
        )
