"""The `learnhub` command: the rooms' commands, and the running of the site."""

import os
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import DBAPIError

from learnhub import schema
from learnhub.kit.db import Database, open_database, transaction
from learnhub.kit.errors import Refusal
from learnhub.settings import (
    DESCRIPTIONS,
    PREFIX,
    Settings,
    UnsafeSettings,
    read_settings,
    refuse_unsafe,
)

# Room commands, imported only when asked for: a server needs none of them.
ROOM_GROUPS = {
    "content": "learnhub.studio.cli",
    "units": "learnhub.units.cli",
    "people": "learnhub.accounts.cli",
    "progress": "learnhub.progress.cli",
    "certificates": "learnhub.certificates.cli",
    "privacy": "learnhub.privacy.cli",
}


class _Rooms(click.Group):
    """Finds a room's group by name when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *ROOM_GROUPS])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in ROOM_GROUPS:
            return super().get_command(ctx, name)
        group: click.Command = import_module(ROOM_GROUPS[name]).group
        return group


@click.group(cls=_Rooms)
@click.pass_context
def group(ctx: click.Context) -> None:
    """LearnHub: open learning for digital literacy."""
    if ctx.invoked_subcommand in ROOM_GROUPS:
        settings = read_settings()
        ctx.obj = _open(settings)
        ctx.call_on_close(ctx.obj.dispose)


@group.command()
def settings() -> None:
    """List every setting, its value and what it is for."""
    found = read_settings()
    for name, description in DESCRIPTIONS.items():
        click.echo(f"{PREFIX}{name.upper()}={getattr(found, name)}\n    {description}")


@group.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    found = read_settings()
    found.data.mkdir(parents=True, exist_ok=True)
    before = schema.current_revision(found.database)
    schema.upgrade(found.database)
    if before is None:
        found.register.touch()  # where it is missing later, the database was restored on a new disk
    click.echo(f"The database is at revision {schema.head_revision()} (was {before or 'empty'}).")


@group.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE while the site is running."""
    found = read_settings()
    schema.refuse_wrong(found.database)
    size = schema.back_up(found.database, file)
    click.echo(f"{file}: {size} bytes, checked.")


@group.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=1, show_default=True, help="One for each processor core.")
def serve(port: int, host: str, workers: int) -> None:
    """Run a real site. It refuses to start with unsafe settings."""
    found = read_settings()
    refuse_unsafe(found)
    schema.refuse_wrong(found.database)
    schema.refuse_crowd(found.database, workers)
    for warning in schema.refuse_unsafe_sqlite(found.database):
        click.echo(f"Warning: {warning}", err=True)
    _refuse_forgotten(found)
    _announce_setup(found)
    _become_server("learnhub.app:from_environment", host=host, port=port, workers=workers)


@group.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--content", type=click.Path(path_type=Path, exists=True), default="course_content")
def demo(port: int, content: Path) -> None:
    """Run a demonstration: a small ward with people to be, on this machine only."""
    from learnhub import demo as ward

    found = ward.prepare(read_settings(), content, port, say=click.echo)
    click.echo(f"\nLearnHub is ready: {found.base_url}")
    _become_server("learnhub.demo:from_environment", host="127.0.0.1", port=port, workers=1)


def main() -> None:
    """Errors that a person can mend are said in one line, without a traceback."""
    try:
        group.main(prog_name="learnhub", standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (UnsafeSettings, schema.WrongSchema) as error:
        _stop(str(error))
    except Refusal as error:
        _stop(error.said.english)
    except DBAPIError as error:
        _stop(f"The database cannot be used: {error.orig}\nIs it migrated? Run: learnhub migrate")


def _stop(said: str) -> None:
    click.echo(said, err=True)
    sys.exit(1)


def _open(found: Settings) -> Database:
    from learnhub.wiring import open_site

    return open_site(found)


def _refuse_forgotten(found: Settings) -> None:
    """A restored database must first learn again what people asked for since; else it is kept here."""
    from learnhub.privacy.cli import refuse_forgotten
    from learnhub.privacy.service import keep_all

    database = _open(found)
    refuse_forgotten(database)
    keep_all(database)
    database.dispose()


def _announce_setup(found: Settings) -> None:
    """While there is no administrator, print the one-time code that makes the first."""
    from learnhub.accounts.service.setup import make_setup_code

    database = open_database(found.database)
    with transaction(database) as session:
        code = make_setup_code(session, now=datetime.now(UTC))
    database.dispose()
    if code:
        click.echo(f"No administrator yet. Open {found.base_url}/vi/setup and type this code once: {code}")


def server_command(factory: str, *, host: str, port: int, workers: int) -> list[str]:
    """How the server is run, as words of a command line. `factory` is module:function."""
    return [
        *(sys.executable, "-OO", "-m", "gunicorn"),  # docstrings are 16 MB
        *("--config", "python:learnhub.server", "--bind", f"{host}:{port}", "--workers", str(workers)),
        f"{factory}()",
    ]


def _become_server(factory: str, *, host: str, port: int, workers: int) -> NoReturn:
    """Runs in this process's place, so that nothing of what only commands need stays in memory."""
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # else glibc keeps a heap for each thread
    command = server_command(factory, host=host, port=port, workers=workers)
    os.execv(command[0], command)
