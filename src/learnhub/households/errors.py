from learnhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
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


class KeyMissing(Invalid):
    message = N_("Open the page again and fill in the form there.")


class MemberNotFound(NotFound):
    """No such member, or one of another home."""


class HomeFull(Conflict):
    """A thirteenth person."""

    message = N_("This home has %(size)s people already, which is as many as fit in one home.")


class GuardianMissing(Invalid):
    message = N_("Choose an adult of this home who cares for the child.")


class AdultNeeded(Forbidden):
    """Somebody who is no adult of this home, or is no member at all."""

    message = N_("An adult of this home can do this. Choose an adult first.")


class ChildrenStay(Conflict):
    """Somebody would leave children behind."""

    message = N_("First choose another adult who cares for the children.")


class MovingCodeUnknown(Invalid):
    """Mistyped, used, replaced by a newer one or older than half an hour."""

    message = N_("This code does not work. It works once, for 30 minutes. Ask for a new one.")


class AlreadyHere(Conflict):
    message = N_("This code was made in this home. Type it on a phone of the other home.")


class TooManyTogether(Conflict):
    message = N_("Together these homes have %(count)s people. At most %(size)s fit in one home.")


class LivesElsewhere(Conflict):
    """Left too long ago, or belonged to another home since."""

    message = N_("This person cannot be taken back any more. Their own card brings them in.")


class NobodyChosen(Invalid):
    message = N_("Tick at least one adult who goes. At least one adult stays.")


class ChildApart(Invalid):
    message = N_("A child and the adult who cares for them stay together.")
