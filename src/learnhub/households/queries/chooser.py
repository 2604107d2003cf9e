"""Who may be chosen on a home's phone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, bindparam, select

from learnhub.accounts.models import Lock, Person
from learnhub.households.models import Household, Membership
from learnhub.households.queries.asking import AskingPhone
from learnhub.households.queries.waiting import Waiting, waiting
from learnhub.households.rules import HOME_SIZE
from learnhub.kit.prefs import parse_prefs


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One tile of the chooser. `code` is what the form sends; `lock` is "pictures", "pin" or empty.

    `language` is the one they chose for themselves, else empty. `finished`: so many lessons, None where
    they show none.
    """

    code: str
    name: str
    avatar: str
    id: int
    lock: str = ""
    language: str = ""
    finished: int | None = None


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """An unknown phone has no home: an empty nickname and no members. `asking` are phones that want in."""

    onward: Mapping[str, str]
    key: str
    nickname: str = ""
    members: tuple[MemberCard, ...] = ()
    asking: tuple[AskingPhone, ...] = ()
    waiting: Waiting = field(default_factory=Waiting)

    @property
    def is_full(self) -> bool:
        """Whoever waits to be erased keeps their place (docs/rules.md, H3)."""
        return len(self.members) + self.waiting.people >= HOME_SIZE

    def has(self, person_id: int) -> bool:
        return any(member.id == person_id for member in self.members)


@dataclass(frozen=True, slots=True)
class FoundMember:
    household_id: int
    person_id: int
    is_open: bool


_NOTHING: Mapping[int, int] = {}
_MEMBERS = (
    select(
        Household.nickname,
        Household.hidden_at.label("home_hidden_at"),
        Person.id,
        Person.code,
        Person.name,
        Person.avatar,
        Person.hidden_at,
        Person.prefs,
        Lock.kind,
    )
    .select_from(Household)
    .outerjoin(Membership, and_(Membership.household_id == Household.id, Membership.until_at.is_(None)))
    .outerjoin(Person, Person.id == Membership.person_id)
    .outerjoin(Lock, Lock.person_id == Person.id)
    .where(Household.id == bindparam("household_id"))
    .order_by(Membership.id)
)
_BY_CODE = (
    select(
        Membership.household_id,
        Membership.person_id,
        and_(Membership.until_at.is_(None), Person.hidden_at.is_(None)),
    )
    .join(Person, Person.id == Membership.person_id)
    .where(Person.code == bindparam("code"))
    .order_by(Membership.id.desc())
    .limit(1)
)


def chooser_page(
    connection: Connection,
    *,
    household_id: int | None,
    onward: Mapping[str, str],
    key: str,
    finished: Mapping[int, int] = _NOTHING,
) -> ChooserPage:
    """The people of the phone's home, in the order in which they joined; `finished` by their ids.

    One statement; none for a phone without a home.
    """
    if household_id is None:
        return ChooserPage(onward, key)
    rows = connection.execute(_MEMBERS, {"household_id": household_id}).all()
    members = tuple(
        MemberCard(
            row.code,
            row.name,
            row.avatar,
            row.id,
            row.kind or "",
            parse_prefs(row.prefs).language,
            finished.get(row.id),
        )
        for row in rows
        if row.code and row.hidden_at is None
    )
    erasures = waiting(rows[0].home_hidden_at, (row.hidden_at for row in rows))
    return ChooserPage(onward, key, rows[0].nickname, members, waiting=erasures)


def find_member(connection: Connection, *, code: str) -> FoundMember | None:
    """The home in which the person of this code is, or was last. One statement."""
    row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
    return FoundMember(*row) if row else None
