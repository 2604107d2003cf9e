"""How many of a home's lessons were learned together is kept beside how many there are.

Additive: safe while the site is running."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

EVENTS = sa.table(
    "learning_events",
    *(sa.column(name) for name in ("person_id", "lesson_id", "kind", "occurred_at")),
    sa.column("detail", sa.JSON()),
)
COMPLETIONS = sa.table(
    "lesson_completions",
    *(sa.column(name) for name in ("person_id", "lesson_id", "finished_at")),
    sa.column("is_together", sa.Boolean()),
)
MEMBERSHIPS = sa.table(
    "memberships", *(sa.column(name) for name in ("household_id", "person_id", "since_at", "until_at"))
)
HOMES = sa.table("household_progress", sa.column("household_id"), sa.column("together_lessons"))


def upgrade() -> None:
    op.add_column(
        "lesson_completions",
        sa.Column("is_together", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "household_progress",
        sa.Column("together_lessons", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )
    connection = op.get_bind()
    finished = sa.select(EVENTS).where(EVENTS.c.kind == "lesson_finished")
    together = [row for row in connection.execute(finished) if row.detail.get("together")]
    for row in together:
        first = (COMPLETIONS.c.person_id == row.person_id) & (COMPLETIONS.c.lesson_id == row.lesson_id)
        connection.execute(
            sa.update(COMPLETIONS)
            .where(first, COMPLETIONS.c.finished_at == row.occurred_at)
            .values(is_together=True)
        )
    counts = (
        sa.select(sa.func.count())
        .select_from(COMPLETIONS.join(MEMBERSHIPS, MEMBERSHIPS.c.person_id == COMPLETIONS.c.person_id))
        .where(
            COMPLETIONS.c.is_together,
            MEMBERSHIPS.c.household_id == HOMES.c.household_id,
            MEMBERSHIPS.c.since_at <= COMPLETIONS.c.finished_at,
            sa.or_(MEMBERSHIPS.c.until_at.is_(None), COMPLETIONS.c.finished_at < MEMBERSHIPS.c.until_at),
        )
        .scalar_subquery()
    )
    connection.execute(sa.update(HOMES).values(together_lessons=counts))


def downgrade() -> None:
    op.drop_column("household_progress", "together_lessons")
    op.drop_column("lesson_completions", "is_together")
