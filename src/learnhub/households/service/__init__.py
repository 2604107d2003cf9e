"""Homes, who is in front of their phones, and how phones come to a home."""

from learnhub.households.service.asking import (
    Asked,
    WrongCode,
    answer_request,
    ask_to_join,
    enter_home,
    look_at_request,
)
from learnhub.households.service.cards import (
    make_household_card,
    make_person_card,
    take_card,
    use_card,
)
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
from learnhub.households.service.phones import take_away

__all__ = [
    "Asked",
    "Joined",
    "NewMember",
    "WrongCode",
    "add_member",
    "answer_request",
    "ask_to_join",
    "choose_member",
    "end_membership",
    "enter_home",
    "look_at_request",
    "make_household_card",
    "make_person_card",
    "note_look",
    "open_for_member",
    "register_household",
    "take_away",
    "take_card",
    "take_try",
    "unlock_member",
    "use_card",
]
