"""Moving, parting, becoming one: what was typed, and what the pages show of it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from learnhub.accounts.forms import Checking
from learnhub.accounts.rules import could_be_code
from learnhub.households import rules
from learnhub.households.errors import MemberNotFound, NobodyChosen
from learnhub.households.forms.homes import NamedHome, known_ward
from learnhub.households.forms.members import guardian_of
from learnhub.households.queries import Home, HomePerson, Moving, Newcomer
from learnhub.households.service import NewHome
from learnhub.kit.errors import Refusal
from learnhub.kit.ids import grouped
from learnhub.kit.words import Message
from learnhub.units.queries import UnitRow
from learnhub.web.deps import Fields

Page = TypeVar("Page", "ArrivalPage", "SplitPage")
WithChild = TypeVar("WithChild", "ArrivalPage", "ComingPage")


@dataclass(frozen=True, slots=True)
class MovingCodePage:
    """A fresh code to be typed on another home's phone; `person` of nobody brings the whole home."""

    code: str
    home: Home
    person: HomePerson | None = None

    @property
    def grouped(self) -> str:
        return grouped(self.code, size=3, between=" ")


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
class ComingPage:
    """Whether somebody who belongs to no home comes into this one; a child says who cares for them."""

    home: Home
    person: Newcomer
    guardian: str = ""
    errors: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPage(NamedHome):
    """Who goes, and the home that they start."""

    home: Home
    key: str
    who: tuple[str, ...] = ()

    @property
    def new(self) -> NewHome:
        return NewHome(self.key, self.nickname, self.unit_id)


def read_arrival(form: Mapping[str, str], page: ArrivalPage) -> ArrivalPage:
    """A child comes to an adult of this home, with that adult's yes."""
    return _with_guardian(form, page) if page.brings_child else page


def read_coming(form: Mapping[str, str], page: ComingPage) -> ComingPage:
    """As read_arrival."""
    return _with_guardian(form, page) if page.person.is_child else page


def _with_guardian(form: Mapping[str, str], page: WithChild) -> WithChild:
    checking = Checking(form)
    guardian = checking.read("guardian", guardian_of(page.home))
    checking.read("consent", rules.consent)
    return replace(page, guardian=guardian, errors=checking.errors)


def read_split(form: Fields, home: Home, wards: tuple[UnitRow, ...]) -> SplitPage:
    """Raises KeyMissing, MemberNotFound: the form does not come from our page."""
    if not all(map(could_be_code, form.all("who"))):
        raise MemberNotFound
    checking = Checking(form)
    checking.read("who", _somebody)
    return SplitPage(
        home=home,
        wards=wards,
        key=rules.form_key(form["key"]),
        who=tuple(form.all("who")),
        nickname=checking.read("nickname", rules.nickname),
        ward=checking.read("ward", known_ward(wards)),
        errors=checking.errors,
    )


def _somebody(code: str) -> str:
    """That anybody was ticked. Who may go is decided when the home parts, of the home as it is then."""
    if not code:
        raise NobodyChosen
    return code


def with_error(page: Page, name: str, refusal: Refusal) -> Page:
    """The page with what a verb said of one of its fields."""
    return replace(page, errors={**page.errors, name: refusal.said})
