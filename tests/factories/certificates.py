"""People who completed a course, and their certificates."""

from sqlalchemy.orm import Session

from learnhub.accounts.models import Person
from learnhub.certificates import service
from learnhub.certificates.models import Certificate
from learnhub.certificates.rules import Issuer
from tests.conftest import NOW
from tests.factories.courses import MadeCourse, make_course
from tests.factories.people import make_person
from tests.factories.progress import finish

ISSUER = Issuer("Phường Tương Mai", "Asia/Ho_Chi_Minh")


def make_graduate(
    session: Session, print_name: str | None = "Nguyễn Thị Hương", key: str = "safety"
) -> tuple[Person, MadeCourse]:
    """Somebody who completed a course of three lessons."""
    person, course = make_person(session, "Hương"), make_course(session, key)
    person.print_name = print_name
    finish(session, person, course)
    return person, course


def make_certificate(session: Session, person: Person, course: MadeCourse) -> Certificate:
    code = service.issue(session, person_id=person.id, course_id=course.course_id, issuer=ISSUER, now=NOW)
    return session.query(Certificate).filter_by(code=code).one()
