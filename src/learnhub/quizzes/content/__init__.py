"""Banks, check-yourself questions and tests as trainers write them, read into plain records."""

from learnhub.quizzes.content.banks import read_bank, read_checks
from learnhub.quizzes.content.questions import Written, read_question
from learnhub.quizzes.content.records import (
    DrawRule,
    OptionText,
    QuestionSource,
    QuestionText,
    RowText,
    TestSource,
)
from learnhub.quizzes.content.tests import read_tests

__all__ = [
    "DrawRule",
    "OptionText",
    "QuestionSource",
    "QuestionText",
    "RowText",
    "TestSource",
    "Written",
    "read_bank",
    "read_checks",
    "read_question",
    "read_tests",
]
