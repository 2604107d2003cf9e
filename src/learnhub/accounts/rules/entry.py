"""Sign-in names, passwords, how often one may try, how long a session lives, where to go next."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from learnhub.accounts.errors import (
    LoginUnusable,
    NameMissing,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)
from learnhub.kit.text import canonical, canonical_name
from learnhub.kit.words import LANGUAGES

# The purpose without which nothing that somebody learns is kept.
LEARNING_RECORD = "learning_record"

PHONE_LIFE = timedelta(days=180)
STAFF_LIFE = timedelta(hours=12)
# A session that is over stays this long in the copy of its person, who may find a use that was not theirs.
SESSION_KEPT = timedelta(days=30)
UNDO = timedelta(days=30)  # from hiding a person or a home to erasing it
PASSWORD_LEAST, PASSWORD_MOST = 8, 128
NAME_LETTERS = 80

# How many wrong passwords an account may see in how much time.
TRY_LIMITS = ((10, timedelta(minutes=5)), (50, timedelta(days=1)))
TRY_MEMORY = max(window for _, window in TRY_LIMITS)
TRY_COUNT = max(most for most, _ in TRY_LIMITS)

_LOGIN = re.compile(r"[\w.@+-]{3,80}")
# An address of ours, spelled with nothing that any browser could read as another host.
_OWN_PAGE = re.compile(rf"/(?:{'|'.join(LANGUAGES)})(?:/[\w~-][\w.~-]*)*(?:\?[\w.~=&%+-]*)?", re.ASCII)


def person_name(typed: str) -> str:
    """Raises NameMissing, UnreadableText, TextTooLong."""
    name = canonical_name(typed, limit=NAME_LETTERS)
    if not any(letter.isalpha() for letter in name):
        raise NameMissing
    return name


def canonical_login(typed: str) -> str:
    """The one spelling that is looked up, counted and stored: "Ｌａｎ " is "lan".

    Raises UnreadableText, TextTooLong.
    """
    folded = unicodedata.normalize("NFKC", typed).casefold()
    return canonical(unicodedata.normalize("NFKC", folded), limit=80)


def new_login(typed: str) -> str:
    """The canonical spelling of a name that an account may have. Raises LoginUnusable."""
    login = canonical_login(typed)
    if not _LOGIN.fullmatch(login):
        raise LoginUnusable
    return login


def new_password(typed: str) -> str:
    """Any composition will do, but for what everybody tries first. Comes back unchanged.

    Units: characters after NFKC.
    Source: docs/rules.md, A1.
    Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon.
    """
    password = unicodedata.normalize("NFKC", typed)
    if len(password) < PASSWORD_LEAST:
        raise PasswordTooShort({"least": PASSWORD_LEAST})
    if len(password) > PASSWORD_MOST:
        raise PasswordTooLong({"most": PASSWORD_MOST})
    if _is_common(password.casefold()):
        raise PasswordTooCommon
    return typed


def could_be_password(typed: str) -> bool:
    """No account has a longer one, and hashing what cannot be right only takes time."""
    return len(unicodedata.normalize("NFKC", typed)) <= PASSWORD_MOST


def limited_until(tries: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next try is allowed; None when it is allowed now.

    `tries` are the moments of wrong passwords, the newest first.
    Source: docs/rules.md, A2.
    """
    ends = [tries[most - 1] + window for most, window in TRY_LIMITS if len(tries) >= most]
    return max((end for end in ends if end > now), default=None)


def safe_next(address: str | None) -> str:
    """The address when it is a page of this site, else an empty text.

    Source: docs/rules.md, A3: what is allowed is listed, nothing is repaired.
    """
    return address if address and _OWN_PAGE.fullmatch(address) else ""


def onward(address: str | None) -> dict[str, str]:
    """The query that carries a safe `next` from page to page."""
    safe = safe_next(address)
    return {"next": safe} if safe else {}


def _is_common(password: str) -> bool:
    """On the list, as it stands or without the digits and signs around a word of the list."""
    core = password.strip("0123456789!@#$%^&*()-_=+.,?/ ")
    return password in _common_passwords() or core in _common_passwords()


@cache
def _common_passwords() -> frozenset[str]:
    file = resources.files("learnhub.accounts") / "common-passwords.txt"
    return frozenset(file.read_text(encoding="utf-8").split())
