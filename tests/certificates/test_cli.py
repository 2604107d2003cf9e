"""A certificate is withdrawn from the console."""

from click.testing import CliRunner, Result

from learnhub.certificates.cli import group
from learnhub.certificates.models import Revocation
from learnhub.certificates.rules import grouped
from learnhub.kit.db import Database, transaction
from tests.factories.certificates import make_certificate, make_graduate


def revoke(database: Database, code: str, reason: str = "mistake") -> Result:
    return CliRunner().invoke(group, ["revoke", code, "--reason", reason], obj=database)


def test_a_certificate_is_withdrawn_once(database):
    with transaction(database) as session:
        code = grouped(make_certificate(session, *make_graduate(session)).code)
    assert revoke(database, code).output == "1 certificate withdrawn\n"
    assert "nothing changed" in revoke(database, code).output
    with transaction(database) as session:
        assert session.query(Revocation).one().reason == "mistake"


def test_a_code_that_nobody_has_is_named(database):
    refused = revoke(database, "LH-0000")
    assert refused.exit_code == 1
    assert "There is no certificate LH-0000." in refused.output


def test_a_reason_that_is_none_is_refused(database):
    assert revoke(database, "LH-0000", "boredom").exit_code == 2
