"""The full-text index over search_entries.folded: what each engine offers for it."""

from alembic import op

SQLITE_CREATE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(folded, content='search_entries', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    "CREATE TRIGGER search_index_added AFTER INSERT ON search_entries BEGIN "
    "INSERT INTO search_index(rowid, folded) VALUES (new.id, new.folded); END",
    "CREATE TRIGGER search_index_removed AFTER DELETE ON search_entries BEGIN "
    "INSERT INTO search_index(search_index, rowid, folded) VALUES ('delete', old.id, old.folded); END",
)
POSTGRESQL_CREATE = ("CREATE INDEX search_index ON search_entries USING gin (to_tsvector('simple', folded))",)


def create() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_CREATE if is_sqlite else POSTGRESQL_CREATE:
        op.execute(statement)


def drop() -> None:
    """Triggers and PostgreSQL's index go with their table."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
