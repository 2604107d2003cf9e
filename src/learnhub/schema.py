"""The database's shape: brought to the newest revision, and checked before a server starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from learnhub.kit.db import make_engine


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
            raise WrongSchema(f"The database is at revision {found}, the program needs {wanted}. Run: learnhub migrate")
        raise WrongSchema(f"The database is at revision {found}, which this program does not know. Install the newer learnhub.")


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
    config.set_main_option("prepend_sys_path", str(_folder()).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _folder() -> Path:
    """Inside the package when it was built, beside `src` in a checkout."""
    packaged = Path(__file__).parent / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "migrations"
