"""What a unit may be called."""

import re

from learnhub.kit.text import canonical
from learnhub.units.errors import (
    UnitCodeUnusable,
    UnitNameMissing,
    UnitPhoneUnusable,
)

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_PHONE = re.compile(r"\+?[0-9 ]{0,29}")


def unit_code(typed: str) -> str:
    """Raises UnitCodeUnusable: the code is typed on command lines and stands in addresses."""
    if not _CODE.fullmatch(typed):
        raise UnitCodeUnusable
    return typed


def unit_name(typed: str) -> str:
    """Raises UnitNameMissing, UnreadableText, TextTooLong."""
    name = canonical(typed, limit=120)
    if not name:
        raise UnitNameMissing
    return name


def unit_phone(typed: str) -> str:
    """Raises UnitPhoneUnusable: the number becomes a link that a phone calls."""
    phone = " ".join(typed.split())
    if not _PHONE.fullmatch(phone):
        raise UnitPhoneUnusable
    return phone
