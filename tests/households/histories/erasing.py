"""Steps: agreements are taken back and given again, people and homes are erased, which can be undone."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from learnhub.privacy import service
from learnhub.privacy.models import PrivacyRequest
from tests.households.histories.model import UNDO, History, Soul

EVERYTHING = 1000


def withdraw(history: History) -> None:
    soul = history.one_of(history.some(lambda each: each.keeps))
    history.tell("withdraw", True, service.withdraw, person_id=soul.id, purpose="learning_record")
    soul.is_withdrawn = True


def agree_again(history: History) -> None:
    """For a child somebody of its home does."""
    soul = history.one_of(history.some(lambda each: each.is_shown and each.is_withdrawn))
    is_allowed = not soul.is_child or soul.home is not None
    history.tell("agree again", is_allowed, service.agree_again, person_id=soul.id)
    soul.is_withdrawn = not is_allowed


def erase_person(history: History) -> None:
    """Nobody cares any more for a child who waits, so that such a child holds no adult back."""
    is_child = history.chance.random() < 0.4
    soul = history.one_of(history.some(lambda each: each.is_shown and each.is_child >= is_child))
    is_allowed = not history.children_of(soul)
    history.tell("erase a person", is_allowed, service.ask_person_erasure, person_id=soul.id)
    if is_allowed:
        soul.due, soul.guardian, soul.is_kept = history.now + UNDO, None, False


def erase_home(history: History) -> None:
    home, by = history.somebody_at_home().home, history.anybody()
    by = history.one_of(history.adults(home)) if history.chance.random() < 0.8 else by
    is_allowed = by in history.adults(home)
    history.tell("erase a home", is_allowed, service.ask_home_erasure, household_id=home, person_id=by.id)
    if is_allowed and home:
        history.ending.setdefault(home, history.now + UNDO)
        history.kept.discard(home)


def keep_person(history: History) -> None:
    """On a phone of the home, or of another. A child needs an adult in front of it, who then cares.

    Somebody who was kept already stays as they are.
    """
    soul = _who_waits(history)
    home = soul.home if soul.home and history.chance.random() < 0.9 else history.chance.choice(history.homes)
    adults = history.adults(home)
    by = history.chance.choice(adults) if adults and history.chance.random() < 0.8 else history.anybody()
    is_due = soul.due is not None and (not soul.is_child or by in adults)
    is_allowed = soul.home == home and (soul.is_kept or is_due)
    history.tell(
        "keep a person",
        is_allowed,
        service.undo,
        code=_code(history, PrivacyRequest.person_id == soul.id, "person"),
        household_id=home,
        by_id=by.id,
    )
    if is_allowed and not soul.is_kept:
        soul.due, soul.is_kept = None, True
        if soul.is_child:
            soul.guardian, soul.is_withdrawn = by.id, False


def keep_by_operator(history: History) -> None:
    """Whoever has no home with a phone. A child comes back to no home: an adult of one takes them back."""
    soul = _who_waits(history)
    is_kept = history.tell("keep by the operator", True, service.undo_person, person_id=soul.id)
    assert is_kept == (soul.due is not None)
    if is_kept:
        soul.due, soul.is_kept = None, True
        if soul.is_child and soul.home:
            history.end(soul)


def keep_home(history: History) -> None:
    waiting = [home for home in history.homes if home in history.ending]
    home = history.chance.choice(waiting or history.homes)
    by = history.anybody()
    asking = home if history.chance.random() < 0.8 else history.chance.choice(history.homes)
    is_allowed = asking == home and (home in history.ending or home in history.kept)
    history.tell(
        "keep a home",
        is_allowed,
        service.undo,
        code=_code(history, PrivacyRequest.household_id == home, "home"),
        household_id=asking,
        by_id=by.id,
    )
    if is_allowed and home in history.ending:
        del history.ending[home]
        history.kept.add(home)


def erase_what_is_due(history: History) -> None:
    """What `learnhub privacy erase-due` does once a day, for days on which nothing else happened."""
    history.now += timedelta(days=history.chance.choice((1, 15, 31)))
    clear_up(history)


def clear_up(history: History) -> None:
    history.tell("erase what is due", True, service.erase_due, limit=EVERYTHING)
    for home, due in list(history.ending.items()):
        if due <= history.now:
            _end_home(history, home)
    for soul in history.souls.values():
        if soul.due is not None and soul.due <= history.now:
            _forget(history, soul)


def _end_home(history: History, home: int) -> None:
    del history.ending[home]
    for soul in history.everybody(home):
        history.end(soul)
        soul.guardian = None
    if home in history.homes:
        history.homes.remove(home)


def _forget(history: History, soul: Soul) -> None:
    """Of what was learned only the lessons stay, with their moments; of membership the dates."""
    if soul.home:
        history.end(soul)
    soul.due, soul.is_erased = None, True
    soul.right, soul.attempts = set(), set()
    soul.facts = {
        key: fact._replace(detail={"together": True} if fact.detail else {})
        for key, fact in soul.facts.items()
        if fact.kind == "lesson_finished"
    }


def _who_waits(history: History) -> Soul:
    """Seldom somebody for whom it is too late."""
    is_late = history.chance.random() < 0.1
    return history.one_of(history.some(lambda each: each.is_erased if is_late else each.due is not None))


def _code(history: History, whose: ColumnElement[bool], kind: str) -> str:
    """Of the newest request; without any one that nobody has."""
    requests = select(PrivacyRequest.code).where(whose, PrivacyRequest.kind == kind)
    return history.session.scalar(requests.order_by(PrivacyRequest.id.desc()).limit(1)) or "nobodys-code"
