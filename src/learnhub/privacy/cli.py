"""`learnhub privacy`: erase what is due, erase again after a restore, the register, who looked at whom."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from learnhub.kit.db import Database, reads, transaction
from learnhub.kit.expiring import Key
from learnhub.privacy import queries, service
from learnhub.privacy.rules.register import Entry


@click.group(name="privacy")
def group() -> None:
    """What is stored of people: erase it, and answer who saw it."""


@group.command()
def erase_due() -> None:
    """Erase every person and home whose 30 days of undo are over, and delete what is kept for a time when
    the time is over. Run it once a day.
    """
    database, count = _database(), 0
    refuse_forgotten(database)
    while True:
        with transaction(database) as session:  # a short one each, so that nobody who is learning waits
            done = service.erase_due(session, now=datetime.now(UTC), limit=1)
        if not done:
            break
        count += done
    service.keep_all(database)
    click.echo(f"{count} erased")
    for table in service.FORGET:
        if gone := _forget(database, table):
            click.echo(f"{gone} deleted from {table}")


def _forget(database: Database, table: str) -> int:
    """Returns how many rows went, some in each transaction."""
    gone = 0
    after: Key | None = ()
    while after is not None:
        with transaction(database) as session:
            step = service.FORGET[table](session, now=datetime.now(UTC), after=after)
        gone, after = gone + step.gone, step.after
    return gone


@group.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-list", is_flag=True, help="There is no register.txt any more, nor a copy of it.")
def reapply(file: Path | None, without_list: bool) -> None:
    """After a restore: do again what people had asked for, by register.txt, or FILE, a copy of it."""
    database, count = _database(), 0
    if file is not None:
        service.keep(database, _entries(file))
    elif not without_list:
        _refuse_lost(database)
    for entry in service.forgotten(database):
        with transaction(database) as session:
            count += service.reapply(session, entry, now=datetime.now(UTC))
    service.keep_all(database)
    click.echo(f"{count} requests done again")


def refuse_forgotten(database: Database) -> None:
    """Raises ClickException where people's requests were forgotten: the database comes from a backup.

    Source: docs/rules.md, H66.
    """
    _refuse_lost(database)
    if service.forgotten(database):
        raise click.ClickException(
            "The database is older than what people asked for since. Run: learnhub privacy reapply"
        )


@group.command()
def requests() -> None:
    """Print the register: what was asked for, until when it is due, when it was done."""
    with reads(_database()) as connection:
        for row in queries.list_requests(connection):
            moments = (row.asked_at, row.due_at, row.done_at, row.undone_at)
            asked, due, done, undone = (f"{at:%Y-%m-%d %H:%M}" if at else "-" for at in moments)
            code = row.home if row.kind == "home" else row.person
            click.echo(f"{row.kind} {code} asked={asked} due={due} done={done} undone={undone}")


@group.command()
@click.option("--person", "code", required=True, help="The person's code.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3650))
def looks(code: str, days: int) -> None:
    """Print who looked at the homes of a person while they belonged to them."""
    since = datetime.now(UTC) - timedelta(days=days)
    with reads(_database()) as connection:
        found = queries.list_looks_at(connection, person_id=_person(code), since=since)
    for look in found:
        click.echo(f"{look.looked_at:%Y-%m-%d %H:%M} {look.role or '-'} {look.name or '-'}: {look.what}")
    click.echo(f"{len(found)} looks in {days} days", file=sys.stderr)


@group.command(context_settings={"ignore_unknown_options": True})  # one code in 64 begins with a hyphen
@click.argument("code")
def undo(code: str) -> None:
    """Take back the erasure of the person CODE, who has no phone of a home to do it on.

    A child then belongs to no home; within 30 days an adult of the last one can take the child back.
    """
    with service.registering(_database()) as session:
        is_undone = service.undo_person(session, person_id=_person(code), now=datetime.now(UTC))
    click.echo("1 erasure taken back" if is_undone else "Nothing waits for this person; nothing changed.")


def _refuse_lost(database: Database) -> None:
    if service.has_lost_register(database):
        raise click.ClickException(
            f"{service.register_file(database)} is missing or empty. With a copy of it, run: "
            "learnhub privacy reapply FILE. Where there is none: learnhub privacy reapply --without-list"
        )


def _entries(file: Path) -> tuple[Entry, ...]:
    try:
        return service.read_register(file)
    except ValueError as error:
        raise click.ClickException(f"{file} is not a register that this site wrote.") from error


def _database() -> Database:
    database: Database = click.get_current_context().obj
    return database


def _person(code: str) -> int:
    with reads(_database()) as connection:
        found = queries.find_person(connection, code=code)
    if found is None:
        raise click.ClickException(f"There is no person {code}.")
    return found
