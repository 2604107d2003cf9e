"""Steps: people go from one home to another, homes part and become one."""

from learnhub.households import service
from learnhub.kit.ids import uuid7
from tests.factories.cards import SECRET
from tests.households.histories.model import History


def move(history: History) -> None:
    soul = history.somebody_at_home()
    if history.chance.random() < 0.5:
        soul = history.one_of(history.some(lambda each: each.is_here and each.is_child))
    others = history.some(lambda each: each.is_here and not each.is_child and each.home != soul.home)
    host = history.one_of(others)
    adults = history.adults(soul.home)
    by = history.chance.choice(adults) if soul.is_child else soul
    code = history.tell(
        "ask for a code",
        not history.children_of(soul),
        service.make_moving_code,
        household_id=soul.home,
        person_code=soul.code,
        by_id=by.id,
        key=str(uuid7(history.now)),
        secret=SECRET,
    )
    if code is None:
        return
    home = host.home
    is_allowed = not host.is_child and home != soul.home and history.has_place(home)
    history.tell(
        "move",
        is_allowed,
        service.take_in,
        household_id=home,
        by_id=host.id,
        typed=code,
        guardian_code=host.code,
    )
    if is_allowed and home:
        history.end(soul)
        history.enter(soul, home)
        if soul.is_child:
            soul.guardian, soul.is_withdrawn = host.id, False


def split(history: History) -> None:
    by = history.somebody_at_home()
    everybody, adults = history.members(by.home), history.adults(by.home)
    going = {soul.id for soul in everybody if not soul.is_child and history.chance.random() < 0.5}
    going |= {soul.id for soul in everybody if soul.guardian in going}
    if history.chance.random() < 0.2:
        going ^= {history.chance.choice(everybody).id}
    sides = {soul.id in going for soul in adults}
    is_apart = any(soul.is_child and (soul.id in going) != (soul.guardian in going) for soul in everybody)
    is_allowed = by in adults and len(sides) == 2 and not is_apart
    home = history.tell(
        "split",
        is_allowed,
        service.split_home,
        household_id=by.home,
        leaving=frozenset(history.souls[number].code for number in going),
        new=service.NewHome(str(uuid7(history.now)), "Nhà mới", history.unit_id),
        by_id=by.id,
    )
    if home:
        history.homes.append(home)
        for number in going:
            history.end(history.souls[number])
            history.enter(history.souls[number], home)


def merge(history: History) -> None:
    waiting = {soul.home for soul in history.souls.values() if soul.due}
    asking, host = history.somebody_at_home(), history.somebody_at_home()
    if history.chance.random() < 0.5:  # somebody there waits to be erased
        asking = history.one_of(history.some(lambda each: each.is_here and each.home in waiting))
    old, home = asking.home, host.home
    code = history.tell(
        "ask for a home's code",
        not asking.is_child,
        service.make_moving_code,
        household_id=old,
        person_code=None,
        by_id=asking.id,
        key=str(uuid7(history.now)),
        secret=SECRET,
    )
    if code is None:
        return
    coming = history.everybody(old)
    is_allowed = not host.is_child and old != home and history.has_place(home, len(coming))
    history.tell(
        "merge",
        is_allowed,
        service.take_in,
        household_id=home,
        by_id=host.id,
        typed=code,
        guardian_code="",
    )
    if is_allowed and home and old:
        for soul in coming:  # also whoever waits to be erased: their phones are there from now on
            history.end(soul)
            history.enter(soul, home)
        history.homes.remove(old)
