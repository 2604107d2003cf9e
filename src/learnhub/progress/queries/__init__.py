"""Where a person stands, the page before a quiz, and the ledger that proves the summaries."""

from learnhub.progress.queries.ledger import (
    household_ledger,
    list_households,
    list_people,
    person_ledger,
)
from learnhub.progress.queries.quiz import QuizPage, quiz_page
from learnhub.progress.queries.standing import (
    Gate,
    Standing,
    find_home_at,
    get_gate,
    get_rule,
    get_standing,
)

__all__ = [
    "Gate",
    "QuizPage",
    "Standing",
    "find_home_at",
    "get_gate",
    "get_rule",
    "get_standing",
    "household_ledger",
    "list_households",
    "list_people",
    "person_ledger",
    "quiz_page",
]
