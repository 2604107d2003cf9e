from learnhub.kit.errors import Conflict, Invalid, NotFound
from learnhub.kit.words import N_


class NameMissing(Invalid):
    message = N_("Write a name.")


class LoginUnusable(Invalid):
    message = N_("A sign-in name has 3 to 80 letters, digits, dots or hyphens, without spaces.")


class LoginTaken(Conflict):
    message = N_("Somebody has this sign-in name already. Choose another one.")


class AccountNotFound(NotFound):
    message = N_("There is no account with the sign-in name %(login)s.")


class PersonNotFound(NotFound):
    message = N_("There is no person with the code %(code)s.")


class AccountExists(Conflict):
    message = N_("This person can sign in already.")


class AccountForChild(Conflict):
    message = N_("A child cannot sign in with a password.")


class RoleUnknown(Invalid):
    message = N_("A role is official, volunteer, trainer or admin.")


class PasswordTooShort(Invalid):
    message = N_("A password has at least %(least)s characters. Four short words are easy to keep in mind.")


class PasswordTooLong(Invalid):
    message = N_("A password has at most %(most)s characters.")


class PasswordTooCommon(Invalid):
    message = N_("This password is one of the first that a stranger tries. Four short words are better.")


class ClaimCodeMalformed(Invalid):
    message = N_("A letter of this code is not right. Look at it again.")


class ClaimCodeUnknown(Invalid):
    message = N_("Nothing is kept under this code any more. Look at each letter again.")


class GuestGone(NotFound):
    message = N_("What was kept without a name is not here any more.")


class GuestTaken(Conflict):
    """Somebody else claimed it first. The page says when."""

    message = N_("This was added to somebody else already.")


class SetupCodeWrong(Invalid):
    message = N_("This is not the code that is on the server's screen now. Look at it again.")


class SetupClosed(NotFound):
    """There is an administrator: this page is no more, and does not say that it ever was."""


class PicturesUnusable(Invalid):
    message = N_("Press 3 different pictures, one after the other.")


class PinUnusable(Invalid):
    message = N_("The number has exactly 4 digits.")


class PinTooCommon(Invalid):
    """A run, a repetition, a year of birth, or one of the hundred commonest."""

    message = N_("This number is among the first that others try. Choose another one, and no year of birth.")


class LockMissing(NotFound):
    """It was removed in the meantime."""
