"""`learnhub privacy`: docs/rules.md, H66, H67, H68, R-67."""

from datetime import UTC, datetime, timedelta

from click.testing import CliRunner, Result
from sqlalchemy import select, update

from learnhub.accounts.models import Person
from learnhub.households.models import Household, HouseholdLook, Membership
from learnhub.kit.db import Database, reads, transaction
from learnhub.privacy import service
from learnhub.privacy.cli import group
from learnhub.privacy.models import PrivacyRequest
from tests.conftest import NOW
from tests.factories.people import make_person
from tests.factories.privacy import Stored, make_stored


def run(database: Database, *words: str) -> Result:
    return CliRunner().invoke(group, words, obj=database)


def asked(database: Database, *, is_due: bool = True) -> Stored:
    with transaction(database) as session:
        amina = make_stored(session)
        person_id, home_id = amina.person.id, amina.home.id
        service.ask_home_erasure(session, household_id=home_id, person_id=person_id, now=NOW)
        service.ask_person_erasure(session, person_id=person_id, now=NOW)
        due_at = datetime.now(UTC) + timedelta(hours=-1 if is_due else 1)
        session.execute(update(PrivacyRequest).values(due_at=due_at))
        session.flush()
        session.refresh(amina.person)
        session.refresh(amina.home)
        session.expunge_all()
    return amina


def erased(database: Database) -> str:
    """Of people and homes; what else went stands below (test_expiring.py)."""
    return run(database, "erase-due").output.splitlines()[0]


def names(database: Database) -> tuple[str, ...]:
    with reads(database) as connection:
        return (
            *connection.scalars(select(Household.nickname)),
            *connection.scalars(select(Person.name).where(Person.hidden_at.is_not(None))),
        )


def test_what_is_due_is_erased(database: Database):
    asked(database)
    assert erased(database) == "2 erased"
    assert names(database) == ("", "")


def test_what_is_not_due_stays(database: Database):
    asked(database, is_due=False)
    assert erased(database) == "0 erased"
    assert names(database) == ("Nhà Amina", "Amina")


def test_the_register_shows_the_clocks_and_no_name(database: Database):
    amina = asked(database)
    run(database, "erase-due")
    lines = run(database, "requests").output.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["home", amina.home.code],
        ["person", amina.person.code],
    ]
    assert all("asked=2026-11-21 03:00" in line and " done=-" not in line for line in lines)
    assert "Amina" not in "".join(lines)


def test_an_operator_may_take_an_erasure_back(database: Database):
    amina = asked(database)
    assert run(database, "undo", amina.person.code).output == "1 erasure taken back\n"
    assert "nothing changed" in run(database, "undo", amina.person.code).output
    assert erased(database) == "1 erased"
    with reads(database) as connection:
        assert connection.scalar(select(Person.name).where(Person.code == amina.person.code)) == "Amina"


def test_a_code_that_begins_like_an_option_is_a_code(database: Database):
    with transaction(database) as session:
        person = make_person(session)
        person.code = "-" + person.code[1:]
        code = person.code
    for words in (("undo", code), ("looks", "--person", code)):
        answer = run(database, *words)
        assert answer.exit_code == 0, answer.output


def test_who_saw_a_person_is_answered_with_one_command(database: Database):
    """H68, R-67: within the days that are asked for."""
    amina = asked(database)
    with transaction(database) as session:
        session.execute(update(HouseholdLook).values(looked_at=datetime.now(UTC) - timedelta(days=5)))
        session.execute(update(Membership).values(since_at=datetime.now(UTC) - timedelta(days=6)))
    assert "Nhung: Looked at who belongs" in run(database, "looks", "--person", amina.person.code).output
    answer = run(database, "looks", "--person", amina.person.code, "--days", "4")
    assert answer.stdout == ""
    assert run(database, "looks", "--person", "nobody").exit_code == 1
