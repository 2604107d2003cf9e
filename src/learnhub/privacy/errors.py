from learnhub.kit.errors import Conflict, Invalid, NotFound
from learnhub.kit.words import N_


class RequestNotFound(NotFound):
    """No such request, or one of another home."""


class ErasedAlready(Conflict):
    """Too late to undo."""

    message = N_("This is erased already. It cannot be brought back.")


class NotAgreed(Invalid):
    message = N_("Tick this box first. Without it nothing is erased.")


class CopyTooLarge(Conflict):
    """More facts than one file can be made of while somebody waits."""

    message = N_("There is too much for one file. Call the help phone: the copy is made there.")
