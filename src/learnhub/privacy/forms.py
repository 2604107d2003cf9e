"""The form that erases: nothing goes before its box is ticked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from learnhub.accounts.forms import Checking
from learnhub.kit.words import Message
from learnhub.privacy import rules
from learnhub.privacy.queries import ErasePage


@dataclass(frozen=True, slots=True)
class EraseForm:
    """`also_me`: whoever erases the home may erase themselves with it, and nobody else."""

    what: ErasePage
    also_me: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)


def read_erasure(form: Mapping[str, str], what: ErasePage) -> EraseForm:
    checking = Checking(form)
    checking.read("agreed", rules.agreed)
    return EraseForm(what, "yes" if form["also_me"] == "yes" else "", checking.errors)
