"""`learnhub people`: who can sign in."""

from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from learnhub.accounts import queries, service
from learnhub.accounts.errors import PersonNotFound
from learnhub.accounts.models import ROLES
from learnhub.kit.db import Database, reads, transaction
from learnhub.units.errors import UnitNotFound
from learnhub.units.queries import find_unit


@click.group()
def group() -> None:
    """People who sign in with a password, and guests who have no name."""


@group.command()
@click.argument("login")
@click.argument("name", default="")
@click.option("--member", metavar="CODE", default="", help="Somebody who learns in a home already.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--unit", metavar="CODE", required=True, help="The unit that they answer for.")
@click.pass_obj
def add(database: Database, login: str, name: str, member: str, role: str, unit: str) -> None:
    """Add NAME, who signs in as LOGIN. Prints the password, this once.

    With --member nobody new is added: the member signs in as LOGIN and keeps their one record. The code
    stands on their page of the home.
    """
    if bool(name) == bool(member):
        raise click.UsageError("Give either a NAME or --member CODE.")
    now = datetime.now(UTC)
    password = service.random_password()
    with transaction(database) as session:
        place = find_unit(session.connection(), unit)
        if place is None:
            raise UnitNotFound({"code": unit})
        person_id = (
            _member(session, member)
            if member
            else service.register_person(session, name=name, unit_id=place.id, now=now)
        )
        service.create_account(session, person_id=person_id, login=login, password=password, now=now)
        service.appoint(session, person_id=person_id, unit_id=place.id, role=role, now=now)
    click.echo(f"Added {login}, {role} in {unit}.\nPassword, shown only now: {password}")


def _member(session: Session, code: str) -> int:
    person_id = queries.find_person(session.connection(), code=code)
    if person_id is None:
        raise PersonNotFound({"code": code})
    return person_id


@group.command()
@click.argument("login")
@click.pass_obj
def reset_password(database: Database, login: str) -> None:
    """Give LOGIN a new password and end their sessions. Prints it, this once."""
    with transaction(database) as session:
        password = service.reset_password(session, login=login, now=datetime.now(UTC))
    click.echo(f"New password of {login}, shown only now: {password}")


@group.command()
@click.pass_obj
def forget_guests(database: Database) -> None:
    """Erase what was learned without a name and claimed by nobody for 90 days."""
    count = 0
    while True:
        # One short transaction for a hundred, so that nobody who is learning waits.
        with transaction(database) as session:
            erased = service.forget_guests(session, now=datetime.now(UTC), most=100)
        count += erased
        if not erased:
            break
    click.echo(f"{count} guests forgotten")


@group.command(name="list")
@click.pass_obj
def list_(database: Database) -> None:
    """Print everybody who can sign in: sign-in name, roles, name."""
    with reads(database) as connection:
        accounts = queries.list_accounts(connection, now=datetime.now(UTC))
    for account in accounts:
        roles = ", ".join(account.positions) or "-"
        closed = "" if account.is_active else "\tclosed"
        click.echo(f"{account.login}\t{roles}\t{account.name}{closed}")
    click.echo(f"{len(accounts)} accounts")
