"""What is stored: for a home, for a person, as a copy; who looked; and the register of requests."""

from learnhub.privacy.queries.copies import Copy, get_copy
from learnhub.privacy.queries.looks import Look, LooksPage, list_looks_at, looks_page
from learnhub.privacy.queries.requests import (
    ErasePage,
    Subject,
    erase_home_page,
    erase_me_page,
    find_household,
    find_person,
    find_reversible,
    has_people,
    list_requests,
)
from learnhub.privacy.queries.stored import HomePage, MinePage, home_page, mine_page

__all__ = [
    "Copy",
    "ErasePage",
    "HomePage",
    "Look",
    "LooksPage",
    "MinePage",
    "Subject",
    "erase_home_page",
    "erase_me_page",
    "find_household",
    "find_person",
    "find_reversible",
    "get_copy",
    "has_people",
    "home_page",
    "list_looks_at",
    "list_requests",
    "looks_page",
    "mine_page",
]
