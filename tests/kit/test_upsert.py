"""Inserts that somebody else may be making too. docs/rules.md, R-71: constraints decide."""

from learnhub.kit.db import transaction
from learnhub.kit.upsert import insert_new, insert_or_change
from learnhub.progress.models import MemberProgress
from tests.conftest import NOW
from tests.factories.people import make_person
from tests.parallel import at_once


def more_lessons(new):
    return {"finished_lessons": MemberProgress.finished_lessons + new.finished_lessons}


def is_more(new):
    return MemberProgress.finished_lessons < new.finished_lessons


def add_one(session, person_id: int) -> bool:
    values = {"person_id": person_id, "finished_lessons": 1, "last_at": NOW}
    return insert_or_change(session, MemberProgress, more_lessons, **values)


def test_a_row_is_new_once(session):
    person = make_person(session)
    values = {"person_id": person.id, "last_at": NOW}
    assert [insert_new(session, MemberProgress, **values) for _ in range(2)] == [True, False]
    assert session.query(MemberProgress).one().completed_courses == 0


def test_a_row_that_is_there_is_changed_by_what_it_says(session):
    person = make_person(session)
    assert [add_one(session, person.id) for _ in range(3)] == [True] * 3
    assert session.query(MemberProgress).one().finished_lessons == 3


def test_a_change_may_depend_on_the_row(session):
    person = make_person(session)
    add_one(session, person.id)
    values = {"person_id": person.id, "finished_lessons": 1, "last_at": NOW}
    assert not insert_or_change(session, MemberProgress, more_lessons, is_more, **values)
    assert session.query(MemberProgress).one().finished_lessons == 1


def test_of_many_that_insert_at_once_one_is_told_that_it_was_the_first(database):
    with transaction(database) as session:
        person_id = make_person(session).id

    def insert(_number: int) -> bool:
        with transaction(database) as session:
            return insert_new(session, MemberProgress, person_id=person_id, last_at=NOW)

    assert sum(at_once(10, insert)) == 1


def test_many_that_change_at_once_all_count(database):
    with transaction(database) as session:
        person_id = make_person(session).id

    def add(_number: int) -> None:
        with transaction(database) as session:
            add_one(session, person_id)

    at_once(10, add)
    with transaction(database) as session:
        assert session.query(MemberProgress).one().finished_lessons == 10
