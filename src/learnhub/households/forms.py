"""What was typed about a home and its people, and what the pages show of it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from learnhub.accounts.forms import Checking
from learnhub.accounts.rules import person_name
from learnhub.households import rules
from learnhub.households.errors import GuardianMissing, MemberNotFound, WardMissing
from learnhub.households.queries import Former, Home, HomePerson, Moving
from learnhub.households.service import NewHome, NewMember
from learnhub.kit.errors import Invalid
from learnhub.kit.words import Message
from learnhub.units.queries import UnitRow
from learnhub.web.deps import Fields

Page = TypeVar("Page", "ArrivalPage", "SplitPage")


@dataclass(frozen=True, slots=True)
class MemberPage:
    """The form of one person, empty or as it was sent."""

    onward: Mapping[str, str]
    key: str
    name: str = ""
    address_as: str = ""
    avatar: str = ""
    consent: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def member(self) -> NewMember:
        return NewMember(self.key, self.name, self.address_as, self.avatar)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The form of a home with its first person. A single ward is chosen already."""

    wards: tuple[UnitRow, ...]
    first: MemberPage
    nickname: str = ""
    ward: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def ward_items(self) -> list[tuple[str, str]]:
        return [(unit.code, unit.name) for unit in self.wards]

    @property
    def unit_id(self) -> int:
        return next(unit.id for unit in self.wards if unit.code == self.ward)


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
    """Everybody of a home. `former`, shown to adults only, can still be taken back."""

    home: Home
    by: HomePerson | None
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


@dataclass(frozen=True, slots=True)
class CodePage:
    """A fresh code to be typed on another home's phone; `person` of nobody brings the whole home."""

    code: str
    home: Home
    person: HomePerson | None = None

    @property
    def grouped(self) -> str:
        """In groups of three: 7K2 M9Q XDA."""
        return " ".join(self.code[start : start + 3] for start in range(0, len(self.code), 3))


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """The form for a code, and once it is known who comes, what will happen."""

    home: Home
    code: str = ""
    moving: Moving | None = None
    guardian: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def brings_child(self) -> bool:
        return self.moving is not None and self.moving.person is not None and self.moving.person.is_child


@dataclass(frozen=True, slots=True)
class SplitPage:
    """Who goes, and the home that they start."""

    home: Home
    wards: tuple[UnitRow, ...]
    key: str
    who: tuple[str, ...] = ()
    nickname: str = ""
    ward: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def ward_items(self) -> list[tuple[str, str]]:
        return [(unit.code, unit.name) for unit in self.wards]

    @property
    def new(self) -> NewHome:
        unit_id = next(unit.id for unit in self.wards if unit.code == self.ward)
        return NewHome(self.key, self.nickname, unit_id)


def empty_home(wards: tuple[UnitRow, ...], first: MemberPage) -> HomePage:
    return HomePage(wards, first, ward=wards[0].code if len(wards) == 1 else "")


def read_member(form: Mapping[str, str], onward: Mapping[str, str]) -> MemberPage:
    """Raises KeyMissing: the form does not come from our page."""
    return _member(form, onward, Checking(form))


def read_child(form: Mapping[str, str], home: Home, onward: Mapping[str, str]) -> ChildPage:
    """Raises KeyMissing: the form does not come from our page."""
    checking = Checking(form)
    guardian = checking.read("guardian", _guardian_of(home))
    return ChildPage(home, _member(form, onward, checking), guardian)


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
    guardian = checking.read("guardian", _guardian_of(page.home, but=page.person.code))
    checking.read("consent", rules.consent)
    return replace(page, guardian=guardian, errors=checking.errors)


def read_consent(form: Mapping[str, str], page: OfMember) -> OfMember:
    checking = Checking(form)
    checking.read("consent", rules.consent)
    return replace(page, errors=checking.errors)


def read_arrival(form: Mapping[str, str], page: ArrivalPage) -> ArrivalPage:
    """A child comes to an adult of this home, with that adult's yes."""
    if not page.brings_child:
        return page
    checking = Checking(form)
    guardian = checking.read("guardian", _guardian_of(page.home))
    checking.read("consent", rules.consent)
    return replace(page, guardian=guardian, errors=checking.errors)


def read_split(form: Fields, home: Home, wards: tuple[UnitRow, ...]) -> SplitPage:
    """Raises KeyMissing, MemberNotFound: the form does not come from our page."""
    if not all(map(rules.could_be_code, form.all("who"))):
        raise MemberNotFound
    checking = Checking(form)
    return SplitPage(
        home,
        wards,
        key=rules.form_key(form["key"]),
        who=tuple(form.all("who")),
        nickname=checking.read("nickname", rules.nickname),
        ward=checking.read("ward", _known_ward(wards)),
        errors=checking.errors,
    )


def with_error(page: Page, name: str, refusal: Invalid) -> Page:
    """The page with what a verb said of one of its fields."""
    return replace(page, errors={**page.errors, name: refusal.said})


def _guardian_of(home: Home, but: str = "") -> Callable[[str], str]:
    def known(code: str) -> str:
        guardian = home.guardian(code)
        if guardian.code == but:
            raise GuardianMissing
        return code

    return known


def _known_ward(wards: tuple[UnitRow, ...]) -> Callable[[str], str]:
    def known(code: str) -> str:
        if not any(unit.code == code for unit in wards):
            raise WardMissing
        return code

    return known


def read_home(form: Mapping[str, str], wards: tuple[UnitRow, ...], onward: Mapping[str, str]) -> HomePage:
    """Raises KeyMissing: the form does not come from our page."""
    checking = Checking(form)
    nickname = checking.read("nickname", rules.nickname)
    ward = checking.read("ward", _known_ward(wards))
    first = _member(form, onward, checking)
    return HomePage(wards, first, nickname, ward, checking.errors)


def _member(form: Mapping[str, str], onward: Mapping[str, str], checking: Checking) -> MemberPage:
    return MemberPage(
        onward,
        key=rules.form_key(form["key"]),
        name=checking.read("name", person_name),
        address_as=checking.read("address_as", rules.address),
        avatar=checking.read("avatar", rules.avatar),
        consent=checking.read("consent", rules.consent),
        errors=checking.errors,
    )
