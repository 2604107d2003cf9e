"""Learning, kept; and its summaries, mended."""

from learnhub.progress.service.erasing import erase_person
from learnhub.progress.service.learning import (
    Begun,
    complete_lesson,
    enrol,
    record_check,
    record_graded_test,
    start_attempt,
)
from learnhub.progress.service.mending import mend_household, mend_person

__all__ = [
    "Begun",
    "complete_lesson",
    "enrol",
    "erase_person",
    "mend_household",
    "mend_person",
    "record_check",
    "record_graded_test",
    "start_attempt",
]
