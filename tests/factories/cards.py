"""Cards as a site with this key makes them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.households import rules, service
from learnhub.households.models import Household, HouseholdCard, PersonCard
from tests.conftest import NOW

SECRET = b"k" * 32


def make_home_card(
    session: Session, home: Household, secret: bytes = SECRET, replaces: str = ""
) -> HouseholdCard:
    service.make_household_card(session, household_id=home.id, replaces=replaces, secret=secret, now=NOW)
    of_home = select(HouseholdCard).where(HouseholdCard.household_id == home.id)
    return session.scalars(of_home.where(HouseholdCard.ended_at.is_(None))).one()


def make_person_card(session: Session, person: Person, secret: bytes = SECRET) -> PersonCard:
    service.make_person_card(session, person_id=person.id, replaces="", secret=secret, now=NOW)
    return session.scalars(select(PersonCard).where(PersonCard.person_id == person.id)).one()


def token_of(card: HouseholdCard | PersonCard, secret: bytes = SECRET) -> str:
    make = rules.home_token if isinstance(card, HouseholdCard) else rules.person_token
    return make(secret, card.id)
