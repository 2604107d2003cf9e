"""What was typed about a home and its people, and what the pages show of it again."""

from learnhub.households.forms.asking import CodePage, read_code
from learnhub.households.forms.homes import HomePage, MemberPage, empty_home, read_home, read_member
from learnhub.households.forms.locks import (
    PicturesPage,
    PinPage,
    UnlockPage,
    read_guess,
    read_pictures,
    read_pin,
)

__all__ = [
    "CodePage",
    "HomePage",
    "MemberPage",
    "PicturesPage",
    "PinPage",
    "UnlockPage",
    "empty_home",
    "read_code",
    "read_guess",
    "read_home",
    "read_member",
    "read_pictures",
    "read_pin",
]
