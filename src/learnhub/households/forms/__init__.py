"""What was typed about a home and its people, and what the pages show of it again."""

from learnhub.households.forms.homes import HomePage, MemberPage, empty_home, read_home, read_member
from learnhub.households.forms.members import (
    ChildPage,
    MembersPage,
    OfMember,
    read_care,
    read_child,
    read_consent,
    read_details,
)
from learnhub.households.forms.moving import (
    ArrivalPage,
    MovingCodePage,
    Page,
    SplitPage,
    read_arrival,
    read_split,
    with_error,
)

__all__ = [
    "ArrivalPage",
    "ChildPage",
    "HomePage",
    "MemberPage",
    "MembersPage",
    "MovingCodePage",
    "OfMember",
    "Page",
    "SplitPage",
    "empty_home",
    "read_arrival",
    "read_care",
    "read_child",
    "read_consent",
    "read_details",
    "read_home",
    "read_member",
    "read_split",
    "with_error",
]
