"""The sample contact card, in force."""

from sqlalchemy.orm import Session

from learnhub.courses.content import read_contact_card
from learnhub.courses.service import publish_contacts
from learnhub.kit.faults import Faults
from tests.conftest import NOW
from tests.contact_samples import CARD


def make_contacts(session: Session) -> None:
    files = {path: text.encode() for path, text in CARD.items()}
    card = read_contact_card(files, Faults())
    assert card is not None
    publish_contacts(session, card=card, files=files, now=NOW)
