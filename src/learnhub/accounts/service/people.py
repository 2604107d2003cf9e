"""People: who they are, what they agreed to, which roles they have."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from learnhub.accounts import rules
from learnhub.accounts.errors import RoleUnknown
from learnhub.accounts.models import ROLES, Consent, Person, Position
from learnhub.accounts.service.sessions import release_phones
from learnhub.kit.ids import new_token
from learnhub.kit.locks import hold
from learnhub.kit.prefs import Prefs
from learnhub.kit.upsert import rows_changed

STANDARD_AVATAR = "lotus"


def register_person(
    session: Session,
    *,
    name: str,
    unit_id: int,
    now: datetime,
    address_as: str = "",
    avatar: str = STANDARD_AVATAR,
    code: str | None = None,
    is_child: bool = False,
) -> int:
    """Add a person, with or without a way to sign in.

    `code` is what addresses will show; whoever gives one makes it unguessable.
    Returns the person's id.
    Raises NameMissing, UnreadableText, TextTooLong.
    """
    person = Person(
        code=code or new_token(),
        name=rules.person_name(name),
        address_as=address_as,
        avatar=avatar,
        is_child=is_child,
        unit_id=unit_id,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person.id


def describe_person(session: Session, *, person_id: int, name: str, address_as: str, avatar: str) -> None:
    """Call a person otherwise from now on. What is printed on a certificate stays.

    Raises NameMissing, UnreadableText, TextTooLong.
    """
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(name=rules.person_name(name), address_as=address_as, avatar=avatar)
    )


def end_childhood(session: Session, *, person_id: int) -> bool:
    """From now on the person agrees for themselves. False when they did already."""
    child = update(Person).where(Person.id == person_id, Person.is_child)
    return rows_changed(session, child.values(is_child=False)) == 1


def change_unit(session: Session, *, person_id: int, from_unit_id: int, to_unit_id: int) -> None:
    """The person goes where their home goes; who answers to another unit stays with it."""
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.unit_id == from_unit_id)
        .values(unit_id=to_unit_id)
    )


def keep_prefs(session: Session, *, person_id: int, prefs: Prefs) -> None:
    """How the person wants pages, on every phone. Source: docs/rules.md, H73."""
    session.execute(update(Person).where(Person.id == person_id).values(prefs=prefs.text))


def set_print_name(session: Session, *, person_id: int, name: str) -> None:
    """Keep the name to print on certificates. Given once: a later one changes nothing.

    Raises NameMissing, UnreadableText, TextTooLong.
    """
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.print_name.is_(None))
        .values(print_name=rules.person_name(name))
    )


def give_consent(
    session: Session,
    *,
    person_id: int,
    purpose: str,
    text_version: str,
    now: datetime,
    given_by_id: int | None = None,
) -> None:
    """Keep a yes, with the version of the sentence that was read on this phone. One that stands stays.

    `given_by_id` is the adult who agreed for a child. Source: docs/rules.md, H5, H40, H61.
    """
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    same = select(Consent.id).where(
        *_standing(person_id, purpose),
        Consent.text_version == text_version,
        Consent.given_by_id.is_not_distinct_from(given_by_id),
    )
    if session.scalars(same).first() is not None:
        return
    session.add(
        Consent(
            person_id=person_id,
            given_by_id=given_by_id,
            purpose=purpose,
            text_version=text_version,
            given_at=now,
        )
    )
    if purpose == rules.LEARNING_RECORD:
        session.execute(update(Person).where(Person.id == person_id).values(withdrawn_at=None))


def withdraw_consent(session: Session, *, person_id: int, purpose: str, now: datetime) -> bool:
    """Take a yes back. Without the one to a learning record nothing more is kept from now on.

    False when there was none to take back.
    Source: docs/rules.md, H61, R-66.
    """
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
    standing = update(Consent).where(*_standing(person_id, purpose))
    if not rows_changed(session, standing.values(withdrawn_at=now)):
        return False
    if purpose == rules.LEARNING_RECORD:
        session.execute(update(Person).where(Person.id == person_id).values(withdrawn_at=now))
    return True


def appoint(session: Session, *, person_id: int, unit_id: int, role: str, now: datetime) -> None:
    """Give a role in a unit from today on. Who has it already keeps it.

    A new role is used after a new sign-in: the person's open sessions end.
    Source: docs/rules.md, A4, R-71 (a race gives it once).
    Raises RoleUnknown.
    """
    if role not in ROLES:
        raise RoleUnknown
    hold(session, f"roles of {person_id}")
    same = select(Position.id).where(
        Position.person_id == person_id,
        Position.unit_id == unit_id,
        Position.role == role,
        Position.until_on.is_(None),
    )
    if session.scalars(same).first() is not None:
        return
    session.add(Position(person_id=person_id, unit_id=unit_id, role=role, since_on=now.date()))
    release_phones(session, person_id=person_id, now=now)


def _standing(person_id: int, purpose: str) -> tuple[ColumnElement[bool], ...]:
    return (Consent.person_id == person_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
