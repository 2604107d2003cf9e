"""Steps: a home begins, people join and leave it, and adults care for its children."""

from learnhub.households import service
from tests.factories.households import new_member
from tests.households.histories.model import TAKE_BACK, History, Soul


def start_home(history: History) -> None:
    first = new_member("Ba")
    joined = history.tell(
        "start a home",
        True,
        service.register_household,
        nickname="Nhà",
        unit_id=history.unit_id,
        first=first,
    )
    history.homes.append(joined.household_id)
    soul = history.souls[joined.person_id] = Soul(joined.person_id, first.code)
    history.enter(soul, joined.household_id)


def join(history: History) -> None:
    home, member = history.chance.choice(history.homes), new_member("Tí")
    is_allowed = history.has_place(home)
    joined = history.tell("join", is_allowed, service.add_member, household_id=home, member=member)
    if joined:
        soul = history.souls[joined.person_id] = Soul(joined.person_id, member.code)
        history.enter(soul, home)


def join_as_child(history: History) -> None:
    home, member = history.chance.choice(history.homes), new_member("Bé")
    guardian = history.one_of(history.adults(home)) if history.chance.random() < 0.8 else history.anybody()
    is_allowed = guardian in history.adults(home) and history.has_place(home)
    joined = history.tell(
        "add a child",
        is_allowed,
        service.add_child,
        household_id=home,
        member=member,
        guardian_code=guardian.code,
    )
    if joined:
        soul = history.souls[joined.person_id] = Soul(joined.person_id, member.code, True, guardian.id)
        history.enter(soul, home)


def leave(history: History) -> None:
    soul, by = history.somebody_at_home(), history.anybody()
    by = soul if history.chance.random() < 0.7 else by
    is_adult = by in history.adults(soul.home)
    is_allowed = is_adult and not history.children_of(soul)
    history.tell(
        "leave",
        is_allowed,
        service.leave_home,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
    )
    if is_allowed:
        history.end(soul)
        soul.guardian = None


def take_back(history: History) -> None:
    away = [soul for soul in history.souls.values() if not soul.home]
    soul = history.chance.choice(away) if away else history.anybody()
    last, by = soul.stays[-1], history.anybody()
    adults = history.adults(last.home)
    by = history.chance.choice(adults) if adults and history.chance.random() < 0.8 else by
    is_recent = last.until is not None and last.until > history.now - TAKE_BACK
    may_come = is_recent and history.has_place(last.home)
    is_allowed = by in adults and soul.is_shown and (soul.home is not None or may_come)
    history.tell(
        "take back",
        is_allowed,
        service.take_back,
        household_id=last.home,
        person_code=soul.code,
        by_id=by.id,
    )
    if is_allowed and soul.home is None:
        history.enter(soul, last.home)
        if soul.is_child:
            soul.guardian, soul.is_withdrawn = by.id, False


def hand_over(history: History) -> None:
    soul, guardian, by = history.somebody_at_home(), history.anybody(), history.anybody()
    adults = history.adults(soul.home)
    is_allowed = by in adults and guardian in adults and guardian is not soul
    history.tell(
        "hand over children",
        is_allowed,
        service.hand_over_children,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
        guardian_code=guardian.code,
    )
    if is_allowed:
        for child in history.children_of(soul):
            child.guardian, child.is_withdrawn = guardian.id, False


def grow_up(history: History) -> None:
    soul = history.somebody_at_home()
    history.tell(
        "grow up",
        True,
        service.grow_up,
        household_id=soul.home,
        person_code=soul.code,
        by_id=soul.id,
    )
    soul.is_withdrawn = soul.is_withdrawn and not soul.is_child
    soul.is_child, soul.guardian = False, None
