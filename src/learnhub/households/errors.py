from learnhub.kit.errors import Conflict, Invalid, NotFound
from learnhub.kit.words import N_


class NicknameMissing(Invalid):
    message = N_("Write how people call this home.")


class AvatarMissing(Invalid):
    message = N_("Choose a picture.")


class AddressUnknown(Invalid):
    message = N_("Choose from the list how to greet this person.")


class ConsentMissing(Invalid):
    message = N_("Tick this box first. Without it nothing is kept.")


class WardMissing(Invalid):
    message = N_("Choose the commune or ward.")


class GoalUnknown(Invalid):
    message = N_("Choose one of these goals.")


class KeyMissing(Invalid):
    message = N_("Open the page again and fill in the form there.")


class MemberNotFound(NotFound):
    """No such member, or one of another home."""


class HomeFull(Conflict):
    """A thirteenth person."""

    message = N_("This home has %(size)s people already, which is as many as fit in one home.")
