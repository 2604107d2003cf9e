"""Verbs of asking and grading."""

from learnhub.quizzes.service.answers import Saved, save_answer
from learnhub.quizzes.service.attempts import (
    Receipt,
    forget_practice,
    start_attempt,
    submit_attempt,
    take_over_practice,
)
from learnhub.quizzes.service.erasing import erase_person
from learnhub.quizzes.service.publishing import PublishedItem, PublishedQuiz, PublishedText, publish_questions

__all__ = [
    "PublishedItem",
    "PublishedQuiz",
    "PublishedText",
    "Receipt",
    "Saved",
    "erase_person",
    "forget_practice",
    "publish_questions",
    "save_answer",
    "start_attempt",
    "submit_attempt",
    "take_over_practice",
]
