"""What a home and its members may be called, and how many fit."""

from hashlib import sha256
from uuid import UUID

from learnhub.accounts.rules import LEARNING_RECORD
from learnhub.households.errors import (
    AddressUnknown,
    AvatarMissing,
    ConsentMissing,
    KeyMissing,
    NicknameMissing,
)
from learnhub.kit.text import canonical

HOME_SIZE = 12

# The sentence of the form is TEXT_VERSION; a new sentence needs a new version.
PURPOSE = LEARNING_RECORD
TEXT_VERSION = "2026-11"

ADDRESSES = ("ong", "ba", "bac", "co", "chu", "anh", "chi", "em")
AVATARS = (
    "rice",
    "buffalo",
    "peach-flower",
    "bamboo",
    "chicken",
    "fish",
    "elephant",
    "lotus",
    "bee",
    "bird",
    "mango",
    "cat",
)


def nickname(typed: str) -> str:
    """Raises NicknameMissing, UnreadableText, TextTooLong."""
    name = canonical(typed, limit=60)
    if not any(letter.isalnum() for letter in name):
        raise NicknameMissing
    return name


def avatar(chosen: str) -> str:
    """Raises AvatarMissing."""
    if chosen not in AVATARS:
        raise AvatarMissing
    return chosen


def address(chosen: str) -> str:
    """A form of address, or none. Raises AddressUnknown."""
    if chosen and chosen not in ADDRESSES:
        raise AddressUnknown
    return chosen


def consent(ticked: str) -> str:
    """Raises ConsentMissing."""
    if ticked != "yes":
        raise ConsentMissing
    return ticked


def form_key(sent: str) -> str:
    """The key of one filled-in form, by which a repeat is recognised. Raises KeyMissing."""
    try:
        return str(UUID(sent))
    except ValueError:
        raise KeyMissing from None


def person_code(key: str) -> str:
    """The code of the person whom a form adds. From it nobody finds the key, which stays secret."""
    return sha256(key.encode()).hexdigest()[:40]


def could_be_code(sent: str) -> bool:
    """Anything else is nobody's code, and databases disagree about some of it."""
    return len(sent) <= 40 and sent.isascii() and sent.isprintable()
