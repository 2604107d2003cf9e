"""The people and homes of the demonstration. All of them are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.courses.queries import list_current_lessons
from learnhub.households import service as households
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from learnhub.units import service as units
from learnhub.units.queries import find_unit

WARD = "phuong-hoa-gao"
HELP_PHONE = "0900 000 000"
PASSWORD = "den-dau-1945"
COURSE = "information-security"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    login: str
    name: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class DemoMember:
    """`finished` lessons of the first course, from the first one on."""

    name: str
    address_as: str
    avatar: str
    finished: int = 0


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
            DemoMember("Chị Mỵ", "chi", "peach-flower", 7),
            DemoMember("Anh Páo", "anh", "bamboo"),
            DemoMember("Bé Súa", "em", "chicken", 1),
        ),
    ),
    DemoHome(
        "018f4f6e-0000-7000-8000-000000000002",
        "ông Y Blơm",
        (DemoMember("Ông Y Blơm", "ong", "elephant"), DemoMember("Chị H'Nhiên", "chi", "lotus", 1)),
    ),
    DemoHome("018f4f6e-0000-7000-8000-000000000003", "cô Thào", (DemoMember("Cô Thào", "co", "bee"),)),
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
    for home in HOMES:
        household_id = _add_home(session, home, ward_id, now - timedelta(days=20))
        households.make_household_card(
            session, household_id=household_id, replaces="", secret=secret, now=now
        )


def _add_account(session: Session, account: DemoAccount, unit_id: int, now: datetime) -> None:
    person_id = accounts.register_person(session, name=account.name, unit_id=unit_id, now=now)
    accounts.create_account(session, person_id=person_id, login=account.login, password=PASSWORD, now=now)
    accounts.appoint(session, person_id=person_id, unit_id=unit_id, role=account.role, now=now)


def _add_home(session: Session, home: DemoHome, unit_id: int, now: datetime) -> int:
    first, *others = home.members
    joined = households.register_household(
        session, nickname=home.nickname, unit_id=unit_id, first=_new(home, first, 0), now=now
    )
    _learn(session, joined.person_id, first.finished, now)
    for number, member in enumerate(others, start=1):
        person = households.add_member(
            session, household_id=joined.household_id, member=_new(home, member, number), now=now
        )
        _learn(session, person.person_id, member.finished, now)
    return joined.household_id


def _new(home: DemoHome, member: DemoMember, number: int) -> households.NewMember:
    key = f"{home.key[:-2]}{int(home.key[-1])}{number}"
    return households.NewMember(key, member.name, member.address_as, member.avatar)


def _learn(session: Session, person_id: int, count: int, joined_at: datetime) -> None:
    lessons = list_current_lessons(session.connection(), COURSE)
    for lesson in lessons[:count]:
        finished_at = joined_at + timedelta(days=lesson.position, hours=2)
        progress.complete_lesson(
            session,
            person_id=person_id,
            course_id=lesson.course_id,
            version_id=lesson.version_id,
            lesson_id=lesson.lesson_id,
            event_id=uuid7(finished_at),
            occurred_at=finished_at,
            now=finished_at,
        )
