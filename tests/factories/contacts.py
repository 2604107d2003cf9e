"""The shipped contact card, in force."""

from sqlalchemy.orm import Session

from learnhub.courses.content import read_contact_card
from learnhub.courses.service import publish_contacts
from learnhub.kit.faults import Faults
from tests.conftest import NOW
from tests.factories.content import CATALOGUE


def shipped_contacts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in CATALOGUE.glob("contacts.*")}


def make_contacts(session: Session) -> None:
    files = shipped_contacts()
    card = read_contact_card(files, Faults())
    assert card is not None
    publish_contacts(session, card=card, files=files, now=NOW)
