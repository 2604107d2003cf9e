"""Pages of an attempt, and what other rooms ask about tests.

The statement for who is in front of the page is not counted here.
"""

from learnhub.quizzes.queries.bank import get_asked, list_bank
from learnhub.quizzes.queries.checks import CheckCard, CheckVerdict, check_verdict
from learnhub.quizzes.queries.pages import (
    QuestionPage,
    ReviewPage,
    ReviewRow,
    Verdict,
    question_page,
    review_page,
)
from learnhub.quizzes.queries.results import MarkRow, ResultPage, result_page
from learnhub.quizzes.queries.tests import (
    QuizFacts,
    Try,
    last_submission,
    list_test_keys,
    list_tries,
    quiz_facts,
)

__all__ = [
    "CheckCard",
    "CheckVerdict",
    "MarkRow",
    "QuestionPage",
    "QuizFacts",
    "ResultPage",
    "ReviewPage",
    "ReviewRow",
    "Try",
    "Verdict",
    "check_verdict",
    "get_asked",
    "last_submission",
    "list_bank",
    "list_test_keys",
    "list_tries",
    "question_page",
    "quiz_facts",
    "result_page",
    "review_page",
]
