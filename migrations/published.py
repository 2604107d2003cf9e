"""Rows that may be added but never changed: said in the database, on both engines."""

from alembic import op

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % are published and never change', TG_TABLE_NAME; END $$
"""


def protect(*tables: str) -> None:
    """UPDATE and DELETE on these tables fail from now on."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute(REFUSE)
    for table in tables:
        for action in ("UPDATE", "DELETE"):
            op.execute(_sqlite(table, action) if is_sqlite else _postgresql(table, action))


def _sqlite(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER published_{table}_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are published and never change'); END"
    )


def _postgresql(table: str, action: str) -> str:
    return (
        f"CREATE TRIGGER published_{table}_{action.lower()} BEFORE {action} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
