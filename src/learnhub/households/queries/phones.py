"""The phones of a home."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select

from learnhub.accounts.models import PhoneSession
from learnhub.accounts.rules import PHONE_LIFE
from learnhub.households.queries.asking import AskingPhone, list_asking


@dataclass(frozen=True, slots=True)
class HomePhone:
    """`phone` names it through every change of person; `changed_at` is the last of these."""

    phone: str
    since_at: datetime
    changed_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class PhonesPage:
    phones: tuple[HomePhone, ...]
    asking: tuple[AskingPhone, ...]


_IS_OPEN = and_(
    PhoneSession.ended_at.is_(None),
    or_(
        PhoneSession.expires_at > bindparam("now"),
        and_(PhoneSession.account_id.is_not(None), PhoneSession.created_at > bindparam("home_since")),
    ),
)
_PHONES = (
    select(PhoneSession.phone, func.min(PhoneSession.created_at), func.max(PhoneSession.created_at))
    .where(PhoneSession.household_id == bindparam("household_id"))
    .group_by(PhoneSession.phone)
    .having(func.max(case((_IS_OPEN, 1), else_=0)) == 1)
    .order_by(func.min(PhoneSession.created_at), PhoneSession.phone)
)


def phones_page(connection: Connection, *, household_id: int, this: str, now: datetime) -> PhonesPage:
    """The home's phones, the first one first, and those that ask to be. Two statements."""
    values = {"household_id": household_id, "now": now, "home_since": now - PHONE_LIFE}
    rows = connection.execute(_PHONES, values)
    phones = tuple(HomePhone(phone, since, changed, phone == this) for phone, since, changed in rows)
    return PhonesPage(phones, list_asking(connection, household_id=household_id, now=now))
