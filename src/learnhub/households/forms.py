"""What was typed about a home and its people, and what the pages show of it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from learnhub.accounts.forms import Checking
from learnhub.accounts.rules import locks, person_name
from learnhub.households import rules
from learnhub.households.errors import WardMissing
from learnhub.households.queries import LockedMember
from learnhub.households.service import NewMember
from learnhub.kit.errors import Invalid
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


@dataclass(frozen=True, slots=True)
class HomePage:
    """The form of a home with its first person. A single ward is chosen already."""

    wards: tuple[UnitRow, ...]
    first: MemberPage
    nickname: str = ""
    ward: str = ""
    phone: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)

    @property
    def ward_items(self) -> list[tuple[str, str]]:
        return [(unit.code, unit.name) for unit in self.wards]

    @property
    def unit_id(self) -> int:
        return next(unit.id for unit in self.wards if unit.code == self.ward)


@dataclass(frozen=True, slots=True)
class UnlockPage:
    """Before a member's lock. `secret` is empty until all of it was given."""

    member: LockedMember
    onward: Mapping[str, str]
    picked: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    is_wrong: bool = False
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """Three pictures that somebody chooses for their lock: picked one by one, then looked at."""

    picked: tuple[str, ...] = ()
    is_confirmed: bool = False
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class PinPage:
    pin: str = ""
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class CodePage:
    """The form of a home's code, empty or as it was sent."""

    onward: Mapping[str, str]
    code: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)


def empty_home(wards: tuple[UnitRow, ...], first: MemberPage) -> HomePage:
    return HomePage(wards, first, ward=wards[0].code if len(wards) == 1 else "")


def read_member(form: Mapping[str, str], onward: Mapping[str, str]) -> MemberPage:
    """Raises KeyMissing: the form does not come from our page."""
    return _member(form, onward, Checking(form))


def read_code(form: Mapping[str, str], onward: Mapping[str, str]) -> CodePage:
    checking = Checking(form)
    return CodePage(onward, checking.read("code", rules.home_code), checking.errors)


def read_home(form: Mapping[str, str], wards: tuple[UnitRow, ...], onward: Mapping[str, str]) -> HomePage:
    """Raises KeyMissing: the form does not come from our page."""

    def known_ward(code: str) -> str:
        if not any(unit.code == code for unit in wards):
            raise WardMissing
        return code

    checking = Checking(form)
    nickname = checking.read("nickname", rules.nickname)
    ward = checking.read("ward", known_ward)
    phone = checking.read("phone", rules.phone_number)
    first = _member(form, onward, checking)
    return HomePage(wards, first, nickname, ward, phone, checking.errors)


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


def read_guess(form: Mapping[str, str], member: LockedMember, onward: Mapping[str, str]) -> UnlockPage:
    try:
        if member.lock == "pin":
            return UnlockPage(member, onward, secret=locks.pin(form["pin"]))
        picked = _picked(form)
    except Invalid as refusal:
        return UnlockPage(member, onward, error=refusal.said)
    if len(picked) < locks.PICKS:
        return UnlockPage(member, onward, picked)
    return UnlockPage(member, onward, secret=" ".join(picked))


def read_pictures(form: Mapping[str, str]) -> PicturesPage:
    try:
        picked = _picked(form)
    except Invalid as refusal:
        return PicturesPage(error=refusal.said)
    return PicturesPage(picked, len(picked) == locks.PICKS and form["confirmed"] == "yes")


def read_pin(form: Mapping[str, str]) -> PinPage:
    try:
        return PinPage(locks.new_pin(form["pin"]))
    except Invalid as refusal:
        return PinPage(form["pin"], refusal.said)


def _picked(form: Mapping[str, str]) -> tuple[str, ...]:
    """Those that the form has carried so far, and the one that was pressed. Raises PicturesUnusable."""
    return locks.picks([*form["picked"].split(), *([form["picture"]] if form["picture"] else [])])
