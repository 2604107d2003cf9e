"""The verdict on a run: every class of fault is told from a history in which nothing is wrong.

docs/rules.md, R-05, R-06, R-11: what lost, doubled, ghost, stale, half and wrong mean.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.kills.cast import LESSONS, OPTIONS, QUESTIONS, RIGHT
from tests.kills.ledger import Form, Ledger
from tests.kills.stored import Sat, Stored
from tests.kills.verdict import judge, unknown

AMINA = 1
RECEIPT = "ABC"


class History:
    """Amina changed her first answer, answered the rest, finished every lesson and handed in: passed."""

    def __init__(self) -> None:
        self.attempt = uuid4()
        self.ledger = Ledger()
        self.sat = Sat(AMINA, datetime(2026, 11, 21, tzinfo=UTC), RECEIPT)
        self.stored = Stored({self.attempt: self.sat}, [], [], [AMINA], [AMINA])
        self.ledger.start(self.attempt, AMINA)
        self.sat.orders = {number: list(range(OPTIONS)) for number in range(1, QUESTIONS + 1)}
        self.first = self.save(1, place=0)
        self.second = self.save(1, place=RIGHT)
        for number in range(2, QUESTIONS + 1):
            self.save(number, place=RIGHT)
        for lesson in LESSONS:
            self.finish(lesson)
        self.send("hand-in", self.attempt)
        self.ledger.show_receipt(self.attempt, RECEIPT)
        self.sat.grades, self.sat.events = [(100, True)], [True]

    def send(self, kind: Any, subject: UUID | str, *replies: int | None, **facts: Any) -> Form:
        """Acknowledged, unless something else is said."""
        form = Form(kind, AMINA, subject, uuid4(), **facts)
        for reply in replies or (303,):
            self.ledger.send(form)
            self.ledger.hear(form, reply)
        return form

    def save(self, number: int, place: int, *replies: int | None, is_stored: bool = True) -> Form:
        form = self.send("answer", self.attempt, *replies, number=number, place=place)
        if is_stored:
            rows = self.sat.answers[number]
            rows.append((form.key, len(rows) + 1, place))
        return form

    def finish(self, lesson: str) -> None:
        form = self.send("lesson", lesson)
        self.stored.finished.append((AMINA, lesson, form.key))
        self.stored.lessons_done.append((AMINA, lesson))

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _ in judge(self.ledger, self.stored)}


def reopen(history: History) -> None:
    """As if handing in had never reached the database."""
    history.sat.submitted_at = history.sat.receipt = None
    history.sat.grades, history.sat.events = [], []
    history.stored.completed, history.stored.certified = [], []


def swap_first_two(history: History) -> None:
    (first, _, zero), (second, _, right) = history.sat.answers[1]
    history.sat.answers[1] = [(second, 1, right), (first, 2, zero)]


def start_unasked(history: History) -> None:
    history.stored.attempts[uuid4()] = Sat(AMINA, None, None)


def refuse_and_store(history: History) -> None:
    history.save(2, 0, 409)


CASES: list[tuple[str, str, Callable[[History], object]]] = [
    ("lost", "an answer", lambda h: h.sat.answers[2].clear()),
    ("lost", "a finished lesson", lambda h: h.stored.finished.pop()),
    ("lost", "a handing in", reopen),
    ("lost", "a receipt", lambda h: setattr(h.sat, "receipt", "XYZ")),
    ("lost", "an attempt", lambda h: h.ledger.start(uuid4(), AMINA)),
    ("doubled", "an answer", lambda h: h.sat.answers[1].append(h.sat.answers[1][0])),
    ("doubled", "a sequence", lambda h: h.sat.answers[1].append((uuid4(), 2, RIGHT))),
    ("doubled", "a finished lesson", lambda h: h.stored.finished.append(h.stored.finished[0])),
    ("doubled", "a score", lambda h: h.sat.grades.append((100, True))),
    ("doubled", "the event of a score", lambda h: h.sat.events.append(True)),
    ("doubled", "a receipt", lambda h: h.ledger.show_receipt(h.attempt, "XYZ")),
    ("doubled", "a certificate", lambda h: h.stored.certified.append(AMINA)),
    ("ghost", "an answer that nobody sent", lambda h: h.sat.answers[2].append((uuid4(), 2, RIGHT))),
    ("ghost", "an answer that was refused", refuse_and_store),
    ("ghost", "a lesson that nobody sent", lambda h: h.stored.finished.append((AMINA, "one", uuid4()))),
    ("ghost", "an attempt that nobody began", start_unasked),
    ("stale", "an older answer in force", swap_first_two),
    ("stale", "an older answer shown", lambda h: h.ledger.show_answer(h.attempt, 1, 0)),
    ("stale", "a blank shown", lambda h: h.ledger.show_answer(h.attempt, 1, None)),
    ("stale", "an old tab that won", lambda h: h.send("answer", "x", number=1, allowed=frozenset({409}))),
    ("half", "a score that does not follow", lambda h: setattr(h.sat, "grades", [(50, True)])),
    ("half", "no score", lambda h: h.sat.grades.clear()),
    ("half", "a score of an open attempt", lambda h: setattr(h.sat, "submitted_at", None)),
    ("half", "no event of a score", lambda h: h.sat.events.clear()),
    ("half", "no receipt", lambda h: setattr(h.sat, "receipt", None)),
    ("half", "a gap in sequences", lambda h: h.sat.answers[1].pop(0)),
    ("half", "no completion", lambda h: h.stored.completed.clear()),
    ("half", "a completion without grounds", lambda h: h.stored.lessons_done.pop()),
    ("half", "no certificate", lambda h: h.stored.certified.clear()),
    (
        "wrong",
        "another answer than was sent",
        lambda h: setattr(h.first, "place", 3),
    ),
    ("wrong", "an error page", lambda h: h.save(2, 0, 500, is_stored=False)),
    ("wrong", "a second outcome", lambda h: h.save(2, 0, 303, 409)),
    ("wrong", "another page", lambda h: h.ledger.stray("sign in")),
]


@pytest.mark.parametrize(("kind", "tamper"), [pytest.param(k, t, id=f"{k}: {w}") for k, w, t in CASES])
def test_every_kind_of_fault_is_told(kind: str, tamper: Callable[[History], object]) -> None:
    history = History()
    tamper(history)
    assert kind in history.kinds


def test_nothing_is_wrong_with_what_was_sent_answered_and_stored() -> None:
    assert History().kinds == set()


@pytest.mark.parametrize("is_stored", [True, False])
def test_a_form_without_an_answer_may_be_there_or_not(is_stored: bool) -> None:
    history = History()
    history.save(2, RIGHT, None, is_stored=is_stored)
    assert history.kinds == set()


def test_a_repeat_that_is_answered_alike_is_no_fault() -> None:
    history = History()
    history.send("hand-in", history.attempt, None, 503, 303, 303)
    assert history.kinds == set()


@pytest.mark.parametrize(("is_raced", "kinds"), [(True, set()), (False, {"wrong"})])
def test_a_hand_in_changes_its_outcome_only_when_an_answer_came_between(is_raced, kinds) -> None:
    history = History()
    allowed = frozenset({303, 422})
    history.send("hand-in", history.attempt, 422, 303, is_raced=is_raced, allowed=allowed)
    assert history.kinds == kinds


def test_only_what_reached_the_plan_with_forms_cut_off_is_known() -> None:
    ledger = History().ledger
    done, forms = ledger.acknowledged, len(ledger.forms)

    def told(planned: int, kills: int, *cuts: int) -> list[str]:
        return [words for _, words in unknown(ledger, planned=planned, kills=kills, cuts=cuts)]

    assert told(done, 2, 1, 3) == [f"0 of {forms} forms were sent more than once"]
    for form in ledger.forms:
        form.times_sent = 2
    assert told(done, 2, 1, 3) == []
    assert told(2 * done, 2, 1, 3) == [f"{done} of {2 * done} planned acknowledgements"]
    assert told(done, 2, 1, 0) == ["forms on their way at 2 kills: (1, 0)"]
    assert told(done, 2, 1) == ["forms on their way at 2 kills: (1,)"]
