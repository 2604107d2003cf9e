"""The ledger held against the database. Every fault has a class, and each class must be empty.

lost: acknowledged and not there. doubled: there twice. ghost: there, and never sent or refused.
stale: something older than the newest acknowledged is in force or was shown. half: a part of what
belongs together. wrong: a reply that must not come, or other content than was sent. And unknown: too
little happened to tell.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias
from uuid import UUID

from tests.kills.cast import LESSONS, QUESTIONS, RIGHT, RULES
from tests.kills.ledger import DONE, Form, Ledger, may_be_newest
from tests.kills.stored import Sat, Stored

ENOUGH = 0.8
FEWEST_DOUBLED = 0.2

Fault: TypeAlias = tuple[str, str]


def judge(ledger: Ledger, stored: Stored) -> Iterator[Fault]:
    """Class and words of every fault."""
    yield from _replies(ledger)
    yield from _answers(ledger, stored)
    yield from _lessons(ledger, stored)
    yield from _attempts(ledger, stored)
    yield from _consequences(stored)


def unknown(ledger: Ledger, *, planned: int, kills: int, cuts: Sequence[int]) -> Iterator[Fault]:
    """Too little happened to say that nothing is wrong. `cuts`: forms on their way at each kill."""
    if ledger.acknowledged < ENOUGH * planned:
        yield "unknown", f"{ledger.acknowledged} of {planned} planned acknowledgements"
    if len(cuts) < kills or not all(cuts):
        yield "unknown", f"forms on their way at {kills} kills: {cuts}"
    doubled = sum(form.times_sent > 1 for form in ledger.forms)
    if doubled < FEWEST_DOUBLED * len(ledger.forms):
        yield "unknown", f"{doubled} of {len(ledger.forms)} forms were sent more than once"


def _replies(ledger: Ledger) -> Iterator[Fault]:
    for form in ledger.forms:
        if form.is_wrong:
            is_old_tab = DONE not in form.allowed and form.is_acknowledged
            yield "stale" if is_old_tab else "wrong", f"{form} must not get {form.replies}"
    yield from (("stale", shown) for shown in ledger.seen_stale)
    yield from (("wrong", what) for what in ledger.astray)
    for attempt, numbers in ledger.receipts.items():
        if len(numbers) > 1:
            yield "doubled", f"{attempt} has shown the receipts {sorted(numbers)}"


def _answers(ledger: Ledger, stored: Stored) -> Iterator[Fault]:
    sent = {form.key: form for form in ledger.forms if form.kind == "answer"}
    rows = [
        (attempt, number, *answer)
        for attempt, sat in stored.attempts.items()
        for number, answers in sat.answers.items()
        for answer in answers
    ]
    times = Counter(key for _, _, key, _, _ in rows)
    yield from (("lost", f"{form}") for form in sent.values() if form.is_acknowledged and not times[form.key])
    yield from (
        ("doubled", f"answer {key} is there {found} times") for key, found in times.items() if found > 1
    )
    for attempt, number, key, _, option in rows:
        form = sent.get(key)
        if form is None or form.is_refused:
            yield "ghost", f"answer {key} to question {number} of {attempt}: {form}"
        elif (form.subject, form.number) != (attempt, number) or option != _option(stored, form):
            yield "wrong", f"{form} is stored as {option} for question {number} of {attempt}"
    for attempt, sat in stored.attempts.items():
        for number in sat.orders:
            yield from _order(ledger.answers[attempt, number], sat, number)


def _option(stored: Stored, form: Form) -> int:
    assert isinstance(form.subject, UUID)
    return stored.attempts[form.subject].orders[form.number][form.place]


def _order(forms: list[Form], sat: Sat, number: int) -> Iterator[Fault]:
    """Sequences count from 1 without a gap, in the order of sending; the newest acknowledged is in force."""
    where = f"question {number} of person {sat.person_id}"
    sent = {form.key for form in forms}
    keys = [key for key, _, _ in sat.answers[number] if key in sent]
    sequences = [sequence for _, sequence, _ in sat.answers[number]]
    if len(set(sequences)) < len(sequences):
        yield "doubled", f"{where} has the sequences {sequences}"
    elif sequences != list(range(1, len(sequences) + 1)):
        yield "half", f"{where} has the sequences {sequences}"
    if keys != [form.key for form in forms if form.key in keys]:
        yield "stale", f"{where} has its answers in another order than they were sent"
    allowed = {form and form.key for form in may_be_newest(forms)}
    if (keys[-1] if keys else None) not in allowed:
        yield "stale", f"{where} has {keys[-1:]} in force, not one of {allowed}"


def _lessons(ledger: Ledger, stored: Stored) -> Iterator[Fault]:
    sent = {
        (form.person_id, str(form.subject), form.key): form for form in ledger.forms if form.kind == "lesson"
    }
    facts = Counter(stored.finished)
    yield from (
        ("lost", f"{form}") for fact, form in sent.items() if form.is_acknowledged and not facts[fact]
    )
    yield from (("ghost", f"lesson finished: {fact}") for fact in facts if fact not in sent)
    yield from (("doubled", f"lesson finished: {fact}") for fact, times in facts.items() if times > 1)
    done = Counter(stored.lessons_done)
    yield from (("doubled", f"lesson done: {row}") for row, times in done.items() if times > 1)
    if set(done) != {(person, lesson) for person, lesson, _ in stored.finished}:
        yield "half", "lessons that are done are not those that were finished"


def _attempts(ledger: Ledger, stored: Stored) -> Iterator[Fault]:
    handed_in = {form.subject for form in ledger.forms if form.kind == "hand-in"}
    acknowledged = {
        form.subject for form in ledger.forms if form.kind == "hand-in" and form.is_acknowledged
    } | set(ledger.receipts)
    waiting = {form.person_id for form in ledger.forms if form.kind == "start" and not form.is_acknowledged}
    yield from (
        ("lost", f"attempt {attempt}") for attempt in ledger.attempts if attempt not in stored.attempts
    )
    for attempt, sat in stored.attempts.items():
        if ledger.attempts.get(attempt, 0) != sat.person_id and sat.person_id not in waiting:
            yield "ghost", f"attempt {attempt} of person {sat.person_id}"
        if attempt in acknowledged and sat.submitted_at is None:
            yield "lost", f"the handing in of {attempt}"
        if attempt not in handed_in and sat.submitted_at is not None:
            yield "ghost", f"the handing in of {attempt}"
        for shown in ledger.receipts.get(attempt, ()):
            if shown != sat.receipt:
                yield "lost", f"the receipt {shown} of {attempt}, which has {sat.receipt}"
        yield from _grades(attempt, sat)
    receipts = Counter(sat.receipt for sat in stored.attempts.values() if sat.receipt)
    yield from (("doubled", f"receipt {number}") for number, times in receipts.items() if times > 1)


def _grades(attempt: UUID, sat: Sat) -> Iterator[Fault]:
    """Handed in means all of it: a receipt, one score that follows from the answers, one fact."""
    is_closed = sat.submitted_at is not None
    if len(sat.grades) > 1 or len(sat.events) > 1:
        yield "doubled", f"{attempt} was graded {sat.grades}, told {sat.events}"
    right = sum(answers[-1][2] == RIGHT for answers in sat.answers.values() if answers)
    percent = 100 * right // QUESTIONS
    is_passed = percent >= RULES.pass_percent["household"]
    wanted = ({(percent, is_passed)}, {is_passed}, True) if is_closed else (set(), set(), False)
    if (set(sat.grades), set(sat.events), bool(sat.receipt)) != wanted:
        yield "half", f"{attempt} is graded {sat.grades}, told {sat.events}, receipt {sat.receipt}: {wanted}"


def _consequences(stored: Stored) -> Iterator[Fault]:
    """Whoever has finished every lesson and passed has completed the course, and holds its certificate."""
    people = {sat.person_id for sat in stored.attempts.values()}
    done = set(stored.lessons_done)
    learned = {person for person in people if all((person, lesson) in done for lesson in LESSONS)}
    passed = {sat.person_id for sat in stored.attempts.values() if any(ok for _, ok in sat.grades)}
    for what, found in (("completed", stored.completed), ("certified", stored.certified)):
        if len(set(found)) < len(found):
            yield "doubled", f"{what}: {[person for person, times in Counter(found).items() if times > 1]}"
        for person in set(found) ^ (learned & passed):
            yield "half", f"person {person}: {what} is {person in found}, with every lesson and a pass or not"
