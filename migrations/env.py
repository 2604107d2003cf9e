"""Runs the migrations on the database that `learnhub.schema` hands over."""

from alembic import context

from learnhub import tables
from learnhub.kit.db import make_engine

ENGINE_OWN = ("search_index",)  # the full-text index and its shadow tables


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind not in ("table", "index") or not (name or "").startswith(ENGINE_OWN)


def run() -> None:
    engine = make_engine(context.config.attributes["url"], write=True)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables.metadata,
            include_name=is_ours,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
