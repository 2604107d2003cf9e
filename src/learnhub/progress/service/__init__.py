"""Learning, kept; and its summaries, mended."""

from learnhub.progress.service.erasing import erase_person
from learnhub.progress.service.guests import forget, take_over
from learnhub.progress.service.learning import (
    Begun,
    complete_lesson,
    enrol,
    record_check,
    record_graded_test,
    start_attempt,
)
from learnhub.progress.service.mending import mend_household, mend_person
from learnhub.progress.service.together import confirm_together, refuse_together, tell_together

__all__ = [
    "Begun",
    "complete_lesson",
    "confirm_together",
    "enrol",
    "erase_person",
    "forget",
    "mend_household",
    "mend_person",
    "record_check",
    "record_graded_test",
    "refuse_together",
    "start_attempt",
    "take_over",
    "tell_together",
]
