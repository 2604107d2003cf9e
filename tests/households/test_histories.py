"""docs/rules.md, H49: whatever a home goes through, learning stays its person's and counts by the dates.

Random histories of people who join, leave, come back, move, part, become one and are erased while they
learn. The seed of a history that fails is printed; `histories` says what each step may do.
"""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from learnhub.households import rules
from learnhub.kit.db import transaction
from tests.factories.home import make_asking_course, make_minimum
from tests.factories.people import make_unit
from tests.factories.quizzes import make_bank
from tests.households.histories import checks, doors, take_a_step
from tests.households.histories.erasing import clear_up
from tests.households.histories.homes import start_home
from tests.households.histories.model import UNDO, History

STEPS_EACH = 14
STEP_NAMES = (
    *("start a home", "join", "add a child", "leave", "take back", "hand over children", "grow up"),
    *("move", "split", "merge", "finish a lesson", "answer a check", "claim", "practise", "hand in"),
    *("withdraw", "agree again", "erase a person", "erase a home", "erase what is due"),
    *("keep a person", "keep by the operator", "keep a home"),
)
# What once went wrong stays wrong, so it is looked for every third step and in the end; doors are tried in
# every tenth history.
CHECK_EACH, DOORS_EACH = 3, 10
# So many fit in a home here, so that short histories meet the limit (docs/rules.md, H3).
SIZE = 5
# In the long form 2,000 histories, in parts that can go beside each other.
PARTS = [pytest.param(range(start, start + 500), marks=pytest.mark.long) for start in (0, 500, 1000, 1500)]
MANY = pytest.mark.parametrize("seeds", [range(100), *PARTS], ids=lambda seeds: f"{seeds.start}-{seeds.stop}")


@MANY
def test_learning_stays_its_persons_and_counts_by_the_dates(client, database, monkeypatch, seeds):
    """docs/rules.md, H3, H40, H46, H49, H61, H64, H65, L3, R-18, R-32."""
    monkeypatch.setattr(rules, "HOME_SIZE", SIZE)
    with transaction(database) as session:
        course, unit_id = make_asking_course(session, bank=make_bank("one", "two")), make_unit(session).id
        make_minimum(session, course)
    told: Counter[str] = Counter()
    for seed in seeds:
        history = History(Random(seed), unit_id, course)
        try:
            with history.writes(database):
                live(history)
            if seed % DOORS_EACH == 0:
                told["a door"] += doors.check_doors(client, database, history)
            with history.writes(database):
                end(history)
        except Exception as error:
            error.add_note(f"seed {seed}: {'; '.join(history.told)}")
            raise
        told.update(history.told)
    assert {"a door", *(f"{step}, allowed" for step in STEP_NAMES)} <= told.keys(), "everything happened"


def live(history: History) -> None:
    start_home(history)
    start_home(history)
    for number in range(STEPS_EACH):
        take_a_step(history)
        if number % CHECK_EACH == 0:
            checks.check(history)
            checks.check_coverage(history)
    checks.check(history)
    checks.check_coverage(history)
    checks.check_answers(history)
    checks.check_that_answers_are_private(history)


def end(history: History) -> None:
    """Everything that waits to be erased is."""
    history.now += UNDO + timedelta(minutes=1)
    clear_up(history)
    checks.check(history)
    checks.check_coverage(history)
    checks.check_answers(history)
    checks.check_erased(history)
