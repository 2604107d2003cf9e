"""Who belongs to a home."""

from learnhub.households.queries.chooser import (
    ChooserPage,
    FoundMember,
    MemberCard,
    chooser_page,
    find_member,
)
from learnhub.households.queries.members import Former, Home, HomePerson, get_home, list_former
from learnhub.households.queries.moving import Moving, code_hash, find_moving

__all__ = [
    "ChooserPage",
    "Former",
    "FoundMember",
    "Home",
    "HomePerson",
    "MemberCard",
    "Moving",
    "chooser_page",
    "code_hash",
    "find_member",
    "find_moving",
    "get_home",
    "list_former",
]
