"""What was typed on the pages of sign-in and set-up, and what those pages show of it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from learnhub.accounts import rules
from learnhub.accounts.queries import OwnPhone
from learnhub.kit.errors import Invalid
from learnhub.kit.words import N_, Message

WRONG = Message(N_("This name and this password do not fit together. Look at both again."))


class Checking:
    """Reads the fields of a form one by one; what needs fixing is gathered by field."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.errors: dict[str, Message] = {}

    def read(self, name: str, check: Callable[[str], str]) -> str:
        """The checked text, or the text as it was typed when the check refuses it."""
        try:
            return check(self._form[name])
        except Invalid as refusal:
            self.errors[name] = refusal.said
            return self._form[name]


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`opens_at`: when this name may be tried again. The password never comes back."""

    onward: Mapping[str, str]
    login: str = ""
    error: Message | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetupPage:
    """The form of the first administrator, empty or as it was sent."""

    code: str = ""
    login: str = ""
    name: str = ""
    password: str = field(default="", repr=False)
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnPhonesPage:
    """The phones that show somebody."""

    EVERY_OTHER: ClassVar = "every other"  # in place of one phone's name

    phones: tuple[OwnPhone, ...]

    @property
    def has_others(self) -> bool:
        return len(self.phones) > 1


def read_setup(form: Mapping[str, str]) -> SetupPage:
    checking = Checking(form)
    return SetupPage(
        code=form["code"],
        login=checking.read("login", rules.new_login),
        name=checking.read("name", rules.person_name),
        password=checking.read("password", rules.new_password),
        errors=checking.errors,
    )
