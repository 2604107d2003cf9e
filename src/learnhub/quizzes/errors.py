from datetime import datetime

from learnhub.kit.errors import Conflict, Invalid, NotFound, TooMany
from learnhub.kit.words import N_


class QuizNotFound(NotFound):
    message = N_("There is no such test. Its address may have changed.")


class QuestionNotFound(NotFound):
    message = N_("There is no such question. Its address may have changed.")


class AttemptNotFound(NotFound):
    """No such attempt, or somebody else's: both look alike."""

    message = N_("There is no such test here. Choose who is learning, then open it again.")


class AttemptClosed(Conflict):
    """Handed in before: what was answered then stands."""

    message = N_("This test is handed in already. Its answers do not change any more.")


class AttemptStillOpen(Conflict):
    message = N_("This test is not handed in yet. Go on with it first.")


class AnswerChangedElsewhere(Conflict):
    """Another tab or phone saved a newer answer than the form has seen."""

    message = N_("This question was answered in another window. Here is the newer answer.")


class AnswerMissing(Invalid):
    message = N_("Choose one answer")


class AnswerUnreadable(Invalid):
    """Not something that our form can send."""

    message = N_("This answer does not belong to the question. Open the question again.")


class BlanksLeft(Invalid):
    """Handing in was not confirmed yet. Nothing has changed."""

    message = N_("Some questions are still blank. Hand in anyway?")

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class NextTryLater(TooMany):
    """All tries of 24 hours are used, or the wait between two tries is not over."""

    message = N_("The next try opens in %(hours)s h %(minutes)s min. Until then there is practice.")

    def __init__(self, next_try_at: datetime, now: datetime) -> None:
        seconds = max(60, int((next_try_at - now).total_seconds()))
        hours, rest = divmod(-(-seconds // 60), 60)
        super().__init__(seconds, {"hours": hours, "minutes": rest})
        self.next_try_at = next_try_at
