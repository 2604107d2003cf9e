"""Homes, who belongs to them, and who is in front of their phones."""

from learnhub.households.service.asking import (
    Asked,
    answer_request,
    ask_to_join,
    enter_home,
    look_at_request,
)
from learnhub.households.service.cards import (
    give_cards,
    make_household_card,
    make_person_card,
    take_card,
    use_card,
)
from learnhub.households.service.chooser import choose_member
from learnhub.households.service.coming import come_home, find_own_home, start_own_home
from learnhub.households.service.erasing import (
    care_again,
    check_cares_for_nobody,
    erase_home,
    erase_person,
    hide_home,
    let_child_go,
    show_home,
)
from learnhub.households.service.expiring import (
    forget_household_cards,
    forget_moving_codes,
    forget_person_cards,
    forget_requests,
)
from learnhub.households.service.homes import (
    Joined,
    NewMember,
    add_member,
    end_membership,
    register_household,
)
from learnhub.households.service.locks import (
    look_at_lock,
    open_for_member,
    take_off_for_member,
    take_try,
    unlock_member,
)
from learnhub.households.service.looks import note_look
from learnhub.households.service.members import (
    add_child,
    check_may_describe,
    check_may_end,
    describe_member,
    end_care,
    grow_up,
    hand_over_children,
    leave_home,
    take_back,
)
from learnhub.households.service.moving import (
    NewHome,
    check_moving,
    find_arrival,
    make_moving_code,
    split_home,
    take_in,
)
from learnhub.households.service.phones import take_away
from learnhub.households.service.together import choose_shown, close_invitation, describe_home, set_goal

__all__ = [
    "Asked",
    "Joined",
    "NewHome",
    "NewMember",
    "add_child",
    "add_member",
    "answer_request",
    "ask_to_join",
    "care_again",
    "check_cares_for_nobody",
    "check_may_describe",
    "check_may_end",
    "check_moving",
    "choose_member",
    "choose_shown",
    "close_invitation",
    "come_home",
    "describe_home",
    "describe_member",
    "end_care",
    "end_membership",
    "enter_home",
    "erase_home",
    "erase_person",
    "find_arrival",
    "find_own_home",
    "forget_household_cards",
    "forget_moving_codes",
    "forget_person_cards",
    "forget_requests",
    "give_cards",
    "grow_up",
    "hand_over_children",
    "hide_home",
    "leave_home",
    "let_child_go",
    "look_at_lock",
    "look_at_request",
    "make_household_card",
    "make_moving_code",
    "make_person_card",
    "note_look",
    "open_for_member",
    "register_household",
    "set_goal",
    "show_home",
    "split_home",
    "start_own_home",
    "take_away",
    "take_back",
    "take_card",
    "take_in",
    "take_off_for_member",
    "take_try",
    "unlock_member",
    "use_card",
]
