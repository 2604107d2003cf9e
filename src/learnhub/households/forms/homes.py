"""What was typed about a home and its people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from learnhub.accounts.forms import Checking
from learnhub.accounts.rules import person_name
from learnhub.households import rules
from learnhub.households.errors import WardMissing
from learnhub.households.queries import HomeDetails
from learnhub.households.service import NewHome, NewMember
from learnhub.kit.words import Message
from learnhub.units.queries import UnitRow


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedHome:
    """What a home is called and where it is."""

    wards: tuple[UnitRow, ...]
    nickname: str = ""
    ward: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def ward_items(self) -> list[tuple[str, str]]:
        return [(unit.code, unit.name) for unit in self.wards]

    @property
    def unit_id(self) -> int:
        return next(unit.id for unit in self.wards if unit.code == self.ward)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeDetailsPage(NamedHome):
    """The form of what a home says of itself; its phone number may be empty."""

    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(HomeDetailsPage):
    """The form of a home with its first person. A single ward is chosen already.

    `own` is the name of somebody who belongs to no home and starts one: then nobody new is asked for.
    """

    first: MemberPage
    own: str = ""

    @property
    def new(self) -> NewHome:
        return NewHome(self.first.key, self.nickname, self.unit_id)


@dataclass(frozen=True, slots=True)
class GoalPage:
    """`chosen` is a number of lessons a month, or "none"."""

    chosen: str
    errors: Mapping[str, Message] = field(default_factory=dict)


def read_goal(form: Mapping[str, str]) -> GoalPage:
    checking = Checking(form)
    checking.read("goal", _known_goal)
    return GoalPage(form["goal"], checking.errors)


def _known_goal(chosen: str) -> str:
    rules.goal(chosen)
    return chosen


def empty_home(wards: tuple[UnitRow, ...], first: MemberPage, own: str) -> HomePage:
    return HomePage(wards=wards, first=first, ward=wards[0].code if len(wards) == 1 else "", own=own)


def home_details(wards: tuple[UnitRow, ...], found: HomeDetails) -> HomeDetailsPage:
    """As the home says of itself now."""
    return HomeDetailsPage(wards=wards, nickname=found.nickname, ward=found.ward, phone=found.phone)


def read_home_details(form: Mapping[str, str], wards: tuple[UnitRow, ...]) -> HomeDetailsPage:
    checking = Checking(form)
    return HomeDetailsPage(wards=wards, errors=checking.errors, **_details(checking, wards))


def read_member(form: Mapping[str, str], onward: Mapping[str, str]) -> MemberPage:
    """Raises KeyMissing: the form does not come from our page."""
    return read_person(form, onward, Checking(form))


def known_ward(wards: tuple[UnitRow, ...]) -> Callable[[str], str]:
    def known(code: str) -> str:
        if not any(unit.code == code for unit in wards):
            raise WardMissing
        return code

    return known


def read_home(
    form: Mapping[str, str], wards: tuple[UnitRow, ...], onward: Mapping[str, str], own: str
) -> HomePage:
    """Raises KeyMissing: the form does not come from our page."""
    checking = Checking(form)
    details = _details(checking, wards)
    if own:
        first = MemberPage(onward, key=rules.form_key(form["key"]))
    else:
        first = read_person(form, onward, checking)
    return HomePage(wards=wards, first=first, own=own, errors=checking.errors, **details)


def _details(checking: Checking, wards: tuple[UnitRow, ...]) -> dict[str, str]:
    return {
        "nickname": checking.read("nickname", rules.nickname),
        "ward": checking.read("ward", known_ward(wards)),
        "phone": checking.read("phone", rules.phone_number),
    }


def read_person(form: Mapping[str, str], onward: Mapping[str, str], checking: Checking) -> MemberPage:
    return MemberPage(
        onward,
        key=rules.form_key(form["key"]),
        name=checking.read("name", person_name),
        address_as=checking.read("address_as", rules.address),
        avatar=checking.read("avatar", rules.avatar),
        consent=checking.read("consent", rules.consent),
        errors=checking.errors,
    )
