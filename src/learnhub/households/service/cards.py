"""Cards: making a new one, which ends the old one, and using the one that was scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.queries import has_role, token_hash
from learnhub.accounts.service import locks
from learnhub.households import rules
from learnhub.households.errors import CardOfStaff
from learnhub.households.models import Household, HouseholdCard, PersonCard
from learnhub.households.queries import ScannedCard, find_card, find_newcomer
from learnhub.kit.ids import new_code, uuid7
from learnhub.kit.locks import hold
from learnhub.kit.upsert import insert_new


@dataclass(frozen=True, slots=True)
class PartingCards:
    """The homes that parted then, each with its card."""

    parted_at: datetime
    cards: tuple[tuple[int, UUID], ...]


def make_household_card(
    session: Session, *, household_id: int, replaces: str, secret: bytes, now: datetime
) -> None:
    """The home's first card, or a new one in place of the card `replaces`, which is dead at once.

    A form sent again names a card that is dead already, and changes nothing.
    Source: docs/rules.md, H20, H21.
    """
    hold(session, f"card of home {household_id}")
    if not _end_card(session, HouseholdCard, HouseholdCard.household_id == household_id, replaces, now):
        return
    card = uuid7(now)
    values = {
        "id": card,
        "household_id": household_id,
        "token_hash": token_hash(rules.home_token(secret, card)),
        "made_at": now,
    }
    # A code that another home has already is rare, and not kept: then there is another one.
    while not insert_new(session, HouseholdCard, code=new_code(rules.CODE_LETTERS), **values):
        continue


def give_cards(
    session: Session, *, new_id: int, household_ids: Sequence[int], secret: bytes, now: datetime
) -> PartingCards:
    """The cards of homes of which `new_id` was started by parting: each has one from that moment on.

    Asked again later, as by a form that is sent again, it makes none and names none that is newer.
    Source: docs/rules.md, H15.
    """
    parted_at = session.get_one(Household, new_id).created_at
    if parted_at == now:
        for home in household_ids:
            make_household_card(session, household_id=home, replaces="", secret=secret, now=now)
    rows = session.execute(
        select(HouseholdCard.household_id, HouseholdCard.id).where(
            HouseholdCard.household_id.in_(household_ids),
            HouseholdCard.ended_at.is_(None),
            HouseholdCard.made_at <= parted_at,
        )
    )
    found = dict(rows.all())
    return PartingCards(parted_at, tuple((home, found[home]) for home in household_ids if home in found))


def end_household_card(session: Session, *, household_id: int, now: datetime) -> None:
    """The home is no more: its card opens nothing from now on, and its code asks nobody."""
    hold(session, f"card of home {household_id}")
    in_force = select(HouseholdCard).where(
        HouseholdCard.household_id == household_id, HouseholdCard.ended_at.is_(None)
    )
    for card in session.scalars(in_force):
        hold(session, _turn(card.token_hash))
        card.ended_at = now


def make_person_card(
    session: Session,
    *,
    person_id: int,
    replaces: str,
    secret: bytes,
    now: datetime,
    session_id: int | None = None,
) -> None:
    """As `make_household_card`, for one person.

    Whoever used the old card on a phone that is not of their home is not in front of it any more;
    `session_id` is the phone on which the new one is made.
    Source: docs/rules.md, H21, H22 (never for staff).
    Raises CardOfStaff.
    """
    if has_role(session.connection(), person_id=person_id, now=now):
        raise CardOfStaff
    hold(session, f"card of person {person_id}")
    if not _end_card(session, PersonCard, PersonCard.person_id == person_id, replaces, now):
        return
    if replaces:
        home = find_newcomer(session.connection(), person_id=person_id).household_id
        accounts.release_elsewhere(session, person_id=person_id, household_id=home, but=session_id, now=now)
    card = uuid7(now)
    hashed = token_hash(rules.person_token(secret, card))
    session.add(PersonCard(id=card, person_id=person_id, token_hash=hashed, made_at=now))
    session.flush()


def take_card(session: Session, *, token: str, here: int | None, now: datetime) -> ScannedCard:
    """The scanned card, which nobody replaces before this transaction ends.

    Raises CardUnknown, CardOfStaff.
    """
    hold(session, _turn(token_hash(token)))
    return find_card(session.connection(), token=token, here=here, now=now)


def use_card(session: Session, card: ScannedCard, *, replaces: int | None, now: datetime) -> str:
    """A home's card brings the phone to that home, with nobody chosen; a person's card chooses the person,
    also when wrong tries have closed their lock, and the phone stays where it belongs.

    Returns the new session's token.
    Source: docs/rules.md, H11, H22, H23.
    """
    if card.person_id is not None:
        locks.open_lock(session, person_id=card.person_id)
    return accounts.open_session(
        session,
        household_id=card.household_id or card.here_id,
        person_id=card.person_id,
        account_id=None,
        now=now,
        replaces=replaces,
    )


def _end_card(
    session: Session,
    model: type[HouseholdCard | PersonCard],
    whose: ColumnElement[bool],
    replaces: str,
    now: datetime,
) -> bool:
    """True when `replaces` named the card in force, or nothing where there is none."""
    in_force = select(model.id, model.token_hash).where(whose, model.ended_at.is_(None))
    found = session.execute(in_force).one_or_none()
    if found is None:
        return not replaces
    card, hashed = found
    if str(card) != replaces:
        return False
    hold(session, _turn(hashed))
    session.execute(update(model).where(model.id == card).values(ended_at=now))
    return True


def _turn(hashed: str) -> str:
    return f"card {hashed}"
