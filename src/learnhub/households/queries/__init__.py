"""Who belongs to a home, what a card opens, which phones are a home's and which ask to be."""

from learnhub.households.queries.asking import (
    WAITING_PHONES,
    AskedPhone,
    AskingPhone,
    find_asked,
    helper_page,
    list_asking,
    list_asking_in,
)
from learnhub.households.queries.cards import (
    HouseholdCardPage,
    PersonCardPage,
    ScannedCard,
    card_address,
    find_card,
    household_card_page,
    person_card_page,
)
from learnhub.households.queries.chooser import (
    ChooserPage,
    FoundMember,
    MemberCard,
    chooser_page,
    find_member,
)
from learnhub.households.queries.locks import (
    ClosedLock,
    LockedMember,
    closed_locks,
    is_lock_closed,
    locked_member,
    looked_at_lock,
)
from learnhub.households.queries.members import (
    Former,
    Home,
    HomePerson,
    find_home_without_care,
    get_home,
    guardian_of,
    list_former,
    was_member,
)
from learnhub.households.queries.moving import Moving, code_hash, find_moving
from learnhub.households.queries.phones import HomePhone, PhonesPage, phones_page
from learnhub.households.queries.present import IS_ADULT, PresentMember, find_goal, list_present
from learnhub.households.queries.waiting import Waiting, waiting

__all__ = [
    "IS_ADULT",
    "WAITING_PHONES",
    "AskedPhone",
    "AskingPhone",
    "ChooserPage",
    "ClosedLock",
    "Former",
    "FoundMember",
    "Home",
    "HomePerson",
    "HomePhone",
    "HouseholdCardPage",
    "LockedMember",
    "MemberCard",
    "Moving",
    "PersonCardPage",
    "PhonesPage",
    "PresentMember",
    "ScannedCard",
    "Waiting",
    "card_address",
    "chooser_page",
    "closed_locks",
    "code_hash",
    "find_asked",
    "find_card",
    "find_goal",
    "find_home_without_care",
    "find_member",
    "find_moving",
    "get_home",
    "guardian_of",
    "helper_page",
    "household_card_page",
    "is_lock_closed",
    "list_asking",
    "list_asking_in",
    "list_former",
    "list_present",
    "locked_member",
    "looked_at_lock",
    "person_card_page",
    "phones_page",
    "waiting",
    "was_member",
]
