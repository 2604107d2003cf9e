"""What was typed about a home and its people, and what the pages show of it again."""

from learnhub.households.forms.asking import CodePage, read_code
from learnhub.households.forms.homes import (
    GoalPage,
    HomePage,
    MemberPage,
    empty_home,
    read_goal,
    read_home,
    read_member,
)
from learnhub.households.forms.locks import (
    PicturesPage,
    PinPage,
    UnlockPage,
    read_guess,
    read_pictures,
    read_pin,
)
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
    ComingPage,
    MovingCodePage,
    Page,
    SplitPage,
    read_arrival,
    read_coming,
    read_split,
    with_error,
)

__all__ = [
    "ArrivalPage",
    "ChildPage",
    "CodePage",
    "ComingPage",
    "GoalPage",
    "HomePage",
    "MemberPage",
    "MembersPage",
    "MovingCodePage",
    "OfMember",
    "Page",
    "PicturesPage",
    "PinPage",
    "SplitPage",
    "UnlockPage",
    "empty_home",
    "read_arrival",
    "read_care",
    "read_child",
    "read_code",
    "read_coming",
    "read_consent",
    "read_details",
    "read_goal",
    "read_guess",
    "read_home",
    "read_member",
    "read_pictures",
    "read_pin",
    "read_split",
    "with_error",
]
