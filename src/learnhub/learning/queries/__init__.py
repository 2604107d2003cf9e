"""Whole pages, each from a fixed number of statements, beside the one that tells who is there."""

from learnhub.learning.queries.booklet import booklet_page
from learnhub.learning.queries.catalogue import Filters, catalogue_page, landing_page
from learnhub.learning.queries.claim import ClaimPage, kept_by_guest
from learnhub.learning.queries.contacts import contacts_page
from learnhub.learning.queries.course import course_page
from learnhub.learning.queries.home import household_page, household_sheet
from learnhub.learning.queries.lesson import lesson_page
from learnhub.learning.queries.people import my_learning_page
from learnhub.learning.queries.poster import poster_page
from learnhub.learning.queries.programmes import programme_page
from learnhub.learning.queries.result import result_page

__all__ = [
    "ClaimPage",
    "Filters",
    "booklet_page",
    "catalogue_page",
    "contacts_page",
    "course_page",
    "household_page",
    "household_sheet",
    "kept_by_guest",
    "landing_page",
    "lesson_page",
    "my_learning_page",
    "poster_page",
    "programme_page",
    "result_page",
]
