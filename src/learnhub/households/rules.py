"""What a home and its members may be called, how many fit, and how phones come to a home."""

import re
import unicodedata
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from learnhub.accounts.rules import LEARNING_RECORD
from learnhub.households.errors import (
    AddressUnknown,
    AskNotFound,
    AvatarMissing,
    CodeMalformed,
    ConsentMissing,
    GoalUnknown,
    KeyMissing,
    NicknameMissing,
    PhoneUnreadable,
)
from learnhub.kit.ids import code_from, read_code
from learnhub.kit.signing import derived
from learnhub.kit.text import canonical_name

HOME_SIZE = 12
NICKNAME_LETTERS = 60
CODE_LETTERS = 7  # of a home's code, before its check letter
REPEAT_LIFE = timedelta(minutes=30)  # in which the form that started a home may be sent again
ASK_LIFE = timedelta(minutes=30)
ASK_KEPT = timedelta(days=30)  # so that a home that finds a strange phone may ask who let it in
ASK_MOST = 3  # phones that may wait at one home
LOOK_LIFE = timedelta(minutes=30)  # in which somebody who helps is shown whose lock they looked at

# The sentence of the form is TEXT_VERSION; a new sentence needs a new version.
PURPOSE = LEARNING_RECORD
TEXT_VERSION = "2026-11"
CHILD_TEXT_VERSION = "2026-11 child"  # the sentence that an adult reads who agrees for a child
GROWN_TEXT_VERSION = "2026-11 grown"  # the sentence of somebody who was a child until now

MOVING_LETTERS = 8  # of a code that brings somebody to another home, before its check letter
MOVING_LIFE = timedelta(minutes=30)
MOVING_KEPT = timedelta(days=1)  # so that a form with a code that was used is known when it is sent again
OLD_CARD_KEPT = timedelta(days=400)  # so that an old card in a drawer says that it was replaced
TAKE_BACK = timedelta(days=30)

GOALS = (4, 8, 16)

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

_TOKEN = re.compile(r"[A-Za-z0-9_-]{27}")
_PHONE = re.compile(r"\+?[0-9]{9,13}")


def nickname(typed: str) -> str:
    """Raises NicknameMissing, UnreadableText, TextTooLong."""
    name = canonical_name(typed, limit=NICKNAME_LETTERS)
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


def goal(chosen: str) -> int | None:
    """Lessons a month, or none. Raises GoalUnknown."""
    if chosen == "none":
        return None
    known = {str(number): number for number in GOALS}
    if chosen not in known:
        raise GoalUnknown
    return known[chosen]


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


def started_home_code(key: str) -> str:
    """The code of a home whose form is recognised when it is sent again, from the secret of that form."""
    return person_code(key)[:20]


def phone_number(typed: str) -> str:
    """Digits, with a plus before another country's; or nothing, which is as good. Raises PhoneUnreadable."""
    number = re.sub(r"[\s.()-]", "", unicodedata.normalize("NFKC", typed))
    number = re.sub(r"^(\+84|0084)", "0", number)
    if number and not _PHONE.fullmatch(number):
        raise PhoneUnreadable
    return number


def home_code(typed: str) -> str:
    """The code that was meant; spaces, small letters and look-alikes do not matter. Raises CodeMalformed."""
    code = read_code(typed, CODE_LETTERS)
    if code is None:
        raise CodeMalformed
    return code


def home_token(secret: bytes, card: UUID) -> str:
    """What a home's card carries. Source: docs/rules.md, H20."""
    return derived(secret, "home card", str(card))


def person_token(secret: bytes, card: UUID) -> str:
    return derived(secret, "person card", str(card))


def moving_code(secret: bytes, key: str) -> str:
    """The code that a form makes, however often it is sent. Nobody finds it without the site's key."""
    return code_from(derived(secret, "moving code", key), MOVING_LETTERS)


def is_old_form(key: str, now: datetime) -> bool:
    """What came of a form as old as this may be forgotten. Keys are made by uuid7, which tells when."""
    return UUID(key).int >> 80 <= (now - MOVING_KEPT).timestamp() * 1000


def could_be_token(sent: str) -> bool:
    return _TOKEN.fullmatch(sent) is not None


def ask_id(sent: str) -> UUID:
    """Raises AskNotFound."""
    try:
        return UUID(sent)
    except ValueError:
        raise AskNotFound from None
