"""Homes, and who is in front of their phones."""

from learnhub.households.service.chooser import choose_member
from learnhub.households.service.homes import (
    Joined,
    NewMember,
    add_member,
    end_membership,
    register_household,
)
from learnhub.households.service.locks import open_for_member, take_try, unlock_member
from learnhub.households.service.looks import note_look

__all__ = [
    "Joined",
    "NewMember",
    "add_member",
    "choose_member",
    "end_membership",
    "note_look",
    "open_for_member",
    "register_household",
    "take_try",
    "unlock_member",
]
