"""Homes, and who is in front of their phones."""

from learnhub.households.service.chooser import choose_member
from learnhub.households.service.erasing import erase_home, erase_person, hide_home, show_home
from learnhub.households.service.homes import (
    Joined,
    NewMember,
    add_member,
    end_membership,
    register_household,
)
from learnhub.households.service.looks import note_look

__all__ = [
    "Joined",
    "NewMember",
    "add_member",
    "choose_member",
    "end_membership",
    "erase_home",
    "erase_person",
    "hide_home",
    "note_look",
    "register_household",
    "show_home",
]
