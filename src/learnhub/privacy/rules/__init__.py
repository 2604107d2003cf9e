"""Clocks of requests, and the sentences that people agreed to."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from learnhub.accounts.rules import UNDO
from learnhub.kit.words import N_
from learnhub.privacy.errors import NotAgreed
from learnhub.privacy.rules.register import RequestKind

# Copies and withdrawals are done as they are asked; this is by when at the latest.
DUE: Mapping[RequestKind, timedelta] = {
    "copy": timedelta(days=15),
    "withdrawal": timedelta(days=15),
    "person": UNDO,
    "home": UNDO,
}
LOOKS_A_PAGE = 50
COPIED_ROWS = 100_000  # of one table

# What an agreement is for, and the sentence that was ticked, by its version.
PURPOSES: Mapping[str, str] = {"learning_record": N_("Keep what I learn")}
SENTENCES: Mapping[tuple[str, str], str] = {
    ("learning_record", "2026-11"): N_(
        "LearnHub may keep this name and what is learned under it. "
        "This person, or who cares for them, agrees."
    ),
    ("learning_record", "2026-11 child"): N_(
        "I care for this child and agree: LearnHub may keep this name and what is learned under it."
    ),
    ("learning_record", "2026-11 grown"): N_(
        "I am 16 or older and agree: LearnHub may keep my name and what I learn."
    ),
}
# What somebody did who helps, as the home reads it.
LOOKS: Mapping[str, str] = {
    "page": N_("Looked at who belongs to this home"),
    "phone_seen": N_("Looked at a phone that asked to join this home"),
    "phone": N_("Let a phone into this home"),
    "lock_seen": N_("Looked at whose lock is shut"),
    "lock": N_("Opened somebody's lock"),
    "lock_off": N_("Took off somebody's lock that was forgotten"),
}
ROLES: Mapping[str, str] = {
    "official": N_("Official"),
    "volunteer": N_("Volunteer"),
    "trainer": N_("Trainer"),
    "admin": N_("Administrator"),
}


def due_at(kind: RequestKind, now: datetime) -> datetime:
    return now + DUE[kind]


def agreed(ticked: str) -> str:
    """Raises NotAgreed."""
    if ticked != "yes":
        raise NotAgreed
    return ticked


def read_page(typed: str) -> int:
    """The number of a page, 1 for anything that is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and 0 < len(typed) < 5 else 1
