"""docs/rules.md, H64, H65, R-32, R-65: erased is erased, and what stays is what was promised."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from learnhub.accounts.models import Person, PhoneSession
from learnhub.certificates.models import Certificate
from learnhub.households.errors import AdultNeeded, ChildrenStay, MemberLocked, MemberNotFound
from learnhub.households.models import Guardianship, Household, HouseholdLook, Membership
from learnhub.households.service import choose_member
from learnhub.kit.db import Base, transaction
from learnhub.privacy import queries, service
from learnhub.privacy.errors import ErasedAlready, RequestNotFound
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.rules.inventory import PERSONAL
from learnhub.privacy.rules.tables import Columns
from learnhub.progress.models import HouseholdProgress
from learnhub.progress.queries import household_ledger, person_ledger
from tests.conftest import NOW
from tests.factories.people import make_household, make_person
from tests.factories.privacy import Stored, make_stored
from tests.parallel import at_once

LATER = NOW + timedelta(days=30)


def erase(session: Session, stored: Stored) -> None:
    service.ask_person_erasure(session, person_id=stored.person.id, now=NOW)
    assert service.erase_due(session, now=LATER, limit=9) == 1
    session.expire_all()


def erase_home(session: Session, stored: Stored) -> None:
    service.ask_home_erasure(session, household_id=stored.home.id, person_id=stored.person.id, now=NOW)
    assert service.erase_due(session, now=LATER, limit=9) == 1
    session.expire_all()


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(PrivacyRequest.code).order_by(PrivacyRequest.id)))


def texts(session: Session, *but: str) -> str:
    """Everything that stands in any table, as one text."""
    rows: list[Row[object]] = []
    for table in Base.metadata.sorted_tables:
        if table.name not in but:
            rows += session.execute(select(table)).all()
    return "\n".join(map(repr, rows))


def left(session: Session, person_id: int) -> Iterator[tuple[str, Columns, Row[object]]]:
    """Rows of a person that the inventory says something of, group by group."""
    for name, table in PERSONAL.items():
        sql = Base.metadata.tables[name]
        if table.owner and " " not in table.owner:
            for group in table.columns:
                columns = [sql.c[column] for column in group.names.split()]
                for row in session.execute(select(*columns).where(sql.c[table.owner] == person_id)):
                    yield name, group, row


def test_the_name_is_nowhere_but_on_the_certificate(session: Session):
    amina = make_stored(session)
    assert "Amina" in texts(session, "certificates")
    erase_home(session, amina)
    erase(session, amina)
    assert "Amina" not in texts(session, "certificates")
    assert "amina" not in texts(session, "certificates")


def test_every_column_is_erased_as_the_inventory_says(session: Session):
    amina = make_stored(session)
    assert {name for name, group, _ in left(session, amina.person.id) if group.erasing == "deleted"}
    erase(session, amina)
    for name, group, row in left(session, amina.person.id):
        assert group.erasing != "deleted", name
        if group.erasing == "blanked":
            assert not any(row), (name, group.names)


def test_answers_are_gone_whatever_table_they_stood_in(session: Session):
    amina = make_stored(session)
    erase(session, amina)
    for name, table in PERSONAL.items():
        if table.owner.endswith(" attempts"):
            assert session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) == 0


def test_nobody_else_loses_anything(session: Session):
    amina = make_stored(session)
    chi = make_stored(session, "Chi", amina.course)
    before = [repr(row) for _, _, row in left(session, chi.person.id)]
    erase(session, amina)
    assert [repr(row) for _, _, row in left(session, chi.person.id)] == before


def test_a_certificate_stays_as_it_was_issued(session: Session):
    """C3, C5: it can still be checked by whoever holds the paper."""
    amina = make_stored(session)
    facts = session.scalars(select(Certificate.facts)).one()
    erase(session, amina)
    assert session.scalars(select(Certificate.facts)).one() == facts
    assert facts["name"] == "Nguyễn Amina"


def test_summaries_still_say_what_the_facts_say_and_the_home_keeps_its_count(session: Session):
    """docs/rules.md, H64, L6."""
    amina = make_stored(session)
    erase(session, amina)
    connection = session.connection()
    assert person_ledger(connection, person_id=amina.person.id).differences == []
    assert household_ledger(connection, household_id=amina.home.id).differences == []
    assert session.scalars(select(HouseholdProgress.finished_lessons)).one() == 3


def test_from_the_first_moment_nobody_can_choose_the_person(session: Session):
    amina = make_stored(session)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    with pytest.raises(MemberNotFound):
        choose_member(
            session, household_id=amina.home.id, person_code=amina.person.code, replaces=None, now=NOW
        )
    in_front = select(func.count()).select_from(PhoneSession).where(PhoneSession.ended_at.is_(None))
    assert session.scalar(in_front.where(PhoneSession.person_id == amina.person.id)) == 0


def test_who_cares_for_a_child_is_not_erased_before_another_adult_does(session: Session):
    """docs/rules.md, H40, H64."""
    amina, child = make_stored(session), make_person(session, "Bé")
    session.add(Guardianship(child_id=child.id, guardian_id=amina.person.id, since_at=NOW))
    session.flush()
    with pytest.raises(ChildrenStay):
        service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    assert session.get_one(Person, amina.person.id).hidden_at is None


def test_a_home_is_erased_by_an_adult_of_it(session: Session):
    """docs/rules.md, H65."""
    amina, child = make_stored(session), make_person(session, "Bé")
    child.is_child = True
    session.add(Membership(household_id=amina.home.id, person_id=child.id, since_at=NOW))
    session.flush()
    for person_id in (child.id, make_person(session, "Ben").id):
        with pytest.raises(AdultNeeded):
            service.ask_home_erasure(session, household_id=amina.home.id, person_id=person_id, now=NOW)
    assert queries.list_requests(session.connection()) == ()


def test_nothing_goes_before_its_day(session: Session):
    amina = make_stored(session)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    assert service.erase_due(session, now=LATER - timedelta(seconds=1), limit=9) == 0
    assert session.get_one(Person, amina.person.id).name == "Amina"


def test_an_erasure_that_is_taken_back_leaves_everything(session: Session):
    amina = make_stored(session)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    service.undo(session, code=codes(session)[0], household_id=amina.home.id, by_id=None, now=NOW)
    assert service.erase_due(session, now=LATER, limit=9) == 0
    assert session.get_one(Person, amina.person.id).hidden_at is None
    with pytest.raises(MemberLocked):  # there again, behind the lock
        choose_member(
            session, household_id=amina.home.id, person_code=amina.person.code, replaces=None, now=NOW
        )


def test_asking_twice_waits_once(session: Session):
    """docs/rules.md, H67."""
    amina = make_stored(session)
    who, days = amina.person.id, (NOW, NOW + timedelta(days=3))
    for day in days:
        service.ask_home_erasure(session, household_id=amina.home.id, person_id=who, now=day)
    for day in days:
        service.ask_person_erasure(session, person_id=who, now=day)
    assert [row.due_at for row in queries.list_requests(session.connection())] == [LATER, LATER]


def test_an_erasure_that_is_taken_back_twice_is_taken_back(session: Session):
    """docs/rules.md, H64: by a form that is sent again, or by two phones."""
    amina = make_stored(session)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    for _ in range(2):
        service.undo(session, code=codes(session)[0], household_id=amina.home.id, by_id=None, now=NOW)
    assert session.get_one(Person, amina.person.id).hidden_at is None


def test_another_home_cannot_take_an_erasure_back(session: Session):
    """R-18."""
    amina, stranger = make_stored(session), make_household(session)
    service.ask_home_erasure(session, household_id=amina.home.id, person_id=amina.person.id, now=NOW)
    service.ask_person_erasure(session, person_id=amina.person.id, now=NOW)
    for code in [*codes(session), "unknown"]:
        with pytest.raises(RequestNotFound):
            service.undo(session, code=code, household_id=stranger.id, by_id=None, now=NOW)


def test_what_is_erased_cannot_be_taken_back(session: Session):
    amina = make_stored(session)
    erase_home(session, amina)
    with pytest.raises(ErasedAlready):
        service.undo(session, code=codes(session)[0], household_id=amina.home.id, by_id=None, now=LATER)


def test_erasing_a_home_keeps_what_its_people_learned(session: Session):
    """docs/rules.md, H65, R-32."""
    amina = make_stored(session)
    before = [repr(row) for name, _, row in left(session, amina.person.id) if name == "learning_events"]
    erase_home(session, amina)
    after = [repr(row) for name, _, row in left(session, amina.person.id) if name == "learning_events"]
    assert after == before
    assert session.get_one(Person, amina.person.id).name == "Amina"
    assert session.get_one(Household, amina.home.id).nickname == ""
    assert session.scalars(select(Membership.until_at)).all() == [LATER]
    assert session.scalars(select(HouseholdLook.id)).all() == []
    assert session.scalars(select(PhoneSession.household_id).distinct()).all() == [None]
    assert household_ledger(session.connection(), household_id=amina.home.id).differences == []


def test_erasing_a_home_ends_the_care_for_its_children(session: Session):
    """docs/rules.md, H40, H65: whoever cared for them may be erased afterwards; care elsewhere goes on."""
    amina, child, other = make_stored(session), make_person(session, "Bé"), make_person(session, "Bi")
    session.add(Membership(household_id=amina.home.id, person_id=child.id, since_at=NOW))
    for number in (child.id, other.id):
        session.add(Guardianship(child_id=number, guardian_id=amina.person.id, since_at=NOW))
    erase_home(session, amina)
    open_ones = select(Guardianship.child_id).where(Guardianship.until_at.is_(None))
    assert session.scalars(open_ones).all() == [other.id]
    assert session.scalars(select(Guardianship.until_at).where(Guardianship.child_id == child.id)).all() == [
        LATER
    ]


def test_undoing_and_erasing_at_once_do_one_of_both(database):
    """R-71: the row decides."""
    with transaction(database) as session:
        amina = make_stored(session)
        person_id, home_id = amina.person.id, amina.home.id
        service.ask_person_erasure(session, person_id=person_id, now=NOW)
        code = codes(session)[0]

    def work(number: int) -> str:
        with transaction(database) as session:
            if number:
                return "erased" if service.erase_due(session, now=LATER, limit=1) else ""
            try:
                service.undo(session, code=code, household_id=home_id, by_id=None, now=LATER)
            except (ErasedAlready, RequestNotFound):
                return ""
            return "kept"

    (outcome,) = [said for said in at_once(2, work) if said]
    with transaction(database) as session:
        assert session.get_one(Person, person_id).name == ("Amina" if outcome == "kept" else "")
