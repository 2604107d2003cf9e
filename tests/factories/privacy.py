"""Somebody of whom everything is stored that a site stores: the words of each stand out in any text."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Account, LoginTry, Person
from learnhub.households.models import Guardianship, Household, PersonCard
from learnhub.households.rules import TEXT_VERSION
from learnhub.households.service import note_look
from learnhub.progress import service as progress
from learnhub.progress.models import SharedLesson
from tests.conftest import NOW
from tests.factories import quizzes
from tests.factories.cards import SECRET, make_home_card
from tests.factories.certificates import make_certificate
from tests.factories.courses import MadeCourse, make_course
from tests.factories.locks import make_lock, make_tries
from tests.factories.people import Phone, make_household, make_official, make_phone, make_unit
from tests.factories.progress import finish


@dataclass(frozen=True)
class Stored:
    """`name` stands in their name, print name, home and sign-in name, and nowhere else."""

    person: Person
    home: Household
    course: MadeCourse
    phone: Phone
    name: str
    certificate: str


def make_stored(session: Session, name: str = "Amina", course: MadeCourse | None = None) -> Stored:
    unit = make_unit(session)
    person_id = accounts.register_person(session, name=name, unit_id=unit.id, now=NOW)
    person = session.get_one(Person, person_id)
    person.print_name = f"Nguyễn {name}"
    accounts.give_consent(
        session, person_id=person_id, purpose="learning_record", text_version=TEXT_VERSION, now=NOW
    )
    home = make_household(session, person, unit=unit)
    home.nickname = f"Nhà {name}"
    accounts.appoint(session, person_id=person_id, unit_id=unit.id, role="volunteer", now=NOW)
    phone = make_phone(session, person, home)  # before there is an account: chosen as a member of the home
    _sign_in(session, person)
    course = course or make_taught(session)
    _learn(session, person, course)
    _at_home(session, person, home, course)
    note_look(session, household_id=home.id, person_id=_helper(session), what="page", now=NOW)
    certificate = make_certificate(session, person, course)
    return Stored(person, home, course, phone, name, certificate.code)


def make_taught(session: Session) -> MadeCourse:
    course = make_course(session)
    quizzes.publish(session, course)
    return course


def _learn(session: Session, person: Person, course: MadeCourse) -> None:
    """Lessons, a check, a test that is handed in and passed, and one that is open."""
    finish(session, person, course, at=NOW - timedelta(hours=2))
    progress.record_check(
        session,
        person_id=person.id,
        course_id=course.course_id,
        version_id=course.version_id,
        lesson_id=course.lessons["one"],
        check_key="c1",
        is_right=True,
        event_id=uuid4(),
        now=NOW,
    )
    attempt = quizzes.start(session, person.id, course)
    quizzes.answer_all(session, attempt, person.id)
    quizzes.submit(session, attempt, person.id)
    quizzes.save(session, quizzes.start(session, person.id, course, "practice"), person.id, 1, "unknown")
    session.flush()


def _at_home(session: Session, person: Person, home: Household, course: MadeCourse) -> None:
    """Everything that a home keeps of a person: a lock, cards, who cared for them, what others told."""
    make_lock(session, person, SECRET)
    make_tries(session, person.id, 1)
    session.add(PersonCard(id=uuid4(), person_id=person.id, token_hash=f"card-{person.id}", made_at=NOW))
    session.add(Guardianship(child_id=person.id, guardian_id=_helper(session), since_at=NOW, until_at=NOW))
    session.add(
        SharedLesson(
            person_id=person.id,
            id=uuid4(),
            course_id=course.course_id,
            version_id=course.version_id,
            lesson_id=course.lessons["one"],
            told_by=_helper(session),
            told_at=NOW,
            was_there=False,
        )
    )
    make_home_card(session, home)
    session.flush()


def _sign_in(session: Session, person: Person) -> None:
    login = f"login-{person.name.lower()}"
    session.add(Account(person_id=person.id, login=login, password_hash="-", is_active=True, created_at=NOW))
    session.add(LoginTry(login=login, tried_at=NOW))
    session.flush()
    make_phone(session, person)


def _helper(session: Session) -> int:
    return make_official(session, "Vàng Thị Nhung", "volunteer").id
