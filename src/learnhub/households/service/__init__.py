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
from learnhub.households.service.members import (
    add_child,
    check_may_describe,
    check_may_end,
    describe_member,
    grow_up,
    hand_over_children,
    leave_home,
    take_back,
)
from learnhub.households.service.moving import (
    NewHome,
    check_moving,
    make_moving_code,
    split_home,
    take_in,
)

__all__ = [
    "Joined",
    "NewHome",
    "NewMember",
    "add_child",
    "add_member",
    "check_may_describe",
    "check_may_end",
    "check_moving",
    "choose_member",
    "describe_member",
    "end_membership",
    "grow_up",
    "hand_over_children",
    "leave_home",
    "make_moving_code",
    "note_look",
    "register_household",
    "split_home",
    "take_back",
    "take_in",
]
