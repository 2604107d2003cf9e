"""Steps: people learn, and take over what was learned before anybody was named."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from tests.conftest import NOW
from tests.factories import quizzes
from tests.factories.guests import make_guest
from tests.households.histories.model import CHECKS, Fact, History, Soul


def finish(history: History) -> None:
    """Sometimes what was learned earlier arrives only now."""
    soul, lesson_id, event_id = history.anybody(), history.a_lesson(), uuid7(history.now)
    is_late = history.chance.random() < 0.3
    at = NOW + (history.now - NOW) * history.chance.random() if is_late else history.now
    is_allowed = soul.keeps
    _finish(history, soul.id, lesson_id, event_id, at, is_allowed=is_allowed)
    if is_allowed:
        soul.facts[event_id] = Fact("lesson_finished", lesson_id, at, {})


def learn_together(history: History) -> None:
    """With people of the home, sometimes with somebody of another; nobody here has a lock."""
    teller, lesson_id, event_id = history.anybody(), history.a_lesson(), uuid7(history.now)
    near = history.everybody(teller.home)
    others = history.chance.sample(near, history.chance.randint(0, len(near)))
    if history.chance.random() < 0.2:
        others.append(history.anybody())
    is_allowed = teller.keeps and others != [] and all(soul in near for soul in (teller, *others))
    history.tell(
        "learn together",
        is_allowed,
        progress.tell_together,
        household_id=teller.home,
        told_by=teller.id,
        person_codes=[soul.code for soul in others],
        **_of_lesson(history, lesson_id, event_id),
    )
    if is_allowed:
        there = {soul.id: soul for soul in others if soul.keeps and soul is not teller}
        marked = {"together": True, "with": sorted(there)} if there else {}
        teller.facts[event_id] = Fact("lesson_finished", lesson_id, history.now, marked)
        for soul in there.values():
            marked = {"together": True, "with": [teller.id]}
            told_id = uuid5(event_id, str(soul.id))
            soul.facts[told_id] = Fact("lesson_finished", lesson_id, history.now, marked)


def answer_check(history: History) -> None:
    soul, (lesson_id, check), event_id = history.anybody(), history.a_check(), uuid7(history.now)
    is_right, is_allowed = history.chance.random() < 0.7, soul.keeps
    _answer(history, soul.id, lesson_id, check, event_id, is_right=is_right, is_allowed=is_allowed)
    if is_allowed:
        _keep_answer(soul, lesson_id, check, event_id, history.now, is_right=is_right)


def learn_everything(history: History) -> None:
    """Short histories would cover hardly anything otherwise."""
    soul = history.one_of(history.some(lambda each: each.keeps))
    for lesson, lesson_id in history.course.lessons.items():
        finished = uuid7(history.now)
        _finish(history, soul.id, lesson_id, finished, history.now, is_allowed=soul.keeps)
        if soul.keeps:
            soul.facts[finished] = Fact("lesson_finished", lesson_id, history.now, {})
        for check in (check for place, check in CHECKS if place == lesson and soul.keeps):
            answered = uuid7(history.now)
            _answer(history, soul.id, lesson_id, check, answered, is_right=True, is_allowed=True)
            _keep_answer(soul, lesson_id, check, answered, history.now, is_right=True)


def claim(history: History) -> None:
    """Somebody takes over what was learned on a phone before anybody was named; a second one may not."""
    soul, other = history.anybody(), history.anybody()
    guest = make_guest(history.session, str(uuid7(history.now)), at=history.now)
    guest_id, nobody, at = guest.id, guest.person_id, history.now
    lesson_id, (check_lesson, check) = history.a_lesson(), history.a_check()
    finished, answered = uuid7(at), uuid7(at)
    _finish(history, nobody, lesson_id, finished, at, is_allowed=True)
    _answer(history, nobody, check_lesson, check, answered, is_right=True, is_allowed=True)
    history.now += timedelta(minutes=1)
    winner = next((each for each in (soul, other) if each.keeps), None)
    for what, each in (("claim", soul), ("claim again", other)):
        history.tell(what, each is winner, accounts.claim_guest, guest_id=guest_id, person_id=each.id)
    if winner:
        winner.facts[finished] = Fact("lesson_finished", lesson_id, at, {})
        _keep_answer(winner, check_lesson, check, answered, at, is_right=True)


def practise(history: History) -> None:
    """One answer, which stays open; the next time it is the same practice."""
    soul = history.anybody()
    begun = history.tell(
        "practise",
        soul.keeps,
        progress.start_attempt,
        person_id=soul.id,
        course_id=history.course.course_id,
        version_id=history.course.version_id,
        quiz_key="practice",
        audience="household",
        seed=1,
    )
    if begun:
        soul.attempts.add(begun.attempt_id)


def take_test(history: History) -> None:
    """One answer, then it is handed in, or it stays open."""
    soul = history.one_of(history.some(lambda each: each.keeps))
    is_handed_in = history.chance.random() < 0.5
    attempt = history.tell("take a test", soul.keeps, _take, history=history, soul=soul)
    if attempt is None:
        return
    soul.attempts.add(attempt)
    if is_handed_in:
        history.tell("hand in", True, quizzes.service.submit_attempt, attempt_id=attempt, person_id=soul.id)
        detail = {"attempt": str(attempt), "is_passed": False}
        soul.facts[attempt] = Fact("test_graded", None, history.now, detail)


def _take(session: Session, *, history: History, soul: Soul, now: datetime) -> UUID:
    """Past the rule that lessons come first, which would leave hardly any test in a short history."""
    course = history.course
    progress.enrol(
        session, person_id=soul.id, course_id=course.course_id, version_id=course.version_id, now=now
    )
    attempt = quizzes.start(session, soul.id, course, now=now)
    quizzes.save(session, attempt, soul.id, 1, "unknown", now=now)
    return attempt


def _finish(
    history: History, person_id: int, lesson_id: int, event_id: UUID, at: datetime, *, is_allowed: bool
) -> None:
    history.tell(
        "finish a lesson",
        is_allowed,
        progress.complete_lesson,
        **_learning(history, person_id, lesson_id, event_id),
        occurred_at=at,
    )


def _answer(
    history: History,
    person_id: int,
    lesson_id: int,
    check: str,
    event_id: UUID,
    *,
    is_right: bool,
    is_allowed: bool,
) -> None:
    history.tell(
        "answer a check",
        is_allowed,
        progress.record_check,
        **_learning(history, person_id, lesson_id, event_id),
        check_key=check,
        is_right=is_right,
    )


def _learning(history: History, person_id: int, lesson_id: int, event_id: UUID) -> dict[str, Any]:
    return {"person_id": person_id, **_of_lesson(history, lesson_id, event_id)}


def _of_lesson(history: History, lesson_id: int, event_id: UUID) -> dict[str, Any]:
    return {
        "course_id": history.course.course_id,
        "version_id": history.course.version_id,
        "lesson_id": lesson_id,
        "event_id": event_id,
    }


def _keep_answer(
    soul: Soul, lesson_id: int, check: str, event_id: UUID, at: datetime, *, is_right: bool
) -> None:
    soul.facts[event_id] = Fact("check_answered", lesson_id, at, {"check": check, "is_right": is_right})
    if is_right:
        soul.right.add((lesson_id, check))
