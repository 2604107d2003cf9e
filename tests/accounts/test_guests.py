"""docs/rules.md, H30, H33, H35, H36: guests begin, are claimed once, and are forgotten."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from learnhub.accounts import service
from learnhub.accounts.cli import group
from learnhub.accounts.errors import ClaimCodeMalformed, GuestGone, GuestTaken
from learnhub.accounts.models import Guest, Person, PhoneSession
from learnhub.accounts.rules import CLAIM_LETTERS, GUEST_LIFE, WRONG_CODES, claim_code
from learnhub.kit.db import Database, transaction
from learnhub.kit.ids import grouped, new_code
from tests.conftest import NOW
from tests.factories.guests import make_guest
from tests.factories.people import make_person
from tests.parallel import at_once

LATE = NOW + GUEST_LIFE + timedelta(seconds=1)


def count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_a_guest_has_no_name_no_unit_and_no_consent(session):
    guest = make_guest(session)
    person = session.get_one(Person, guest.person_id)
    assert (person.name, person.avatar, person.unit_id, person.print_name) == ("", "", None, None)


def test_a_phone_has_one_guest_however_often_it_is_seen(session):
    first = make_guest(session)
    later = make_guest(session, at=NOW + timedelta(days=1))
    session.refresh(first)
    assert (later.id, first.seen_at) == (first.id, NOW + timedelta(days=1))
    assert count(session, Person) == 1


def test_a_phone_that_was_never_here_gets_a_session(session):
    learner = service.keep_guest(session, session_id=None, household_id=None, phone="", now=NOW)
    row = session.scalars(select(PhoneSession)).one()
    assert learner.token
    assert (row.person_id, row.household_id, row.account_id) == (None, None, None)
    assert session.scalars(select(Guest.phone)).one() == row.phone


def test_twenty_first_answers_of_one_phone_at_once_make_one_guest(database: Database):
    def begin(_number: int) -> int:
        with transaction(database) as session:
            learner = service.keep_guest(session, session_id=None, household_id=None, phone="a", now=NOW)
            return learner.person_id

    assert len(set(at_once(20, begin))) == 1
    with transaction(database) as session:
        assert (count(session, Guest), count(session, Person)) == (1, 1)


def test_two_who_claim_at_once_get_it_once(database: Database):
    """docs/rules.md, H33."""
    with transaction(database) as session:
        guest_id = make_guest(session).id
        people = [make_person(session, f"Member {number}").id for number in range(6)]

    def claim(number: int) -> str:
        try:
            with transaction(database) as session:
                service.claim_guest(session, guest_id=guest_id, person_id=people[number], now=NOW)
        except GuestTaken:
            return "taken"
        return "mine"

    assert sorted(at_once(6, claim)) == ["mine"] + ["taken"] * 5


def test_a_claim_keeps_who_and_when_and_nothing_of_the_guest(session):
    guest, amina = make_guest(session), make_person(session)
    nobody = guest.person_id
    service.claim_guest(session, guest_id=guest.id, person_id=amina.id, now=NOW)
    session.refresh(guest)
    assert (guest.person_id, guest.phone) == (None, None)
    assert (guest.claimed_at, guest.claimed_by_id) == (NOW, amina.id)
    assert session.get(Person, nobody, populate_existing=True) is None


def test_the_same_person_may_send_the_claim_again(session):
    guest, amina = make_guest(session), make_person(session)
    for _ in range(2):
        service.claim_guest(session, guest_id=guest.id, person_id=amina.id, now=NOW)


def test_what_is_forgotten_cannot_be_claimed(session):
    with pytest.raises(GuestGone):
        service.claim_guest(session, guest_id=999, person_id=make_person(session).id, now=NOW)


def test_a_phone_that_left_its_guest_begins_with_another_and_the_code_holds(session):
    first = make_guest(session)
    service.leave_guest(session, phone="phone-of-nobody")
    assert make_guest(session).id != first.id
    assert service.find_guest(session, code=first.code, now=NOW) == first.id


def test_a_code_is_read_however_it_is_typed(session):
    code = new_code(CLAIM_LETTERS)
    assert claim_code(f" {grouped(code).lower()} ") == code
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    with pytest.raises(ClaimCodeMalformed):
        claim_code(wrong)


def test_unknown_codes_have_a_ceiling_for_the_whole_site(session):
    """docs/rules.md, H35: then not even a right code is looked at, until the hour is over."""
    guest = make_guest(session)
    for _ in range(WRONG_CODES):
        assert service.find_guest(session, code=new_code(CLAIM_LETTERS), now=NOW) is None
    limited = service.find_guest(session, code=guest.code, now=NOW)
    assert limited == service.Limited(NOW + timedelta(hours=1))
    assert service.find_guest(session, code=guest.code, now=limited.until) == guest.id


def test_right_codes_are_not_counted(session):
    guest = make_guest(session)
    for _ in range(WRONG_CODES + 1):
        assert service.find_guest(session, code=guest.code, now=NOW) == guest.id


def test_a_guest_is_forgotten_ninety_days_after_the_last_answer(session):
    """docs/rules.md, H36."""
    make_guest(session, "seen-again")
    make_guest(session, "gone")
    make_guest(session, "seen-again", at=NOW + timedelta(days=1))
    assert service.forget_guests(session, now=NOW + GUEST_LIFE, most=9) == 0
    assert service.forget_guests(session, now=LATE, most=9) == 1
    assert session.scalars(select(Guest.phone)).all() == ["seen-again"]
    assert count(session, Person) == 1


def test_a_new_guest_takes_a_few_with_it_whose_time_is_over(session):
    for number in range(4):
        make_guest(session, f"phone {number}")
    make_guest(session, "new", at=LATE)
    assert count(session, Guest) == 4 - 3 + 1


def test_the_session_of_a_forgotten_guest_goes_and_that_of_a_named_person_stays(session):
    service.keep_guest(session, session_id=None, household_id=None, phone="", now=NOW)
    other = service.keep_guest(session, session_id=None, household_id=None, phone="", now=NOW)
    named = session.scalars(
        select(PhoneSession)
        .join(Guest, Guest.phone == PhoneSession.phone)
        .where(Guest.person_id == other.person_id)
    ).one()
    named.person_id = make_person(session).id
    session.flush()
    assert service.forget_guests(session, now=LATE, most=9) == 2
    assert session.scalars(select(PhoneSession.id)).all() == [named.id]


def test_the_command_forgets_them_all(database: Database):
    with transaction(database) as session:
        for number in range(5):
            make_guest(session, f"phone {number}", at=NOW - timedelta(days=900))
    result = CliRunner().invoke(group, ["forget-guests"], obj=database, standalone_mode=False)
    assert result.output == "5 guests forgotten\n"
