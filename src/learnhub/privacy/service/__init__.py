"""Agreements taken back and given again, copies noted, erasures asked for, undone and done."""

from learnhub.privacy.service.agreements import agree_again, withdraw
from learnhub.privacy.service.copying import note_copy, pack
from learnhub.privacy.service.erasing import Erased, erase_due, reapply
from learnhub.privacy.service.requests import ask_home_erasure, ask_person_erasure, undo, undo_person

__all__ = [
    "Erased",
    "agree_again",
    "ask_home_erasure",
    "ask_person_erasure",
    "erase_due",
    "note_copy",
    "pack",
    "reapply",
    "undo",
    "undo_person",
    "withdraw",
]
