"""docs/rules.md, H53, H54: a goal, and what a member shows, belong to the home of today."""

import pytest
from sqlalchemy import update

from learnhub.households import queries, rules, service
from learnhub.households.errors import GoalUnknown, MemberNotFound
from learnhub.households.models import Household, Membership
from tests.conftest import NOW
from tests.factories.people import make_household, make_person


@pytest.mark.parametrize(("chosen", "read"), [("4", 4), ("16", 16), ("none", None)])
def test_these_goals_may_be_chosen(chosen, read):
    assert rules.goal(chosen) == read


@pytest.mark.parametrize("chosen", ["", "5", "-4", "٤", "4 "])
def test_no_other_goal_may_be_chosen(chosen):
    with pytest.raises(GoalUnknown):
        rules.goal(chosen)


def test_a_goal_is_changed_and_taken_away(session):
    """H53."""
    home = make_household(session)
    for lessons in (4, 16, None, None):
        service.set_goal(session, household_id=home.id, lessons=lessons)
        assert queries.find_goal(session.connection(), household_id=home.id) == lessons


def test_a_choice_of_what_is_shown_ends_with_the_membership(session):
    """H54: another home sees what it is shown anew."""
    amina = make_person(session)
    make_household(session, amina)
    service.choose_shown(session, person_id=amina.id, lessons=False, certificates=True)
    session.execute(update(Membership).values(until_at=NOW))
    with pytest.raises(MemberNotFound):
        service.choose_shown(session, person_id=amina.id, lessons=False, certificates=False)
    make_household(session, amina)
    shown = session.query(Membership.shows_lessons, Membership.shows_certificates)
    assert [tuple(row) for row in shown.order_by(Membership.id)] == [(False, True), (True, True)]


def test_an_invitation_is_closed_for_good(session):
    home = make_household(session, make_person(session))
    service.close_invitation(session, household_id=home.id, now=NOW)
    session.refresh(home)
    assert isinstance(home, Household)
    assert home.invitation_closed_at == NOW
