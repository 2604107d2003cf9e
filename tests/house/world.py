"""A site as it is in use: real courses, a home, people of every kind, and something of everything."""

from dataclasses import dataclass, field
from string import Formatter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Person
from learnhub.certificates import service as certificates
from learnhub.courses.models import LessonText
from learnhub.courses.queries import CurrentLesson, list_current_lessons
from learnhub.households import service as households
from learnhub.households.models import Household
from learnhub.kit.db import Database, transaction
from learnhub.kit.ids import uuid7
from learnhub.privacy import service as privacy
from learnhub.privacy.models import PrivacyRequest
from learnhub.progress import service as progress
from learnhub.quizzes import service as quizzes
from learnhub.units.models import Unit
from learnhub.web.addresses import Addresses
from learnhub.web.routing import Entry
from tests.conftest import NOW, as_
from tests.factories import content
from tests.factories.cards import make_home_card, make_person_card, token_of
from tests.factories.certificates import ISSUER
from tests.factories.contacts import make_contacts
from tests.factories.households import new_member
from tests.factories.locks import make_lock, make_tries
from tests.factories.people import (
    make_household,
    make_official,
    make_person,
    make_phone,
    make_unit,
)
from tests.factories.programmes import make_programme
from tests.factories.quizzes import answer_all

ACTORS = ("guest", "learning guest", "phone", "member", "official", "admin")
UNKNOWN = "0" * 8
FORM = {"name": "Bà Tư", "address_as": "ba", "avatar": "lotus", "answer": "0", "go": "next", "seen": "0"}
LOCK_KEY = b"site" * 8


@dataclass
class World:
    """`parts` are the words that addresses are made of: what exists, and what does not."""

    database: Database
    home_id: int
    people: dict[str, int]
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def headers(self, actor: str) -> dict[str, str]:
        """A fresh session of this actor: a phone that no other request has changed."""
        if actor == "guest":
            return {}
        if actor == "learning guest":
            return as_(self._learning_guest())
        with transaction(self.database) as session:
            person = session.get(Person, self.people[actor]) if actor in self.people else None
            home = (
                session.get(Household, self.home_id)
                if actor in {"phone", "member", "child", "other"}
                else None
            )
            return as_(make_phone(session, person, home).token)

    def _learning_guest(self) -> str:
        """A phone on which something was learned before anybody was named."""
        with transaction(self.database) as session:
            learner = accounts.keep_guest(session, session_id=None, household_id=None, phone="", now=NOW)
            return learner.token or ""

    def form(self) -> dict[str, str]:
        """Fields that most forms of the site would take."""
        return FORM | {"key": str(uuid7(NOW))}

    def addresses(self, entry: Entry) -> list[str]:
        """A route's address as it exists, and with one word of it different each time."""
        names = [name.partition(":")[0] for _, name, _, _ in Formatter().parse(entry.path) if name]
        words = {name: self.parts[name][0] for name in names}
        variants = [words, *({**words, name: word} for name in names for word in self.parts[name][1:])]
        return [Addresses([entry])(entry.name, **values) for values in variants]


def make_world(database: Database) -> World:
    with transaction(database) as session:
        content.publish(session)
        make_contacts(session)
        unit = make_unit(session)
        amina = make_person(session, "Amina", unit)
        amina.print_name = "Nguyễn Thị Hương"
        binh, locked = make_person(session, "Bình", unit), make_person(session, "Tư", unit)
        home = make_household(session, amina, binh, locked, unit=unit)
        make_lock(session, locked, LOCK_KEY)
        child_id = _add_child(session, home, amina)
        people = {
            "member": amina.id,
            "child": child_id,
            "other": binh.id,
            "official": make_official(session, "Dũng", "official").id,
            "admin": make_official(session, "Lan", "admin").id,
        }
        closed_out = _close_somebody_out(session, people["admin"])
        world = World(database, home.id, people)
        lessons = list_current_lessons(session.connection(), content.COURSE)
        make_programme(session, (lessons[0].course_id, (lessons[1].key, lessons[0].key)))
        _finish_lessons(session, amina.id, lessons)
        closed = _begin(session, amina.id, lessons[0], "final")
        answer_all(session, closed, amina.id)
        quizzes.submit_attempt(session, attempt_id=closed, person_id=amina.id, now=NOW)
        opened = _begin(session, amina.id, lessons[0], "practice")
        code = certificates.issue(
            session, person_id=amina.id, course_id=lessons[0].course_id, issuer=ISSUER, now=NOW
        )
        picture, check = _find_blocks(session)
        card, own = make_home_card(session, home), make_person_card(session, amina)
        world.parts = {
            "lang": ("vi",),
            "course": (content.COURSE, UNKNOWN),
            "programme": ("first-steps", UNKNOWN),
            "lesson": (lessons[0].key, lessons[-1].key, UNKNOWN),
            "quiz": ("final", "practice", UNKNOWN),
            "check": (check, UNKNOWN),
            "attempt": (str(closed), str(opened), UNKNOWN),
            "number": ("1", "999", "x"),
            "code": (code, home.code, UNKNOWN),
            "member": (locked.code, binh.code, amina.code, closed_out, UNKNOWN),
            "erasure": (_ask_erasure(session, unit), UNKNOWN),
            "digest": (picture.split("/")[2], UNKNOWN),
            "file": (picture.split("/")[3],),
            "token": (token_of(card), token_of(own), UNKNOWN),
            "ask": (_ask(session, card.code), UNKNOWN),
        }
    return world


def _close_somebody_out(session: Session, admin_id: int) -> str:
    """A member of a home that the administrator helps, whom ten wrong tries have locked out."""
    unit = session.get_one(Unit, session.get_one(Person, admin_id).unit_id)
    person = make_person(session, "Mỵ", unit)
    make_household(session, person, unit=unit)
    make_lock(session, person, LOCK_KEY, "pin", "7352")
    make_tries(session, person.id, 10)
    return person.code


def _ask(session: Session, code: str) -> str:
    """A phone that waits at the home of this code."""
    asked = households.ask_to_join(session, code=code, phone="asking", session_id=None, now=NOW)
    assert isinstance(asked, households.Asked)
    return asked.ask


def _add_child(session: Session, home: Household, guardian: Person) -> int:
    return households.add_child(
        session, household_id=home.id, member=new_member("Bé"), guardian_code=guardian.code, now=NOW
    ).person_id


def _ask_erasure(session: Session, unit: Unit) -> str:
    """Another home waits to be erased: whoever belongs to the world's home finds nothing there."""
    asker = make_person(session, "Hiền", unit)
    home = make_household(session, asker, unit=unit)
    privacy.ask_home_erasure(session, household_id=home.id, person_id=asker.id, now=NOW)
    return session.scalars(select(PrivacyRequest.code)).one()


def _finish_lessons(session: Session, person_id: int, lessons: tuple[CurrentLesson, ...]) -> None:
    for lesson in lessons:
        progress.complete_lesson(
            session,
            person_id=person_id,
            course_id=lesson.course_id,
            version_id=lesson.version_id,
            lesson_id=lesson.lesson_id,
            event_id=uuid7(NOW),
            occurred_at=NOW,
            now=NOW,
        )


def _begin(session: Session, person_id: int, lesson: CurrentLesson, quiz_key: str) -> UUID:
    return progress.start_attempt(
        session,
        person_id=person_id,
        course_id=lesson.course_id,
        version_id=lesson.version_id,
        quiz_key=quiz_key,
        audience="household",
        seed=7,
        now=NOW,
    ).attempt_id


def _find_blocks(session: Session) -> tuple[str, str]:
    """The address of a picture, and the key of a check-yourself question of the first lesson."""
    blocks = [
        block
        for text in session.query(LessonText).order_by(LessonText.lesson_version_id)
        for section in text.sections
        for block in section["blocks"]
    ]
    picture = next(block["src"] for block in blocks if block["kind"] == "picture")
    return picture, next(block["key"] for block in blocks if block["kind"] == "check")
