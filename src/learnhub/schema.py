"""The database's shape: brought to the newest revision, and checked before a server starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from learnhub.kit.db import BUSY_SECONDS, CONNECTIONS, SAFE_SQLITE, make_engine, sqlite_module

_FREE_CONNECTIONS = """
    SELECT sum(CASE name WHEN 'max_connections' THEN setting::int ELSE -setting::int END) FROM pg_settings
    WHERE name IN ('max_connections', 'superuser_reserved_connections', 'reserved_connections')
"""


class WrongSchema(Exception):
    """The database is missing, older or newer than the program. The text says what to do."""


def upgrade(url: str, revision: str = "head") -> None:
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    command.downgrade(_config(url), revision)


def refuse_wrong(url: str) -> None:
    """Raises WrongSchema unless the database is at the newest revision."""
    found, wanted = current_revision(url), head_revision()
    if found is None:
        raise WrongSchema("The database is empty or cannot be reached. Run: learnhub migrate")
    if found != wanted:
        known = {script.revision for script in ScriptDirectory.from_config(_config(url)).walk_revisions()}
        if found in known:
            raise WrongSchema(
                f"The database is at revision {found}, the program needs {wanted}. Run: learnhub migrate"
            )
        raise WrongSchema(
            f"The database is at revision {found}, which this program does not know. "
            "Install the newer learnhub."
        )


def refuse_unsafe_sqlite(url: str) -> list[str]:
    """Raises WrongSchema where SQLite would not keep its promises; returns what to warn of.

    Source: docs/rules.md, R-70.
    """
    if not url.startswith("sqlite"):
        return []
    engine = make_engine(url, write=True)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": BUSY_SECONDS * 1000,
    }
    if found != wanted:
        raise WrongSchema(
            f"SQLite does not keep its settings here: {found}. "
            "Put the data folder on a local disk, not on a network share."
        )
    version = sqlite_module().sqlite_version_info
    if version < SAFE_SQLITE:
        return [f"SQLite {'.'.join(map(str, version))} has a known fault; install the wheel pysqlite3."]
    return []


def refuse_crowd(url: str, workers: int) -> None:
    """Raises WrongSchema where the workers may open more connections than PostgreSQL has to give.

    Source: docs/rules.md, R-71.
    """
    if url.startswith("sqlite"):
        return
    engine = make_engine(url, write=False)
    with engine.connect() as connection:
        free = int(connection.exec_driver_sql(_FREE_CONNECTIONS).scalar_one())
    engine.dispose()
    if workers * CONNECTIONS > free:
        raise WrongSchema(
            f"{workers} workers open up to {workers * CONNECTIONS} connections, PostgreSQL gives {free}. "
            "Start fewer workers, or raise its max_connections."
        )


def back_up(url: str, target: Path) -> int:
    """Copy a running SQLite database and check the copy. Returns its size in bytes.

    Raises WrongSchema: not SQLite, no such file or folder, the target exists, or the copy is damaged.
    """
    if not url.startswith("sqlite"):
        raise WrongSchema("This command copies SQLite. For PostgreSQL run: pg_dump --format=custom")
    path = Path(make_url(url).database or "")
    if not path.is_file():
        raise WrongSchema(f"{path} cannot be read: there is no such file.")
    if target.exists():
        raise WrongSchema(f"{target} exists already. Name a new file.")
    if not target.parent.is_dir():
        raise WrongSchema(f"{target} cannot be written: there is no such folder.")
    sqlite = sqlite_module()
    source = sqlite.connect(str(path))
    copy = sqlite.connect(str(target))
    source.backup(copy)
    verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    copy.close()
    source.close()
    if verdict != "ok":
        raise WrongSchema(f"The copy is damaged: {verdict}")
    return target.stat().st_size


def current_revision(url: str) -> str | None:
    engine = make_engine(url, write=False)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError:
        return None
    finally:
        engine.dispose()


def head_revision() -> str:
    head = ScriptDirectory.from_config(_config("")).get_current_head()
    assert head is not None
    return head


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("prepend_sys_path", str(_folder()).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _folder() -> Path:
    """Inside the package when it was built, beside `src` in a checkout."""
    packaged = Path(__file__).parent / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "migrations"
