"""What a card shows when it is printed, and what it opens when it is scanned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import Connection, Integer, and_, bindparam, select

from learnhub.accounts.models import Person
from learnhub.accounts.queries import has_role, token_hash
from learnhub.households import rules
from learnhub.households.errors import CardOfStaff, CardUnknown
from learnhub.households.models import Household, HouseholdCard, PersonCard
from learnhub.kit.ids import grouped
from learnhub.kit.qr import qr_svg
from learnhub.units.models import Unit


@dataclass(frozen=True, slots=True)
class HouseholdCardPage:
    """`card` is empty for a home without a card. A card made under another key of the site cannot be
    printed again: it has no address."""

    nickname: str
    help_phone: str
    card: str = ""
    code: str = ""
    address: str = ""

    @property
    def qr(self) -> Markup:
        return qr_svg(self.address)


@dataclass(frozen=True, slots=True)
class PersonCardPage:
    """As `HouseholdCardPage`, for one person."""

    name: str
    avatar: str
    help_phone: str
    card: str = ""
    address: str = ""

    @property
    def qr(self) -> Markup:
        return qr_svg(self.address)


@dataclass(frozen=True, slots=True)
class ScannedCard:
    """What a card opens: a home, or one person. It was replaced when `ended_at` is set.

    `here_id` and `here_name` are the home of the phone that scanned it.
    """

    token: str
    name: str
    ended_at: datetime | None
    household_id: int | None = None
    person_id: int | None = None
    avatar: str = ""
    here_id: int | None = None
    here_name: str = ""

    @property
    def is_here(self) -> bool:
        """The phone belongs to this card's home already."""
        return self.household_id is not None and self.household_id == self.here_id

    @property
    def changes_home(self) -> bool:
        return self.household_id is not None and self.here_id is not None and not self.is_here


_HERE = select(Household.nickname).where(Household.id == bindparam("here", type_=Integer)).scalar_subquery()
_SCANNED_HOME = (
    select(Household.nickname, HouseholdCard.ended_at, HouseholdCard.household_id, _HERE)
    .join(Household, Household.id == HouseholdCard.household_id)
    .where(HouseholdCard.token_hash == bindparam("token_hash"))
)
_SCANNED_PERSON = (
    select(Person.name, PersonCard.ended_at, PersonCard.person_id, Person.avatar, _HERE)
    .join(Person, Person.id == PersonCard.person_id)
    .where(PersonCard.token_hash == bindparam("token_hash"), Person.hidden_at.is_(None))
)
_OF_HOME = (
    select(
        Household.nickname, Unit.help_phone, HouseholdCard.id, HouseholdCard.code, HouseholdCard.token_hash
    )
    .select_from(Household)
    .join(Unit, Unit.id == Household.unit_id)
    .outerjoin(
        HouseholdCard,
        and_(HouseholdCard.household_id == Household.id, HouseholdCard.ended_at.is_(None)),
    )
    .where(Household.id == bindparam("household_id"))
)
_OF_PERSON = (
    select(Person.name, Person.avatar, Unit.help_phone, PersonCard.id, PersonCard.token_hash)
    .select_from(Person)
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(PersonCard, and_(PersonCard.person_id == Person.id, PersonCard.ended_at.is_(None)))
    .where(Person.id == bindparam("person_id"))
)


def find_card(connection: Connection, *, token: str, here: int | None, now: datetime) -> ScannedCard:
    """The card of a scanned address, also one that was replaced; `here` is the phone's home.

    One statement for a home's card, three for a person's.
    Source: docs/rules.md, H22 (never for staff).
    Raises CardUnknown, CardOfStaff.
    """
    if not rules.could_be_token(token):
        raise CardUnknown
    values = {"token_hash": token_hash(token), "here": here}
    home = connection.execute(_SCANNED_HOME, values).one_or_none()
    if home:
        name, ended_at, household_id, here_name = home
        return ScannedCard(
            token, name, ended_at, household_id=household_id, here_id=here, here_name=here_name or ""
        )
    person = connection.execute(_SCANNED_PERSON, values).one_or_none()
    if person is None:
        raise CardUnknown
    name, ended_at, person_id, avatar, here_name = person
    if has_role(connection, person_id=person_id, now=now):
        raise CardOfStaff
    return ScannedCard(
        token, name, ended_at, person_id=person_id, avatar=avatar, here_id=here, here_name=here_name or ""
    )


def household_card_page(
    connection: Connection, *, household_id: int, secret: bytes, base_url: str
) -> HouseholdCardPage:
    """The home's card as it is printed. One statement."""
    nickname, phone, card, code, kept = connection.execute(_OF_HOME, {"household_id": household_id}).one()
    if card is None:
        return HouseholdCardPage(nickname, phone)
    address = _address(rules.home_token(secret, card), kept, base_url)
    return HouseholdCardPage(nickname, phone, str(card), grouped(code, between=" "), address)


def person_card_page(
    connection: Connection, *, person_id: int, secret: bytes, base_url: str, now: datetime
) -> PersonCardPage:
    """One person's card as it is printed. Two statements.

    Raises CardOfStaff.
    """
    if has_role(connection, person_id=person_id, now=now):
        raise CardOfStaff
    name, avatar, phone, card, kept = connection.execute(_OF_PERSON, {"person_id": person_id}).one()
    if card is None:
        return PersonCardPage(name, avatar, phone or "")
    address = _address(rules.person_token(secret, card), kept, base_url)
    return PersonCardPage(name, avatar, phone or "", str(card), address)


def card_address(card: UUID, *, secret: bytes, base_url: str) -> str:
    """Where a home's card leads."""
    return f"{base_url}/k/{rules.home_token(secret, card)}"


def _address(token: str, kept_hash: str, base_url: str) -> str:
    """Empty when the card was made under another key of the site."""
    return f"{base_url}/k/{token}" if token_hash(token) == kept_hash else ""
