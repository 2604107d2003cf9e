"""The form in which the code of a home is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from learnhub.accounts.forms import Checking
from learnhub.households import rules
from learnhub.kit.words import Message


@dataclass(frozen=True, slots=True)
class CodePage:
    """The form of a home's code, empty or as it was sent."""

    onward: Mapping[str, str]
    code: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)


def read_code(form: Mapping[str, str], onward: Mapping[str, str]) -> CodePage:
    checking = Checking(form)
    return CodePage(onward, checking.read("code", rules.home_code), checking.errors)
