"""Agreements taken back and given again, copies noted, erasures asked for, undone and done."""

from learnhub.privacy.service.agreements import agree_again, withdraw
from learnhub.privacy.service.copying import note_copy, pack
from learnhub.privacy.service.erasing import erase_due
from learnhub.privacy.service.expiring import FORGET
from learnhub.privacy.service.kept import (
    forgotten,
    has_lost_register,
    keep,
    keep_all,
    read_register,
    register_file,
    registering,
)
from learnhub.privacy.service.reapplying import reapply
from learnhub.privacy.service.requests import ask_home_erasure, ask_person_erasure, undo, undo_person

__all__ = [
    "FORGET",
    "agree_again",
    "ask_home_erasure",
    "ask_person_erasure",
    "erase_due",
    "forgotten",
    "has_lost_register",
    "keep",
    "keep_all",
    "note_copy",
    "pack",
    "read_register",
    "reapply",
    "register_file",
    "registering",
    "undo",
    "undo_person",
    "withdraw",
]
