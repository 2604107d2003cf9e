"""`learnhub certificates`: end one."""

from datetime import UTC, datetime

import click

from learnhub.certificates import service
from learnhub.certificates.errors import CertificateNotFound
from learnhub.certificates.rules import REASONS
from learnhub.kit.db import Database, transaction


@click.group(name="certificates")
def group() -> None:
    """Certificates that people have earned."""


@group.command()
@click.argument("code")
@click.option("--reason", type=click.Choice(REASONS), required=True)
def revoke(code: str, reason: str) -> None:
    """Withdraw the certificate CODE for good. Whoever checks it sees it at once."""
    database: Database = click.get_current_context().obj
    try:
        with transaction(database) as session:
            is_new = service.revoke(session, code=code, reason=reason, now=datetime.now(UTC))
    except CertificateNotFound as error:
        raise click.ClickException(f"There is no certificate {code}.") from error
    click.echo("1 certificate withdrawn" if is_new else "It was withdrawn before; nothing changed.")
