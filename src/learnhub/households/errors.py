from learnhub.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
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


class MemberLocked(Conflict):
    """They have a lock, which was not opened."""

    message = N_("This person has a lock. Choose them under “Who is learning?” and open it.")


class PhoneUnreadable(Invalid):
    message = N_("A phone number has 9 to 13 digits. Leave this empty if the home has no number.")


class CodeMalformed(Invalid):
    message = N_("Look at it again letter by letter: 8 and B, 5 and S, 6 and G, 0 and D are easily confused.")


class CodeUnknown(Invalid):
    message = N_("No home has this code. Read it again from the newest card of the home.")


class CodesClosed(TooMany):
    """So many wrong codes that somebody may be guessing. Cards are not touched by it."""

    message = N_(
        "Too many wrong codes were typed on this site, so none is taken for the rest of this hour. "
        "The home's card can be scanned now."
    )


class MovingCodesClosed(TooMany):
    """As CodesClosed, of the codes that bring somebody from one home to another."""

    message = N_(
        "Too many wrong codes were typed on this site, so none is taken for the rest of this hour. "
        "A new code can be made then."
    )


class AnswerMissing(Invalid):
    message = N_("Choose whether to let the phone in.")


class AskedTooOften(Conflict):
    message = N_(
        "%(most)s phones are asking this home already. Answer them at home first, or scan the home's card."
    )


class AskNotFound(NotFound):
    """Nobody asked so, it was answered, or it is another phone's or another home's."""

    message = N_("This question is no longer open. Type the code again, or scan the home's card.")


class PhoneNotFound(NotFound):
    message = N_("This phone no longer belongs to the home. Look at the list again.")


class CardUnknown(NotFound):
    message = N_(
        "This card is not known here. Scan the whole square again, or ask at home for the newest card."
    )


class CardOfStaff(Forbidden):
    message = N_("This person signs in with a name and a password. No card does it for them.")


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


class HomeEnded(Conflict):
    """It became one with another home, or was erased, a moment ago."""

    message = N_("This home is no more. Bring the phone to a home again.")


class HomeStarted(Conflict):
    """The form that started a home is sent again, too late to be a repeat."""

    message = N_("This form has started a home already. Bring this phone to it with the home's card or code.")


class LivesElsewhere(Conflict):
    """Left too long ago, or belonged to another home since."""

    message = N_(
        "This person cannot be taken back any more. "
        "Scan their own card on this phone: it asks whether they belong to this home from now on."
    )


class HasHome(Conflict):
    """Only who belongs to no home comes into one by their own card."""

    message = N_("This person belongs to a home. A code for moving, made there, brings them here.")


class NobodyChosen(Invalid):
    message = N_("Tick at least one adult who goes. At least one adult stays.")


class ChildApart(Invalid):
    message = N_("A child and the adult who cares for them stay together.")
