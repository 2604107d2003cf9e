"""Where a person stands, the page before a quiz, and the ledger that proves the summaries."""

from learnhub.progress.queries.coverage import (
    Coverage,
    OutcomeLesson,
    OutcomeRow,
    home_coverage,
    lessons_in_month,
)
from learnhub.progress.queries.ledger import (
    household_ledger,
    list_households,
    list_people,
    person_ledger,
    recomputed_learning,
)
from learnhub.progress.queries.quiz import QuizPage, quiz_page
from learnhub.progress.queries.standing import (
    Gate,
    Standing,
    find_home_at,
    finished_of_home,
    get_gate,
    get_rule,
    get_standing,
)
from learnhub.progress.queries.together import (
    SharedRow,
    TogetherPage,
    ToldPage,
    list_shared,
    needs_confirmation,
    something_waits,
    together_page,
)

__all__ = [
    "Coverage",
    "Gate",
    "OutcomeLesson",
    "OutcomeRow",
    "QuizPage",
    "SharedRow",
    "Standing",
    "TogetherPage",
    "ToldPage",
    "find_home_at",
    "finished_of_home",
    "get_gate",
    "get_rule",
    "get_standing",
    "home_coverage",
    "household_ledger",
    "lessons_in_month",
    "list_households",
    "list_people",
    "list_shared",
    "needs_confirmation",
    "person_ledger",
    "quiz_page",
    "recomputed_learning",
    "something_waits",
    "together_page",
]
