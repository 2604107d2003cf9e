"""The people and homes of the demonstration. All of them are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.certificates import service as certificates
from learnhub.demo.learned import Taught, learn, of_course, of_homes
from learnhub.households import service as households
from learnhub.progress.queries import home_coverage
from learnhub.units import service as units
from learnhub.units.queries import find_unit

WARD = "phuong-hoa-gao"
HELP_PHONE = "0900 000 000"
PASSWORD = "den-dau-1945"
COURSE = "information-security"
ALL = 9  # lessons that the programme for homes asks for


@dataclass(frozen=True, slots=True)
class DemoAccount:
    login: str
    name: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class DemoMember:
    """How many lessons of the first course, and of what homes are asked for, each from the first one on.

    The first member of a home cares for its children.
    """

    name: str
    address_as: str
    avatar: str
    finished: int = 0
    for_home: int = 0
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class DemoHome:
    key: str
    nickname: str
    members: tuple[DemoMember, ...]


ACCOUNTS = (
    DemoAccount("dung", "Lê Anh Dũng", "official", "ubnd-hoa-gao"),
    DemoAccount("hanh", "Nguyễn Thị Hạnh", "official", "ubnd-hoa-gao"),
    DemoAccount("minh", "Trần Minh", "trainer", "ubnd-hoa-gao"),
    DemoAccount("chi", "Sùng Thị Chi", "volunteer", WARD),
    DemoAccount("lan", "Phạm Ngọc Lan", "admin", WARD),
)
HOMES = (
    DemoHome(
        "018f4f6e-0000-7000-8000-000000000001",
        "bà Ba",
        (
            DemoMember("Bà Ba", "ba", "rice", 3),
            DemoMember("Ông Tư", "ong", "buffalo", 2),
            DemoMember("Chị Mỵ", "chi", "peach-flower", 7, for_home=3),
            DemoMember("Anh Páo", "anh", "bamboo"),
            DemoMember("Bé Súa", "em", "chicken", 1, is_child=True),
        ),
    ),
    DemoHome(
        "018f4f6e-0000-7000-8000-000000000002",
        "ông Y Blơm",
        (
            DemoMember("Ông Y Blơm", "ong", "elephant", for_home=ALL),
            DemoMember("Chị H'Nhiên", "chi", "lotus", for_home=ALL - 2),
        ),
    ),
    DemoHome(
        "018f4f6e-0000-7000-8000-000000000003",
        "cô Thào",
        (DemoMember("Cô Thào", "co", "bee", for_home=ALL),),
    ),
)


def make(session: Session, *, secret: bytes, now: datetime) -> None:
    """The ward, its people, some learning, a card for every home; nothing when the ward is there already."""
    if find_unit(session.connection(), code=WARD) is not None:
        return
    units.add_unit(session, code="ha-noi", name="Hà Nội", kind="province")
    ward_id = units.add_unit(
        session,
        code=WARD,
        name="Phường Hoa Gạo",
        kind="commune",
        parent_code="ha-noi",
        help_phone=HELP_PHONE,
    )
    units.add_unit(session, code="to-5", name="Tổ dân phố 5", kind="neighbourhood", parent_code=WARD)
    office_id = units.add_unit(
        session,
        code="ubnd-hoa-gao",
        name="Ủy ban nhân dân phường Hoa Gạo",
        kind="office",
        parent_code=WARD,
    )
    places = {WARD: ward_id, "ubnd-hoa-gao": office_id}
    for account in ACCOUNTS:
        _add_account(session, account, places[account.unit], now)
    lessons = of_course(session, COURSE), of_homes(session)
    for home in HOMES:
        first = _add_home(session, home, ward_id, lessons, now - timedelta(days=20))
        households.make_household_card(
            session, household_id=first.household_id, replaces="", secret=secret, now=now
        )
        if home_coverage(session.connection(), household_id=first.household_id, language="vi").is_whole:
            certificates.issue_for_home(
                session,
                household_id=first.household_id,
                by_id=first.person_id,
                issuer=session.info["issuer"],
                now=now,
            )


def _add_account(session: Session, account: DemoAccount, unit_id: int, now: datetime) -> None:
    person_id = accounts.register_person(session, name=account.name, unit_id=unit_id, now=now)
    accounts.create_account(session, person_id=person_id, login=account.login, password=PASSWORD, now=now)
    accounts.appoint(session, person_id=person_id, unit_id=unit_id, role=account.role, now=now)


def _add_home(
    session: Session, home: DemoHome, unit_id: int, lessons: tuple[tuple[Taught, ...], ...], now: datetime
) -> households.Joined:
    """The home's first member comes back."""
    first, *others = home.members
    guardian = _new(home, first, 0)
    joined = households.register_household(
        session, nickname=home.nickname, unit_id=unit_id, first=guardian, now=now
    )
    people = [joined.person_id]
    for number, member in enumerate(others, start=1):
        new = _new(home, member, number)
        if member.is_child:
            added = households.add_child(
                session,
                household_id=joined.household_id,
                member=new,
                guardian_code=guardian.code,
                now=now,
            )
        else:
            added = households.add_member(session, household_id=joined.household_id, member=new, now=now)
        people.append(added.person_id)
    of_the_course, of_the_home = lessons
    everybody = list(zip(home.members, people, strict=True))
    began = {person_id for member, person_id in everybody if member.finished}
    for member, person_id in everybody:
        learn(session, person_id, of_the_course[: member.finished], now, beside=began - {person_id})
        learn(session, person_id, of_the_home[: member.for_home], now)
    return joined


def _new(home: DemoHome, member: DemoMember, number: int) -> households.NewMember:
    key = f"{home.key[:-2]}{int(home.key[-1])}{number}"
    return households.NewMember(key, member.name, member.address_as, member.avatar)
