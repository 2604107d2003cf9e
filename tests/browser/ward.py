"""What the tests know behind the pages' back: the answer keys, and people made for one test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import APIResponse, BrowserContext
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.courses.models import CourseVersion
from learnhub.courses.queries import list_current_lessons
from learnhub.demo import ward as demo
from learnhub.households.models import Household
from learnhub.households.service import NewMember, add_member, register_household
from learnhub.kit.db import Database, open_database, reads, transaction
from learnhub.kit.ids import uuid7
from learnhub.quizzes.models import AttemptQuestion, Item, ItemVersion
from learnhub.units.queries import find_unit
from learnhub.web.deps import system_clock
from learnhub.wiring import REACTIONS
from tests.browser.server import Server

COURSE = demo.COURSE
PASSWORD = demo.PASSWORD
OFFICE = "ubnd-hoa-gao"
AVATARS = ("rice", "buffalo", "peach-flower", "bamboo", "chicken", "lotus")

_QUESTION = select(ItemVersion.type, ItemVersion.right, AttemptQuestion.option_order).join(
    ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id
)
_CHECK = (
    select(ItemVersion.right)
    .join(Item, Item.id == ItemVersion.item_id)
    .join(CourseVersion, CourseVersion.id == ItemVersion.version_id)
    .order_by(CourseVersion.number.desc())
)


@dataclass(frozen=True)
class Key:
    """The published key of a drawn question; `order[place]` is the authored number shown there."""

    type: str
    right: Any
    order: list[int]

    @property
    def given(self) -> tuple[str, ...]:
        """The right answer as a form sends it: places, in their order, or a typed text."""
        if self.type == "text":
            return (next(iter(self.right["accepted"].values()))[0],)
        numbers = range(self.right["rows"]) if self.type in {"order", "match"} else self.right
        return tuple(str(self.order.index(number)) for number in numbers)


@dataclass(frozen=True)
class Ward:
    """`secret` is the site's key, from which cards are made."""

    url: str
    database: Database
    secret: bytes

    @classmethod
    @contextmanager
    def on(cls, server: Server) -> Iterator["Ward"]:
        database = open_database(server.database_url, REACTIONS)
        yield cls(server.url, database, server.secret)
        database.dispose()

    @property
    def lessons(self) -> list[str]:
        with reads(self.database) as connection:
            return [lesson.key for lesson in list_current_lessons(connection, COURSE)]

    def key_of(self, attempt: str, number: int) -> Key:
        query = _QUESTION.where(AttemptQuestion.attempt_id == UUID(attempt), AttemptQuestion.number == number)
        with reads(self.database) as connection:
            return Key(*connection.execute(query).one())

    def right_option_of_check(self, key: str) -> str:
        """Options of a choice in a lesson stand as they are written."""
        with reads(self.database) as connection:
            right = connection.execute(_CHECK.where(Item.kind == "check", Item.key == key)).scalars().first()
        assert isinstance(right, list)
        return str(right[0])

    def official(self, name: str) -> str:
        """A new official's sign-in name: tries at a test are counted for each of them."""
        with transaction(self.database) as session:
            return self.add_official(session, name)

    def add_official(self, session: Session, name: str) -> str:
        now = system_clock()
        login = f"official-{uuid4().hex[:12]}"
        unit = find_unit(session.connection(), code=OFFICE)
        assert unit is not None
        person_id = accounts.register_person(session, name=name, unit_id=unit.id, now=now)
        accounts.create_account(session, person_id=person_id, login=login, password=PASSWORD, now=now)
        accounts.appoint(session, person_id=person_id, unit_id=unit.id, role="official", now=now)
        return login

    def home(self, *names: str) -> str:
        """The code of a new home with these people."""
        with transaction(self.database) as session:
            household_id, _ = self.add_home(session, *names)
            code: str = session.scalars(select(Household.code).where(Household.id == household_id)).one()
        return code

    def add_home(self, session: Session, *names: str) -> tuple[int, int]:
        """The home's id, and its first person's. It was started some days ago."""
        now = system_clock() - timedelta(days=20)
        people = [
            NewMember(str(uuid7(now)), name, "ba", AVATARS[number % len(AVATARS)])
            for number, name in enumerate(names)
        ]
        unit = find_unit(session.connection(), code=demo.WARD)
        assert unit is not None
        home = register_household(session, nickname=names[0], unit_id=unit.id, first=people[0], now=now)
        for other in people[1:]:
            add_member(session, household_id=home.household_id, member=other, now=now)
        return home.household_id, home.person_id

    def post(self, phone: BrowserContext, path: str, **form: str) -> APIResponse:
        """A form sent from this phone without a page: what a test needs to have happened."""
        answer = phone.request.post(self.url + path, form=form, headers={"origin": self.url}, max_redirects=0)
        assert answer.status == 303, (path, answer.status)
        return answer

    def be_home(self, phone: BrowserContext, code: str) -> None:
        self.post(phone, f"/vi/demo/homes/{code}")

    def sign_in(self, phone: BrowserContext, login: str) -> None:
        self.post(phone, "/vi/sign-in", login=login, password=PASSWORD)

    def finish(self, phone: BrowserContext, lesson: str) -> None:
        path = f"/vi/courses/{COURSE}/lessons/{lesson}/completion"
        self.post(phone, path, key=str(uuid7(system_clock())))
