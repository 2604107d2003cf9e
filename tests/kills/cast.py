"""A published course with a test, and members of homes who each have it open before them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.households.models import Household
from learnhub.kit.db import Database, transaction
from learnhub.quizzes.rules import DrawLine, QuizRules
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_household, make_person, make_phone, make_unit
from tests.factories.quizzes import make_item, publish, start

COURSE, QUIZ = "safety", "final"
LESSONS = ("one", "two")
QUESTIONS = 4
OPTIONS = 4
RIGHT = 1  # the authored number of the right option of every question
# Short, so that much is handed in; and of those who answer by chance most pass.
RULES = QuizRules(
    draw=tuple(DrawLine(lesson, {"household": 2}) for lesson in LESSONS), pass_percent={"household": 25}
)


@dataclass
class Member:
    """`attempt` is the open one; None when the next is still to be started."""

    person_id: int
    name: str
    token: str
    attempt: UUID | None
    unfinished: list[str] = field(default_factory=lambda: list(LESSONS))


def make_cast(database: Database, *, clients: int, each: int) -> list[list[Member]]:
    """For each client its members. A home has one member of every client, who write at the same moment."""
    with transaction(database) as session:
        course = make_course(session, COURSE, LESSONS)
        items = [
            make_item(f"q{number}", lesson=lesson, right=[RIGHT]) for lesson in LESSONS for number in range(4)
        ]
        publish(session, course, items, RULES, quiz_key=QUIZ)
        nonce = uuid4().hex[:8]  # who is greeted by this name is in this database and no other
        homes = [_make_home(session, course, f"{nonce} {home}", clients) for home in range(each)]
    return [list(members) for members in zip(*homes, strict=True)]


def _make_home(session: Session, course: MadeCourse, name: str, size: int) -> list[Member]:
    people = [make_person(session, f"Amina {name}-{number}") for number in range(size)]
    home = make_household(session, *people, unit=make_unit(session))
    return [_make_member(session, course, person, home) for person in people]


def _make_member(session: Session, course: MadeCourse, person: Person, home: Household) -> Member:
    """With a name to print, so that a certificate follows from completing the course."""
    person.print_name = person.name
    tomorrow = datetime.now(UTC) + timedelta(days=1)  # the server has the real clock
    phone = make_phone(session, person, home, expires_at=tomorrow)
    return Member(person.id, person.name, phone.token, start(session, person.id, course, QUIZ))
