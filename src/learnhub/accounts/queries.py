"""Who is in front of the page."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, null, or_, select

from learnhub.accounts.models import PhoneSession, Person, Position
from learnhub.units.models import Unit

# Several roles at once: the one that answers for most comes first.
_RANK = {"admin": 4, "trainer": 3, "official": 2, "volunteer": 1}
ROLE_BY_RANK = {rank: role for role, rank in _RANK.items()}

_ROLE_RANK = (
    select(func.max(case(_RANK, value=Position.role)))
    .where(
        Position.person_id == PhoneSession.person_id,
        Position.since_on <= bindparam("today"),
        or_(Position.until_on.is_(None), Position.until_on > bindparam("today")),
    )
    .correlate(PhoneSession)
    .scalar_subquery()
)
_VIEWER = (
    select(
        PhoneSession.id.label("session_id"),
        PhoneSession.household_id,
        Person.id.label("person_id"),
        Person.name,
        Person.avatar,
        Person.unit_id,
        Unit.help_phone,
        case((PhoneSession.account_id.is_(None), null()), else_=_ROLE_RANK).label("role_rank"),
    )
    .select_from(PhoneSession)
    .outerjoin(Person, Person.id == PhoneSession.person_id)
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .where(
        and_(
            PhoneSession.token_hash == bindparam("token_hash"),
            PhoneSession.expires_at > bindparam("now"),
            PhoneSession.ended_at.is_(None),
        )
    )
)


def find_session(connection: Connection, *, token: str, now: datetime) -> Mapping[str, Any] | None:
    """The phone's session with the person in front of it. One statement."""
    values = {"token_hash": token_hash(token), "now": now, "today": now.date()}
    return connection.execute(_VIEWER, values).mappings().one_or_none()


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
