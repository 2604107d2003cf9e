"""docs/rules.md, C1 (only for a completion), C2 (one; R-16), C3 (embeds its facts, ends by a revocation)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DBAPIError

from learnhub.accounts import service as accounts
from learnhub.accounts.errors import NameMissing
from learnhub.certificates import handlers, service
from learnhub.certificates.errors import CertificateNotFound, CourseNotCompleted
from learnhub.certificates.models import Certificate, Revocation
from learnhub.courses.models import Course
from learnhub.kit.db import transaction
from learnhub.progress.events import CourseCompleted
from learnhub.progress.models import CourseCompletion
from tests.conftest import NOW
from tests.factories.certificates import ISSUER, make_certificate, make_graduate
from tests.factories.courses import make_course
from tests.factories.people import make_person
from tests.factories.progress import finish
from tests.parallel import at_once


def issue(session, person, course) -> str:
    return service.issue(session, person_id=person.id, course_id=course.course_id, issuer=ISSUER, now=NOW)


def test_a_certificate_holds_everything_that_is_printed(session):
    person, course = make_graduate(session)
    certificate = make_certificate(session, person, course)
    assert certificate.facts == {
        "name": "Nguyễn Thị Hương",
        "titles": {language: f"Course safety ({language})" for language in ("vi", "id", "en")},
        "completed_on": "2026-11-21",
        "issuer": "Phường Tương Mai",
        "version": 1,
        "lessons": 3,
        "minutes": 30,
    }
    assert len(certificate.token) == 27
    assert len(certificate.code) == 13


def test_the_day_is_that_of_the_issuers_clock(session):
    person, course = make_person(session), make_course(session)
    person.print_name = "Amina"
    finish(session, person, course, at=datetime(2026, 12, 31, 20, tzinfo=UTC))
    assert make_certificate(session, person, course).facts["completed_on"] == "2027-01-01"


def test_without_a_completion_nothing_is_certified(session):
    person, course = make_person(session), make_course(session)
    person.print_name = "Amina"
    finish(session, person, course, "one", "two")
    with pytest.raises(CourseNotCompleted):
        issue(session, person, course)


def test_the_completion_of_somebody_else_bears_no_certificate(session):
    _, course = make_graduate(session)
    ben = make_person(session, "Ben")
    ben.print_name = "Ben"
    session.flush()
    with pytest.raises(CourseNotCompleted):
        issue(session, ben, course)


def test_without_a_name_nothing_is_printed(session):
    person, course = make_graduate(session, print_name=None)
    with pytest.raises(NameMissing):
        issue(session, person, course)


def test_a_certificate_is_made_once(session):
    person, course = make_graduate(session)
    assert issue(session, person, course) == issue(session, person, course)
    assert session.query(Certificate).count() == 1


def test_a_certificate_stays_with_the_version_that_was_completed(session):
    person, course = make_graduate(session)
    code = issue(session, person, course)
    newer = make_course(session, lessons=("one", "two", "three", "four"))
    finish(session, person, newer)
    assert issue(session, person, newer) == code


def test_fifty_that_are_asked_for_at_once_are_one(database):
    with transaction(database) as session:
        person, course = make_graduate(session)
        session.expunge_all()

    def ask(_number: int) -> str:
        with transaction(database) as session:
            return issue(session, person, course)

    assert len(set(at_once(50, ask))) == 1
    with transaction(database) as session:
        assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_a_name_is_given_once(session):
    """C7."""
    person, course = make_graduate(session, print_name=None)
    for name in ("  Nguyễn   Thị Hương ", "Somebody Else"):
        accounts.set_print_name(session, person_id=person.id, name=name)
    assert make_certificate(session, person, course).facts["name"] == "Nguyễn Thị Hương"


def test_a_certificate_outlives_every_change_of_what_it_was_made_from(session):
    person, course = make_graduate(session)
    facts = make_certificate(session, person, course).facts
    person.print_name = person.name = "Somebody Else"
    make_course(session, lessons=("other",))
    session.execute(delete(CourseCompletion))
    session.flush()
    session.expire_all()
    assert session.query(Certificate).one().facts == facts


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(lambda: update(Certificate).values(facts={}), id="changed"),
        pytest.param(lambda: delete(Certificate), id="deleted"),
        pytest.param(lambda: delete(Course), id="its course deleted"),
    ],
)
def test_the_database_refuses_that_a_certificate_is(database, statement):
    with transaction(database) as session:
        person, course = make_graduate(session)
        issue(session, person, course)
    with pytest.raises(DBAPIError), transaction(database) as session:
        session.execute(statement())


def test_a_certificate_ends_once(session):
    person, course = make_graduate(session)
    code = issue(session, person, course)
    first, again = (service.revoke(session, code=code, reason=why, now=NOW) for why in ("mistake", "fraud"))
    assert (first, again) == (True, False)
    assert session.query(Revocation).one().reason == "mistake"


def test_a_revoked_certificate_is_not_made_anew(session):
    person, course = make_graduate(session)
    code = issue(session, person, course)
    service.revoke(session, code=code, reason="fraud", now=NOW)
    assert issue(session, person, course) == code


@pytest.mark.parametrize("code", ["", "LH-0000-0000-0000-1", "\x00"])
def test_what_is_not_there_cannot_end(session, code):
    with pytest.raises(CertificateNotFound):
        service.revoke(session, code=code, reason="mistake", now=NOW)


@pytest.mark.parametrize(
    ("print_name", "issuer", "certificates"),
    [
        pytest.param("Nguyễn Thị Hương", ISSUER, 1, id="named before"),
        pytest.param(None, ISSUER, 0, id="never named"),
        pytest.param("Nguyễn Thị Hương", None, 0, id="nobody says who issues"),
    ],
)
def test_a_completed_course_is_certified_at_once_when_the_name_is_known(
    session, print_name, issuer, certificates
):
    person, course = make_graduate(session, print_name)
    session.info["issuer"] = issuer
    completed = CourseCompleted(person.id, course.course_id, course.version_id, NOW)
    handlers.issue_when_named(session, completed)
    handlers.issue_when_named(session, completed)
    assert session.query(Certificate).count() == certificates
