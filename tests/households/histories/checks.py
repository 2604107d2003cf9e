"""What must be true after every step, in plain Python from facts and dates."""

from itertools import pairwise
from uuid import UUID

from sqlalchemy import select

from learnhub.accounts.models import Person
from learnhub.households.models import Guardianship, Membership
from learnhub.learning.queries import result_page
from learnhub.progress.models import HouseholdProgress, LearningEvent
from learnhub.progress.queries import home_coverage, person_ledger
from learnhub.quizzes.errors import AttemptClosed, AttemptNotFound, AttemptStillOpen
from learnhub.quizzes.models import Attempt
from learnhub.quizzes.queries import question_page, review_page
from tests.households.histories.model import CHECKS, Fact, History, Soul


def check(history: History) -> None:
    history.session.flush()
    check_facts(history)
    check_stays(history)
    check_guardians(history)
    check_homes(history)


def check_facts(history: History) -> None:
    """Exactly what was appended, each to its person, unchanged."""
    kept: dict[int, dict] = {number: {} for number in history.souls}
    columns = (LearningEvent.kind, LearningEvent.lesson_id, LearningEvent.occurred_at, LearningEvent.detail)
    rows = history.session.execute(
        select(LearningEvent.person_id, LearningEvent.id, *columns).where(
            LearningEvent.person_id.in_(history.souls)
        )
    )
    for person_id, event_id, *fact in rows:
        kept[person_id][event_id] = Fact(*fact)
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
    kept = dict(rows.all())
    children = [soul for soul in history.souls.values() if soul.is_child and soul.is_shown and soul.home]
    expected = {soul.id: soul.guardian for soul in children}
    assert kept == expected
    for child, guardian in expected.items():
        assert history.souls[guardian] in history.adults(history.souls[child].home)


def check_homes(history: History) -> None:
    """A lesson counts in the home to which its person belonged when they first finished it."""
    counts: dict[int, int] = {}
    together: dict[int, int] = {}
    last: dict[int, object] = {}
    for soul in history.souls.values():
        finished = sorted(
            (fact.at, "together" not in fact.detail, fact.lesson_id)
            for fact in soul.facts.values()
            if fact.kind == "lesson_finished"
        )
        seen = set()
        for moment, is_alone, lesson in finished:
            home = soul.home_at(moment)
            if home is not None:
                last[home] = max(last.get(home, moment), moment)
                counts[home] = counts.get(home, 0) + (lesson not in seen)
                together[home] = together.get(home, 0) + (lesson not in seen and not is_alone)
            seen.add(lesson)
    rows = history.session.execute(
        select(
            HouseholdProgress.household_id,
            HouseholdProgress.finished_lessons,
            HouseholdProgress.together_lessons,
            HouseholdProgress.last_at,
        ).where(HouseholdProgress.household_id.in_(homes_of(history)))
    )
    assert {home: tuple(row) for home, *row in rows} == {
        home: (counts[home], together[home], last[home]) for home in counts
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
    finished = {fact.lesson_id for fact in soul.facts.values() if fact.kind == "lesson_finished"}
    asked = [(lesson, check) for lesson, check in CHECKS if lesson in lessons]
    ids = history.course.lessons
    return {ids[lesson] for lesson in lessons} <= finished and all(
        (ids[lesson], check) in soul.right for lesson, check in asked
    )


def homes_of(history: History) -> set[int]:
    return {stay.home for soul in history.souls.values() for stay in soul.stays}


def check_answers(history: History) -> None:
    """Every attempt is there, each its person's, and none of anybody who was erased."""
    rows = history.session.execute(
        select(Attempt.person_id, Attempt.id).where(Attempt.person_id.in_(history.souls))
    )
    expected = {(soul.id, attempt) for soul in history.souls.values() for attempt in soul.attempts}
    assert {(person, attempt) for person, attempt in rows} == expected


def check_erased(history: History) -> None:
    """docs/rules.md, H64, L6: no name, and summaries that say what the facts say."""
    erased = [soul.id for soul in history.souls.values() if soul.is_erased]
    names = history.session.scalars(select(Person.name).where(Person.id.in_(erased))).all()
    assert names == [""] * len(erased)
    for number in erased:
        assert person_ledger(history.session.connection(), person_id=number).differences == []
    shown = [soul.id for soul in history.souls.values() if soul.is_shown]
    assert "" not in history.session.scalars(select(Person.name).where(Person.id.in_(shown))).all()


def check_that_answers_are_private(history: History) -> None:
    """docs/rules.md, R-18: asked as everybody else, an attempt does not exist; its person reads it."""
    for owner in history.souls.values():
        for attempt in owner.attempts:
            for reader in history.souls.values():
                assert bool(pages_open(history, attempt, reader)) == (reader is owner)


def pages_open(history: History, attempt: UUID, reader: Soul) -> list[str]:
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
        except (AttemptClosed, AttemptStillOpen):
            pass
        found.append(name)
    return found
