"""Verbs of asking and grading."""

from learnhub.quizzes.service.answers import Saved, save_answer
from learnhub.quizzes.service.attempts import Receipt, start_attempt, submit_attempt
from learnhub.quizzes.service.erasing import erase_person
from learnhub.quizzes.service.publishing import (
    PublishedItem,
    PublishedQuiz,
    PublishedText,
    publish_questions,
)

__all__ = [
    "PublishedItem",
    "PublishedQuiz",
    "PublishedText",
    "Receipt",
    "Saved",
    "erase_person",
    "publish_questions",
    "save_answer",
    "start_attempt",
    "submit_attempt",
]
