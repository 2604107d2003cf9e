"""What was typed about the members of a home, and what their pages show of it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from learnhub.accounts.forms import Checking
from learnhub.accounts.rules import person_name
from learnhub.households import rules
from learnhub.households.errors import GuardianMissing
from learnhub.households.forms.homes import MemberPage, read_person
from learnhub.households.queries import Former, Home, HomePerson
from learnhub.kit.words import Message


@dataclass(frozen=True, slots=True)
class ChildPage:
    """The form of a child, whose guardian is one of the home's adults."""

    home: Home
    child: MemberPage
    guardian: str = ""

    @property
    def errors(self) -> Mapping[str, Message]:
        return self.child.errors


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Everybody of a home. `former`, shown to adults only, can still be taken back.

    `key` is of the form that makes a code for the whole home.
    """

    home: Home
    by: HomePerson | None
    key: str
    former: tuple[Former, ...] = ()

    @property
    def is_by_adult(self) -> bool:
        return self.by is not None and not self.by.is_child


@dataclass(frozen=True, slots=True)
class OfMember:
    """What is shown of one member to `by`, who is in front of the phone; None is nobody of the home.

    The fields of a form hold what was sent, or what is so.
    """

    home: Home
    person: HomePerson
    by: HomePerson | None
    key: str = ""
    name: str = ""
    address_as: str = ""
    avatar: str = ""
    guardian: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        return self.by is not None and self.by.id == self.person.id

    @property
    def is_by_adult(self) -> bool:
        return self.by is not None and not self.by.is_child

    @property
    def may_describe(self) -> bool:
        return self.is_own or (self.is_by_adult and self.person.is_child)

    @property
    def may_move(self) -> bool:
        return self.is_by_adult and (self.is_own or self.person.is_child)

    @property
    def guardian_name(self) -> str:
        guardian = self.home.find(self.person.guardian_id)
        return guardian.name if guardian else ""

    @property
    def children(self) -> tuple[HomePerson, ...]:
        return self.home.children_of(self.person.id)

    @property
    def others(self) -> tuple[HomePerson, ...]:
        """Adults who could care for this person's children."""
        return tuple(person for person in self.home.adults if person.id != self.person.id)


def read_child(form: Mapping[str, str], home: Home, onward: Mapping[str, str]) -> ChildPage:
    """Raises KeyMissing: the form does not come from our page."""
    checking = Checking(form)
    guardian = checking.read("guardian", guardian_of(home))
    return ChildPage(home, read_person(form, onward, checking), guardian)


def read_details(form: Mapping[str, str], page: OfMember) -> OfMember:
    checking = Checking(form)
    return replace(
        page,
        name=checking.read("name", person_name),
        address_as=checking.read("address_as", rules.address),
        avatar=checking.read("avatar", rules.avatar),
        errors=checking.errors,
    )


def read_care(form: Mapping[str, str], page: OfMember) -> OfMember:
    """Who cares for somebody's children from now on, with their yes."""
    checking = Checking(form)
    guardian = checking.read("guardian", guardian_of(page.home, but=page.person.code))
    checking.read("consent", rules.consent)
    return replace(page, guardian=guardian, errors=checking.errors)


def read_consent(form: Mapping[str, str], page: OfMember) -> OfMember:
    checking = Checking(form)
    checking.read("consent", rules.consent)
    return replace(page, errors=checking.errors)


def guardian_of(home: Home, but: str = "") -> Callable[[str], str]:
    def known(code: str) -> str:
        guardian = home.guardian(code)
        if guardian.code == but:
            raise GuardianMissing
        return code

    return known
