"""People who can sign in, with a real password."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from learnhub.accounts import service
from learnhub.accounts.models import Person
from tests.conftest import NOW
from tests.factories.people import make_person, make_unit

PASSWORD = "bốn từ ngắn dễ nhớ"


@dataclass(frozen=True)
class MadeAccount:
    person: Person
    account_id: int
    unit_id: int


def make_account(
    session: Session, login: str = "lan", *, role: str | None = "trainer", name: str = "Lan"
) -> MadeAccount:
    unit = make_unit(session)
    person = make_person(session, name, unit)
    account_id = service.create_account(session, person_id=person.id, login=login, password=PASSWORD, now=NOW)
    if role:
        service.appoint(session, person_id=person.id, unit_id=unit.id, role=role, now=NOW)
    return MadeAccount(person, account_id, unit.id)
