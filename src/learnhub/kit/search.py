"""Full-text search over one folded column, on either engine.

Texts and queries are folded in Python (`kit.text.fold`), because no engine folds Vietnamese alike.
SQLite searches the FTS5 table `search_index`; PostgreSQL the GIN index over `to_tsvector('simple', …)`.
"""

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Table,
    bindparam,
    column,
    func,
    literal_column,
    table,
)

from learnhub.kit.text import words

_INDEX = table("search_index", column("rowid"), column("rank"))


def match_of(typed: str, dialect: str) -> str | None:
    """What a person typed as the engine's query: all words, the last one as a beginning. None when empty."""
    found = words(typed)
    if not found:
        return None
    if dialect == "sqlite":
        return " ".join(f'"{word}"' for word in found) + "*"
    return " & ".join(f"'{word}'" for word in found) + ":*"


def matching(dialect: str, entries: Table) -> tuple[FromClause, ColumnElement[bool], ColumnElement[float]]:
    """Where to search (`entries` has the columns id and folded), the condition on :match, the rank.

    A smaller rank is a better find.
    """
    if dialect == "sqlite":
        condition = literal_column("search_index").op("MATCH")(bindparam("match"))
        return entries.join(_INDEX, _INDEX.c.rowid == entries.c.id), condition, _INDEX.c.rank
    configuration: ColumnElement[str] = literal_column("'simple'")
    vector = func.to_tsvector(configuration, entries.c.folded)
    query = func.to_tsquery(configuration, bindparam("match"))
    return entries, vector.op("@@")(query), -func.ts_rank(vector, query, type_=Float)
