"""docs/rules.md, H49: whatever a home goes through, learning stays its person's and counts by the dates.

Random histories of people who join, leave, come back, move, part and become one while they learn. The
seed of a history that fails is printed; `histories.py` says what each step may do.
"""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select

from learnhub.households.models import Guardianship, Membership
from learnhub.kit.db import transaction
from learnhub.learning.queries import result_page
from learnhub.progress.models import HouseholdProgress, LearningEvent
from learnhub.progress.queries import home_coverage
from learnhub.quizzes.errors import AttemptNotFound
from learnhub.quizzes.models import Quiz
from learnhub.quizzes.queries import question_page, review_page
from tests.factories.home import make_asking_course, make_minimum
from tests.factories.people import make_unit
from tests.households.histories import CHECKS, History, Soul, start_home

STEPS_EACH = 12
STEP_NAMES = (
    *("start a home", "join", "add a child", "leave", "take back", "hand over children", "grow up"),
    *("move", "split", "merge", "finish a lesson", "answer a check", "claim"),
)
MANY = pytest.mark.parametrize("count", [100, pytest.param(2000, marks=pytest.mark.long)])


@MANY
def test_learning_stays_its_persons_and_counts_by_the_dates(database, count):
    """docs/rules.md, H40, H46, H49, L3, R-32."""
    with transaction(database) as session:
        course, unit_id = make_asking_course(session), make_unit(session).id
        make_minimum(session, course)
        test = session.scalars(select(Quiz).where(Quiz.key == "final")).one()
        session.expunge(test)
    told: Counter[str] = Counter()
    for seed in range(count):
        with transaction(database) as session:
            history = History(session, Random(seed), unit_id, course, test)
            start_home(history)
            start_home(history)
            for _ in range(STEPS_EACH):
                try:
                    history.step()
                    check(history)
                except Exception as error:
                    error.add_note(f"seed {seed}: {'; '.join(history.told)}")
                    raise
            check_that_answers_are_private(history)
            told.update(history.told)
    assert {f"{step}, allowed" for step in STEP_NAMES} <= told.keys(), "everything happened at least once"


def check(history: History) -> None:
    history.session.flush()
    check_facts(history)
    check_stays(history)
    check_guardians(history)
    check_homes(history)
    check_coverage(history)


def check_facts(history: History) -> None:
    """Exactly what was appended, each to its person, unchanged."""
    columns = (LearningEvent.kind, LearningEvent.lesson_id, LearningEvent.occurred_at)
    kept: dict[int, dict] = {number: {} for number in history.souls}
    rows = history.session.execute(
        select(LearningEvent.person_id, LearningEvent.id, *columns).where(
            LearningEvent.person_id.in_(history.souls)
        )
    )
    for person_id, event_id, *fact in rows:
        kept[person_id][event_id] = tuple(fact)
    assert kept == {number: soul.facts for number, soul in history.souls.items()}


def check_stays(history: History) -> None:
    """As the model says, and never two homes at once."""
    kept: dict[int, list] = {number: [] for number in history.souls}
    rows = history.session.execute(
        select(Membership.person_id, Membership.household_id, Membership.since_at, Membership.until_at)
        .where(Membership.person_id.in_(history.souls))
        .order_by(Membership.since_at, Membership.id)
    )
    for person_id, *stay in rows:
        kept[person_id].append(tuple(stay))
    for number, soul in history.souls.items():
        assert kept[number] == [(stay.home, stay.since, stay.until) for stay in soul.stays]
        for (_, _, until), (_, since, _) in pairwise(kept[number]):
            assert until is not None, "an open stay is the last one"
            assert until <= since


def check_guardians(history: History) -> None:
    """Every child of a home has one guardian: an adult of the same home."""
    rows = history.session.execute(
        select(Guardianship.child_id, Guardianship.guardian_id).where(
            Guardianship.child_id.in_(history.souls), Guardianship.until_at.is_(None)
        )
    )
    kept = dict(rows.tuples().all())
    expected = {soul.id: soul.guardian for soul in history.souls.values() if soul.is_child and soul.home}
    assert kept == expected
    for child, guardian in expected.items():
        assert history.souls[guardian] in history.adults(history.souls[child].home)


def check_homes(history: History) -> None:
    """A lesson counts in the home to which its person belonged when they first finished it."""
    counts: dict[int, int] = {}
    last: dict[int, object] = {}
    for soul in history.souls.values():
        finished = sorted(
            (moment, lesson) for kind, lesson, moment in soul.facts.values() if kind == "lesson_finished"
        )
        seen = set()
        for moment, lesson in finished:
            home = soul.home_at(moment)
            if home is not None:
                last[home] = max(last.get(home, moment), moment)
                counts[home] = counts.get(home, 0) + (lesson not in seen)
            seen.add(lesson)
    rows = history.session.execute(
        select(
            HouseholdProgress.household_id, HouseholdProgress.finished_lessons, HouseholdProgress.last_at
        ).where(HouseholdProgress.household_id.in_(homes_of(history)))
    )
    assert {home: (finished, at) for home, finished, at in rows} == {
        home: (counts[home], last[home]) for home in counts
    }


def check_coverage(history: History) -> None:
    """docs/rules.md, H50 to H52: somebody covers lesson one, every adult lessons two and three."""
    for home in history.homes:
        people, adults = history.members(home), history.adults(home)
        expected = [
            any(covers(history, soul, "one") for soul in people),
            bool(adults) and all(covers(history, soul, "two", "three") for soul in adults),
        ]
        kept = home_coverage(history.session.connection(), household_id=home, language="vi")
        assert [outcome.is_reached for outcome in kept.outcomes] == expected


def covers(history: History, soul: Soul, *lessons: str) -> bool:
    """Finished, and each of its questions answered rightly at least once."""
    finished = {lesson for kind, lesson, _ in soul.facts.values() if kind == "lesson_finished"}
    asked = [(lesson, check) for lesson, check in CHECKS if lesson in lessons]
    ids = history.course.lessons
    return {ids[lesson] for lesson in lessons} <= finished and all(
        (ids[lesson], check) in soul.right for lesson, check in asked
    )


def homes_of(history: History) -> set[int]:
    return {stay.home for soul in history.souls.values() for stay in soul.stays}


def check_that_answers_are_private(history: History) -> None:
    """docs/rules.md, R-18: asked as everybody else, an attempt does not exist."""
    for owner in history.souls.values():
        for attempt in owner.attempts:
            for reader in history.souls.values():
                if reader is not owner:
                    assert pages_open(history, attempt, reader) == [], history.told


def pages_open(history: History, attempt: object, reader: Soul) -> list[str]:
    asked = {"attempt_id": attempt, "person_id": reader.id, "language": "vi"}
    pages = {
        "result": lambda: result_page(history.session.connection(), **asked),
        "review": lambda: review_page(history.session.connection(), **asked),
        "question": lambda: question_page(history.session.connection(), number=1, **asked),
    }
    found = []
    for name, page in pages.items():
        try:
            page()
        except AttemptNotFound:
            continue
        found.append(name)
    return found
