from learnhub.kit.errors import Conflict, Invalid, NotFound
from learnhub.kit.words import N_


class TestNotOpen(Conflict):
    """The test waits until every lesson of the course is finished."""

    message = N_("The test opens when every lesson is finished. Lessons left: %(num)s.")


class NothingKept(Conflict):
    """The agreement to a learning record was taken back, or the person is to be erased."""

    message = N_("Nothing is kept of this person, because the agreement was taken back.")


class EventWithoutId(Invalid):
    """A fact came without the id by which its repeats are recognised."""

    message = N_("Something in the form is missing. Open the page again, then try once more.")


class NobodyTicked(Invalid):
    """A lesson was to be told of, and nobody was named who learned along."""

    message = N_("Tick who learned along.")


class NothingToldOf(NotFound):
    """Nobody told of this lesson, or they told it of somebody else."""
