"""What is printed, what is typed, and how much of a name a stranger sees."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from learnhub.kit.ids import bare, grouped, read_code
from learnhub.kit.text import words

PREFIX = "LH"
CODE_LETTERS = 12
REASONS = ("mistake", "fraud", "holder_asked")

_TOKEN = re.compile(r"[A-Za-z0-9_-]{27}")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, and the time zone in which its days begin."""

    name: str
    time_zone: str

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class Address:
    """How a certificate was named: by the token of its link, or by the code that is printed on it.

    Both are empty when the text cannot be either.
    """

    token: str = ""
    code: str = ""

    @property
    def is_malformed(self) -> bool:
        return not self.token and not self.code


def read_address(typed: str) -> Address:
    """Spaces, hyphens, small letters and look-alikes in a typed code do not matter."""
    if _TOKEN.fullmatch(typed):
        return Address(token=typed)
    letters = bare(typed)
    if len(letters) == len(PREFIX) + CODE_LETTERS + 1 and letters.startswith(PREFIX):
        letters = letters[len(PREFIX) :]
    return Address(code=read_code(letters, CODE_LETTERS) or "")


def printed(code: str) -> str:
    """LH-7K2M-9QXD-4HTA-W."""
    return f"{PREFIX}-{grouped(code)}"


def mask_name(name: str) -> str:
    """Enough to recognise, too little to learn: "Nguyễn Thị Hương" becomes "N. T. Hương".

    A name of one word keeps its first letter only.
    """
    *others, last = name.split()
    if not others:
        return f"{last[0]}…"
    return " ".join([*(f"{word[0]}." for word in others), last])


def names_match(typed: str, printed: str) -> bool:
    """Marks, capitals, spaces and hyphens do not matter."""
    wanted = "".join(words(printed))
    return bool(wanted) and "".join(words(typed)) == wanted
