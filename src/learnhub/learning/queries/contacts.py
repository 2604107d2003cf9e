"""The contact card: numbers and addresses to keep, and how far each can be relied on today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from learnhub.courses.models import ContactText, ContactVersion

# Hotlines are checked again every January; what was left out then is no longer relied on.
CHECK_HOLDS = timedelta(days=400)
_MONTH = len("2023-09")


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact. `verified_on` is None for a number that people look up for themselves.

    `is_month`: only the month of the check is known, and `verified_on` is its first day.
    """

    kind: str
    name: str
    when_html: str
    value: str
    message: str
    address: str
    is_free: bool
    is_general: bool
    verified_on: date | None
    is_month: bool
    is_certain: bool


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """The card in force; without contacts while none is published."""

    title: str
    intro_html: str
    contacts: tuple[ContactRow, ...]


_CARD = (
    select(ContactText.title, ContactText.intro_html, ContactText.contacts)
    .where(ContactText.version_id == select(func.max(ContactVersion.id)).scalar_subquery())
    .where(ContactText.language == bindparam("language"))
)


def contacts_page(connection: Connection, *, language: str, now: datetime) -> ContactsPage:
    """One statement."""
    row = connection.execute(_CARD, {"language": language}).one_or_none()
    if row is None:
        return ContactsPage("", "", ())
    contacts = tuple(_contact(contact, now.date()) for contact in row.contacts)
    return ContactsPage(row.title, row.intro_html, contacts)


def _contact(known: Mapping[str, Any], today: date) -> ContactRow:
    """Source: docs/rules.md, P5 (what is old or without a source says so)."""
    written = str(known["verified_on"])
    is_month = len(written) == _MONTH
    verified_on = date.fromisoformat(f"{written}-01" if is_month else written) if written else None
    return ContactRow(
        kind=known["kind"],
        name=known["name"],
        when_html=known["when_html"],
        value=known["value"],
        message=known["message"],
        address=_address(known),
        is_free=known["is_free"],
        is_general=known["general_knowledge"],
        verified_on=verified_on,
        is_month=is_month,
        is_certain=not known["general_knowledge"]
        and (verified_on is None or today - verified_on <= CHECK_HOLDS),
    )


def _address(known: Mapping[str, Any]) -> str:
    """Where a touch leads; empty for what is written in or looked for by name."""
    digits = str(known["value"]).replace(" ", "")
    addresses = {
        "web": f"https://{known['value']}",
        "phone": f"tel:{digits}",
        "sms": f"sms:{digits}?body={known['message'].replace(' ', '%20')}",
    }
    return addresses.get(known["kind"], "")
