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


class SetupCodeWrong(Invalid):
    message = N_("This is not the code that is on the server's screen now. Look at it again.")


class SetupClosed(NotFound):
    """There is an administrator: this page is no more, and does not say that it ever was."""
