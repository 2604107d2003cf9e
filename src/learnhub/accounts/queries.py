"""Who is in front of the page, and who can sign in."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import (
    Case,
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from learnhub.accounts.models import Account, Guest, Lock, LockTry, Person, PhoneSession, Position
from learnhub.accounts.rules import PHONE_LIFE, locks
from learnhub.kit.prepared import prepared
from learnhub.kit.text import fold
from learnhub.units.models import Unit
from learnhub.units.queries import list_below

# Several roles at once: the one that answers for most comes first.
_RANK = {"admin": 4, "trainer": 3, "official": 2, "volunteer": 1}
ROLE_BY_RANK = {rank: role for role, rank in _RANK.items()}


def role_rank(role: InstrumentedAttribute[str]) -> Case[int]:
    """Of several roles the one with the highest rank is shown; `ROLE_BY_RANK` says which."""
    return case(_RANK, value=role)


# A position that somebody holds on the day `today`.
_HELD = and_(
    Position.since_on <= bindparam("today"),
    or_(Position.until_on.is_(None), Position.until_on > bindparam("today")),
)
_ROLE_RANK = (
    select(func.max(role_rank(Position.role)))
    .where(Position.person_id == PhoneSession.person_id, _HELD)
    .correlate(PhoneSession)
    .scalar_subquery()
)
_IN_TIME = PhoneSession.expires_at > bindparam("now")
# Whoever signed in or has a lock and was idle for too long is no longer in front of the phone.
_AWAKE = or_(PhoneSession.locks_at.is_(None), PhoneSession.locks_at > bindparam("now"))
# A sign-in that ran out on a home's phone: the person is gone, the phone stays the home's. So does
# what a guest learned on it.
_HOME_REMAINS = and_(
    PhoneSession.account_id.is_not(None),
    or_(PhoneSession.household_id.is_not(None), Guest.id.is_not(None)),
    PhoneSession.created_at > bindparam("home_since"),
)
_VIEWER = prepared(
    select(
        PhoneSession.id.label("session_id"),
        PhoneSession.phone,
        PhoneSession.household_id,
        PhoneSession.locks_at,
        Person.id.label("person_id"),
        Person.name,
        Person.avatar,
        Person.unit_id,
        Person.withdrawn_at,
        Person.prefs,
        Unit.help_phone,
        Guest.id.label("guest_id"),
        Guest.person_id.label("guest_person_id"),
        Guest.code.label("claim_code"),
        case((PhoneSession.account_id.is_(None), null()), else_=_ROLE_RANK).label("role_rank"),
    )
    .select_from(PhoneSession)
    .outerjoin(
        Person,
        and_(Person.id == PhoneSession.person_id, Person.hidden_at.is_(None), _IN_TIME, _AWAKE),
    )
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(Guest, Guest.phone == PhoneSession.phone)
    .where(
        PhoneSession.token_hash == bindparam("token_hash"),
        PhoneSession.ended_at.is_(None),
        or_(_IN_TIME, _HOME_REMAINS),
    )
)
_ADMINISTRATOR = (
    select(Position.id)
    .join(Account, Account.person_id == Position.person_id)
    .where(Position.role == "admin", Account.is_active, _HELD)
    .limit(1)
)
_WORKS = (
    select(Position.id)
    .join(Account, Account.person_id == Position.person_id)
    .where(Position.person_id == bindparam("person_id"), Account.is_active, _HELD)
    .limit(1)
)
# Shared with others who write for this person; withdrawing and erasing wait for them, and they for it.
_KEEPS = (
    select(Person.withdrawn_at.is_(None) & Person.hidden_at.is_(None))
    .where(Person.id == bindparam("person_id"))
    .with_for_update(read=True)
)
_HELPS_IN = select(Position.unit_id).where(
    Position.person_id == bindparam("person_id"), Position.role.in_(("volunteer", "admin")), _HELD
)
_WRONG_TRIES = (
    select(LockTry.person_id, LockTry.phone, LockTry.tried_at, LockTry.is_settled)
    .where(
        or_(
            LockTry.person_id == bindparam("person_id"),
            and_(LockTry.phone == bindparam("phone"), LockTry.tried_at > bindparam("since")),
        )
    )
    .order_by(LockTry.tried_at.desc(), LockTry.id.desc())
)
_PEOPLE = (
    select(Account.login, Person.name, Account.is_active, Position.role, Unit.code)
    .join(Person, Person.id == Account.person_id)
    .outerjoin(Position, and_(Position.person_id == Person.id, _HELD))
    .outerjoin(Unit, Unit.id == Position.unit_id)
    .order_by(Account.id, Position.id)
)


_OWN_PHONES = (
    select(
        PhoneSession.phone,
        func.min(PhoneSession.created_at),
        func.max(case((PhoneSession.account_id.is_not(None), 1), else_=0)),
        func.max(case((PhoneSession.household_id.is_not(None), 1), else_=0)),
    )
    .where(
        PhoneSession.person_id == bindparam("person_id"), PhoneSession.ended_at.is_(None), _IN_TIME, _AWAKE
    )
    .group_by(PhoneSession.phone)
    .order_by(func.min(PhoneSession.created_at), PhoneSession.phone)
)


@dataclass(frozen=True, slots=True)
class OwnPhone:
    """A phone in front of which a person stands: since when, by signing in or not, and whether of a home."""

    phone: str
    since_at: datetime
    is_signed_in: bool
    is_of_home: bool
    is_this: bool


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Somebody who can sign in; `positions` are today's, as "role in unit-code"."""

    login: str
    name: str
    is_active: bool
    positions: tuple[str, ...]


def is_kept(person_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """A condition: this person's agreement stands, and nothing of theirs is to be erased."""
    return exists().where(Person.id == person_id, Person.withdrawn_at.is_(None), Person.hidden_at.is_(None))


def find_session(connection: Connection, *, token: str, now: datetime) -> RowMapping | None:
    """The phone's session with the person in front of it. One statement."""
    values = {
        "token_hash": token_hash(token),
        "now": now,
        "today": now.date(),
        "home_since": now - PHONE_LIFE,
    }
    return connection.execute(_VIEWER, values).mappings().one_or_none()


def own_phones(connection: Connection, *, person_id: int, this: str, now: datetime) -> tuple[OwnPhone, ...]:
    """Every phone that shows this person, the first one first. One statement."""
    rows = connection.execute(_OWN_PHONES, {"person_id": person_id, "now": now})
    return tuple(
        OwnPhone(phone, since_at, bool(signed_in), bool(of_home), phone == this)
        for phone, since_at, signed_in, of_home in rows
    )


def may_be_kept(connection: Connection, *, person_id: int) -> bool:
    """The person has a learning record that goes on: the agreement stands and nothing is to be erased.

    Their row is locked until the transaction ends. One statement.
    Source: docs/rules.md, H61.
    """
    return bool(connection.scalar(_KEEPS, {"person_id": person_id}))


def helped_units(connection: Connection, *, person_id: int, now: datetime) -> frozenset[int]:
    """The ids of the units whose homes this person helps today, as a volunteer or an administrator.

    Two statements; one for somebody who helps nowhere.
    """
    tops = connection.scalars(_HELPS_IN, {"person_id": person_id, "today": now.date()}).all()
    return list_below(connection, tops) if tops else frozenset()


def find_lock(connection: Connection, *, person_id: int) -> RowMapping | None:
    """`kind` and `set_at` of a person's lock. One statement."""
    query = select(Lock.kind, Lock.set_at).where(Lock.person_id == person_id)
    return connection.execute(query).mappings().one_or_none()


def lock_standing(connection: Connection, *, person_id: int, phone: str, now: datetime) -> locks.Standing:
    """Whether this phone may try this person's lock now. One statement."""
    values = {"person_id": person_id, "phone": phone, "since": now - locks.DAY}
    rows = connection.execute(_WRONG_TRIES, values).all()
    own = [locks.WrongTry(row.tried_at, row.is_settled) for row in rows if row.person_id == person_id]
    return locks.standing(own, [row.tried_at for row in rows if row.phone == phone], now)


def has_administrator(connection: Connection, *, now: datetime) -> bool:
    """Somebody can sign in and appoint others. One statement."""
    return connection.execute(_ADMINISTRATOR, {"today": now.date()}).first() is not None


def has_role(connection: Connection, *, person_id: int, now: datetime) -> bool:
    """This person can sign in and has a role today. One statement."""
    values = {"person_id": person_id, "today": now.date()}
    return connection.execute(_WORKS, values).first() is not None


def find_person(connection: Connection, *, code: str) -> int | None:
    """The id of the person of this code. One statement."""
    return connection.scalar(select(Person.id).where(Person.code == code))


def list_accounts(connection: Connection, *, now: datetime) -> tuple[AccountRow, ...]:
    """Everybody who can sign in, by name. One statement."""
    found: dict[str, AccountRow] = {}
    for login, name, is_active, role, unit in connection.execute(_PEOPLE, {"today": now.date()}):
        held = found[login].positions if login in found else ()
        position = (f"{role} in {unit}",) if role else ()
        found[login] = AccountRow(login, name, is_active, held + position)
    return tuple(sorted(found.values(), key=lambda account: (fold(account.name), account.login)))


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
