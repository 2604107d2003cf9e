"""`learnhub progress`: prove the summaries against the facts, and mend them."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from learnhub.kit.db import Database, reads, transaction
from learnhub.progress import queries, service
from learnhub.progress.rules import Difference

Find = Callable[[Session, int], list[Difference]]


@click.group(name="progress")
def group() -> None:
    """What people have learned: check the summaries, mend them."""


@group.command()
def check() -> None:
    """Work out every summary again from the facts; name each row that differs."""

    def of_person(session: Session, person_id: int) -> list[Difference]:
        return queries.person_ledger(session.connection(), person_id=person_id).differences

    def of_household(session: Session, household_id: int) -> list[Difference]:
        connection = session.connection()
        return queries.household_ledger(connection, household_id=household_id).differences

    found = _everywhere(of_person, of_household)
    for difference in found:
        click.echo(str(difference))
    if found:
        click.echo(f"{len(found)} rows differ. To mend them: learnhub progress rebuild")
        sys.exit(1)
    click.echo("Every summary says what the facts say.")


@group.command()
def rebuild() -> None:
    """Write the rows anew that differ from the facts."""
    now = datetime.now(UTC)

    def of_person(session: Session, person_id: int) -> list[Difference]:
        return service.mend_person(session, person_id=person_id, now=now)

    def of_household(session: Session, household_id: int) -> list[Difference]:
        return service.mend_household(session, household_id=household_id)

    click.echo(f"{len(_everywhere(of_person, of_household))} rows mended")


def _everywhere(of_person: Find, of_household: Find) -> list[Difference]:
    """One short transaction a person and a home, so that nobody who is learning waits."""
    database: Database = click.get_current_context().obj
    with reads(database) as connection:
        places = [
            *((of_person, person_id) for person_id in queries.list_people(connection)),
            *((of_household, household_id) for household_id in queries.list_households(connection)),
        ]
    found: list[Difference] = []
    with click.progressbar(places, label="People and homes", file=sys.stderr) as each:
        for find, number in each:
            with transaction(database) as session:
                found += find(session, number)
    return found
