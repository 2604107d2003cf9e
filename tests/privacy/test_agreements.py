"""docs/rules.md, H61, R-66: taking back is one press, and from then on nothing is kept."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Consent, Lock, Person
from learnhub.households.errors import AdultNeeded
from learnhub.households.models import Household, Membership
from learnhub.households.rules import CHILD_TEXT_VERSION, TEXT_VERSION
from learnhub.households.service import add_child, erase_home
from learnhub.kit.db import Database, reads, transaction
from learnhub.privacy import rules, service
from learnhub.privacy.models import PrivacyRequest
from learnhub.progress.errors import NothingKept
from learnhub.progress.models import LearningEvent, SharedLesson
from learnhub.progress.service import start_attempt, tell_together
from learnhub.quizzes.errors import AttemptNotFound
from learnhub.quizzes.models import Attempt, Response
from tests.conftest import NOW, as_
from tests.factories import quizzes
from tests.factories.courses import MadeCourse
from tests.factories.households import new_member
from tests.factories.people import make_household, make_official, make_person, make_phone
from tests.factories.privacy import Stored, make_stored
from tests.factories.progress import finish
from tests.house.tree import SOURCE
from tests.parallel import at_once

WITHDRAWAL, AGREEMENT = "/vi/me/agreement/withdrawal", "/vi/me/agreement"
PURPOSE = {"purpose": "learning_record"}


@dataclass(frozen=True)
class Reader:
    """Somebody with a record, as their phone sees it."""

    headers: dict[str, str]
    person_id: int
    lesson: str


@pytest.fixture
def reader(database: Database) -> Reader:
    with transaction(database) as session:
        amina = make_stored(session)
        return Reader(as_(amina.phone.token), amina.person.id, "/vi/courses/safety/lessons/one")


def facts(session: Session) -> tuple[int, ...]:
    tables = (LearningEvent, Attempt, Response)
    return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def withdraw(session: Session, stored: Stored) -> None:
    service.withdraw(session, person_id=stored.person.id, purpose="learning_record", now=NOW)


def begin(session: Session, stored: Stored, course: MadeCourse) -> None:
    start_attempt(
        session,
        person_id=stored.person.id,
        course_id=course.course_id,
        version_id=course.version_id,
        quiz_key="final",
        audience="household",
        seed=1,
        now=NOW,
    )


def test_no_fact_of_any_kind_is_kept_afterwards(session: Session):
    amina = make_stored(session)
    attempt = session.scalars(select(Attempt.id).where(Attempt.submitted_at.is_(None))).one()
    withdraw(session, amina)
    before = facts(session)
    with pytest.raises(NothingKept):
        finish(session, amina.person, amina.course, "two")
    with pytest.raises(NothingKept):
        begin(session, amina, amina.course)
    with pytest.raises(AttemptNotFound):
        quizzes.save(session, attempt, amina.person.id, 1, "unknown", seen=1, key=uuid4())
    assert facts(session) == before


def test_nothing_is_kept_of_somebody_who_waits_to_be_erased(session: Session):
    amina = make_stored(session)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    with pytest.raises(NothingKept):
        finish(session, amina.person, amina.course, "one")


def test_agreeing_again_keeps_again_and_both_moments_stay(session: Session):
    amina = make_stored(session)
    withdraw(session, amina)
    for _ in range(2):
        service.agree_again(session, person_id=amina.person.id, now=NOW + timedelta(hours=1))
    before = facts(session)
    finish(session, amina.person, amina.course, "one")
    assert facts(session)[0] == before[0] + 1
    moments = session.execute(select(Consent.given_at, Consent.withdrawn_at).order_by(Consent.id)).all()
    assert moments == [(NOW, NOW), (NOW + timedelta(hours=1), None)]


def test_for_a_child_whoever_cares_for_them_agrees_again(session: Session):
    """docs/rules.md, H40, R-31: a child's own press is no agreement."""
    home, guardian = make_household(session), make_person(session, "Chi")
    child_id = add_cared_for(session, home, guardian)
    service.withdraw(session, person_id=child_id, purpose="learning_record", now=NOW)
    service.agree_again(session, person_id=child_id, now=NOW + timedelta(hours=1))
    given = session.execute(
        select(Consent.text_version, Consent.given_by_id, Consent.withdrawn_at)
        .where(Consent.person_id == child_id)
        .order_by(Consent.id.desc())
    ).first()
    assert given == (CHILD_TEXT_VERSION, guardian.id, None)


def test_a_child_for_whom_nobody_cares_is_not_kept_again(session: Session):
    """R-31."""
    home, guardian = make_household(session), make_person(session, "Chi")
    child_id = add_cared_for(session, home, guardian)
    service.withdraw(session, person_id=child_id, purpose="learning_record", now=NOW)
    erase_home(session, household_id=home.id, now=NOW)
    with pytest.raises(AdultNeeded):
        service.agree_again(session, person_id=child_id, now=NOW)


def add_cared_for(session: Session, home: Household, guardian: Person) -> int:
    session.add(Membership(household_id=home.id, person_id=guardian.id, since_at=NOW))
    session.flush()
    return add_child(
        session, household_id=home.id, member=new_member("Bé"), guardian_code=guardian.code, now=NOW
    ).person_id


def test_who_never_agreed_has_nothing_to_take_back(session: Session):
    """What officials must learn rests on their duty."""
    official = make_official(session)
    service.withdraw(session, person_id=official.id, purpose="learning_record", now=NOW)
    assert session.scalars(select(PrivacyRequest.id)).all() == []


def test_no_fact_is_committed_after_the_withdrawal(database: Database):
    """R-71: whoever came first with the person's row has written, the other sees it."""
    with transaction(database) as session:
        amina = make_stored(session)
        person_id, course = amina.person.id, amina.course

    def work(number: int) -> str:
        try:
            with transaction(database) as session:
                if number == 0:
                    service.withdraw(session, person_id=person_id, purpose="learning_record", now=NOW)
                    return "withdrawn"
                person = session.get_one(Person, person_id)
                finish(session, person, course, "one", at=NOW + timedelta(minutes=number))
        except NothingKept:
            return "refused"
        return "kept"

    outcomes = at_once(4, work)
    assert "withdrawn" in outcomes
    assert work(9) == "refused"
    with transaction(database) as session:
        rows = select(func.count()).select_from(LearningEvent)
        assert session.scalar(rows.where(LearningEvent.occurred_at > NOW)) == outcomes.count("kept")


@pytest.mark.parametrize("has_lock", [False, True])
def test_whoever_was_there_without_the_agreement_is_not_written_down(session: Session, has_lock: bool):
    """docs/rules.md, H55, H56, H61: nor that somebody said so; the others count, nobody is told why."""
    amina, chi = make_stored(session), make_person(session, "Chi")
    session.add(Membership(household_id=amina.home.id, person_id=chi.id, since_at=NOW))
    if not has_lock:
        session.execute(delete(Lock))
    withdraw(session, amina)
    before = session.scalars(select(SharedLesson.id)).all()
    tell_together(
        session,
        household_id=amina.home.id,
        told_by=chi.id,
        person_codes=[amina.person.code],
        course_id=amina.course.course_id,
        version_id=amina.course.version_id,
        lesson_id=amina.course.lessons["one"],
        event_id=uuid4(),
        now=NOW + timedelta(minutes=1),
    )
    session.flush()
    assert session.scalars(select(SharedLesson.id)).all() == before
    later = select(LearningEvent.person_id).where(LearningEvent.occurred_at > NOW)
    assert session.scalars(later).all() == [chi.id]


# By the pages.


def test_one_press_takes_back_and_one_gives_again(client, database, reader):
    client.post(WITHDRAWAL, data=PURPOSE, headers=reader.headers)
    page = client.get("/en/me/stored", headers=reader.headers).text
    assert "Nothing more is kept" in page
    assert "Taken back on" in page
    client.post(AGREEMENT, headers=reader.headers)
    assert "Nothing more is kept" not in client.get("/en/me/stored", headers=reader.headers).text


def test_pressing_twice_takes_back_once(client, database, reader):
    for _ in range(2):
        answer = client.post(WITHDRAWAL, data=PURPOSE, headers=reader.headers)
        assert (answer.status_code, answer.headers["location"]) == (303, "/vi/me/stored")
    with reads(database) as connection:
        assert connection.scalars(select(PrivacyRequest.kind)).all() == ["withdrawal"]


def test_afterwards_a_lesson_leads_on_and_is_not_kept(client, database, reader):
    """Like a guest's reading: L7."""
    client.post(WITHDRAWAL, data=PURPOSE, headers=reader.headers)
    before = _facts(database)
    answer = client.post(f"{reader.lesson}/completion", data={"key": str(uuid4())}, headers=reader.headers)
    assert answer.headers["location"] == "/vi/courses/safety/lessons/two"
    assert client.get(reader.lesson, headers=reader.headers).status_code == 200
    assert _facts(database) == before


def test_afterwards_a_test_says_why_it_does_not_begin(client, database, reader):
    client.post(WITHDRAWAL, data=PURPOSE, headers=reader.headers)
    before = _facts(database)
    answer = client.post("/en/courses/safety/quizzes/practice/attempts", headers=reader.headers)
    assert answer.status_code == 409
    assert "the agreement was taken back" in answer.text
    assert _facts(database) == before


def test_an_unknown_purpose_changes_nothing(client, database, reader):
    client.post(WITHDRAWAL, data={"purpose": "everything"}, headers=reader.headers)
    with reads(database) as connection:
        assert connection.scalars(select(Consent.withdrawn_at)).all() == [None]


def _facts(database: Database) -> tuple[int, ...]:
    with transaction(database) as session:
        return facts(session)


def test_what_people_agree_to_today_is_told_again_in_its_own_words():
    """The form asks with this very sentence."""
    assert rules.PURPOSES.keys() == {purpose for purpose, _ in rules.SENTENCES}
    assert rules.SENTENCES[PURPOSE["purpose"], TEXT_VERSION] in _form_of_a_person()


def _form_of_a_person() -> str:
    folder = SOURCE / "households" / "templates"
    return (folder / "macros.html").read_text(encoding="utf-8")


def test_the_page_of_a_child_asks_whoever_cares_for_them(client, database):
    """R-31."""
    with transaction(database) as session:
        home, guardian = make_household(session), make_person(session, "Chi")
        child = session.get_one(Person, add_cared_for(session, home, guardian))
        phone = as_(make_phone(session, child, home).token)
        home_id, child_id = home.id, child.id
    client.post(WITHDRAWAL, data=PURPOSE, headers=phone)
    page = client.get("/en/me/stored", headers=phone).text
    assert "I care for this child and agree" in page
    assert "Chi agrees again" in page
    assert client.post(AGREEMENT, headers=phone).status_code == 303
    with transaction(database) as session:
        erase_home(session, household_id=home_id, now=NOW)
        alone = as_(make_phone(session, session.get_one(Person, child_id)).token)
    client.post(WITHDRAWAL, data=PURPOSE, headers=alone)
    page = client.get("/en/me/stored", headers=alone).text
    assert "Before more is kept, an adult of a home must care for Bé and agree." in page
    assert client.post(AGREEMENT, headers=alone).status_code == 403
