"""`learnhub privacy`: erase what is due, erase again after a restore, the register, who looked at whom."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from learnhub.kit.db import Database, reads, transaction
from learnhub.privacy import queries, service


@click.group(name="privacy")
def group() -> None:
    """What is stored of people: erase it, and answer who saw it."""


@group.command()
def erase_due() -> None:
    """Erase every person and home whose 30 days of undo are over. Run it once a day."""
    database, count = _database(), 0
    while True:
        with transaction(database) as session:  # a short one each, so that nobody who is learning waits
            done = service.erase_due(session, now=datetime.now(UTC), limit=1)
        if not done:
            break
        count += done
    click.echo(f"{count} erased")


@group.command()
def erased() -> None:
    """Print what was erased, as codes. Keep this list apart from the backups."""
    with reads(_database()) as connection:
        for row in queries.list_requests(connection):
            if row.kind in {"person", "home"} and row.done_at:
                click.echo(f"{row.kind} {row.code}")


@group.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def reapply(file: Path) -> None:
    """After a restore: erase again what FILE, printed by `erased`, names."""
    lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if any(len(words) != 2 or words[0] not in {"person", "home"} for words in lines):
        raise click.ClickException(f"{file} is not a list that `learnhub privacy erased` printed.")
    count = 0
    for kind, code in lines:
        with transaction(_database()) as session:
            count += service.reapply(session, service.Erased(kind, code), now=datetime.now(UTC))
    click.echo(f"{count} of {len(lines)} erased again")


@group.command()
def requests() -> None:
    """Print the register: what was asked for, until when it is due, when it was done."""
    with reads(_database()) as connection:
        for row in queries.list_requests(connection):
            moments = (row.asked_at, row.due_at, row.done_at, row.undone_at)
            asked, due, done, undone = (f"{at:%Y-%m-%d %H:%M}" if at else "-" for at in moments)
            click.echo(f"{row.kind} {row.code} asked={asked} due={due} done={done} undone={undone}")


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


@group.command()
@click.argument("code")
def undo(code: str) -> None:
    """Take back the erasure of the person CODE, who has no phone of a home to do it on.

    A child then belongs to no home; within 30 days an adult of the last one can take the child back.
    """
    with transaction(_database()) as session:
        is_undone = service.undo_person(session, person_id=_person(code), now=datetime.now(UTC))
    click.echo("1 erasure taken back" if is_undone else "Nothing waits for this person; nothing changed.")


def _database() -> Database:
    database: Database = click.get_current_context().obj
    return database


def _person(code: str) -> int:
    with reads(_database()) as connection:
        found = queries.find_person(connection, code=code)
    if found is None:
        raise click.ClickException(f"There is no person {code}.")
    return found
