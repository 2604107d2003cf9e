"""Homes, and who is in front of their phones."""

from learnhub.households.service.chooser import choose_member
from learnhub.households.service.homes import (
    Joined,
    NewMember,
    add_member,
    end_membership,
    register_household,
)
from learnhub.households.service.looks import note_look
from learnhub.households.service.together import choose_shown, close_invitation, set_goal

__all__ = [
    "Joined",
    "NewMember",
    "add_member",
    "choose_member",
    "choose_shown",
    "close_invitation",
    "end_membership",
    "note_look",
    "register_household",
    "set_goal",
]
