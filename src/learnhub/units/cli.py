"""`learnhub units`: the tree of places and offices."""

import click

from learnhub.kit.db import Database, reads, transaction
from learnhub.units import queries, service
from learnhub.units.models import KINDS


@click.group()
def group() -> None:
    """Places and offices."""


@group.command()
@click.argument("code")
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), default="commune", show_default=True)
@click.option("--parent", metavar="CODE", help="The unit that this one lies in.")
@click.option("--help-phone", default="", help="Shown to the people of this unit on every page.")
@click.pass_obj
def add(database: Database, code: str, name: str, kind: str, parent: str | None, help_phone: str) -> None:
    """Add the unit NAME. CODE is its short name here: hoan-kiem."""
    with transaction(database) as session:
        service.add_unit(session, code=code, name=name, kind=kind, parent_code=parent, help_phone=help_phone)
    click.echo(f"Added {kind} {code}.")


@group.command()
@click.argument("code")
@click.option("--parent", metavar="CODE", help="Leave it out to make the unit the top of a tree.")
@click.pass_obj
def move(database: Database, code: str, parent: str | None) -> None:
    """Hang the unit CODE, with all that is in it, below another one."""
    with transaction(database) as session:
        service.move_unit(session, code=code, parent_code=parent)
    click.echo(f"Moved {code} under {parent}." if parent else f"Moved {code} to the top.")


@group.command(name="list")
@click.pass_obj
def list_(database: Database) -> None:
    """Print every unit: code, kind, parent, help phone, name."""
    with reads(database) as connection:
        units = queries.list_units(connection)
    for unit in units:
        parent, phone = unit.parent_code or "-", unit.help_phone or "-"
        click.echo(f"{unit.code}\t{unit.kind}\t{parent}\t{phone}\t{unit.name}")
    click.echo(f"{len(units)} units")
