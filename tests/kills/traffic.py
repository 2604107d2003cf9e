"""People who learn without a pause: they answer, change their mind, finish lessons, hand in, begin anew."""

from collections.abc import Mapping
from itertools import cycle
from random import Random
from threading import Event, Thread
from typing import TypeAlias
from uuid import UUID, uuid4

from tests.kills.cast import COURSE, LESSONS, OPTIONS, QUESTIONS, QUIZ, Member
from tests.kills.ledger import BLANKS_LEFT, BUSY, CLOSED_OR_CHANGED, DONE, Form, Kind, Ledger
from tests.kills.phone import Phone, Reply, read

DOUBLED = 0.3
RETRIED = 0.7
SELDOM = 0.1
REFUSED = frozenset({CLOSED_OR_CHANGED})

# A form, where it is sent, and its fields.
Letter: TypeAlias = tuple[Form, str, Mapping[str, str]]


class DayOver(Exception):
    """Nothing more is sent."""


class Astray(Exception):
    """Another page than the one that had to come: this sitting cannot go on."""


class Day:
    """When the site is `open`; after the `end` nothing is sent any more."""

    def __init__(self) -> None:
        self.open = Event()
        self.end = Event()

    def wait(self) -> None:
        self.open.wait()
        if self.end.is_set():
            raise DayOver


class Learners(Thread):
    """One client: its members take turns, each with a whole sitting.

    But for doubles it never sends two forms of one question at once, so the order of answers is known.
    """

    def __init__(self, port: int, members: list[Member], ledger: Ledger, day: Day, seed: str) -> None:
        super().__init__(name=f"learners {seed}", daemon=True)
        self.port, self.members, self.ledger, self.day = port, members, ledger, day
        self.random = Random(seed)
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            for member in cycle(self.members):
                self._sit(member)
        except DayOver:
            pass
        except Exception as error:  # told by the run: a dead client would only look like a slow one
            self.fault = error

    def _sit(self, member: Member) -> None:
        try:
            Sitting(self, member).sit()
        except Astray as fault:
            self.ledger.stray(str(fault))
            member.attempt, member.unfinished = None, list(LESSONS)


class Sitting:
    """A member goes on with the open attempt, or begins the next, up to the receipt."""

    def __init__(self, learners: Learners, member: Member) -> None:
        self.ledger, self.day, self.random = learners.ledger, learners.day, learners.random
        self.member = member
        self.phone = Phone(learners.port, member.token, is_old=self._by_chance(0.5))

    def sit(self) -> None:
        attempt = self.member.attempt or self._begin()
        self.member.attempt = attempt
        for step in self._steps():
            if isinstance(step, str):
                self._finish(step)
            else:
                self._answer(attempt, step)
        self._hand_in(attempt)
        self.member.attempt = None

    def _steps(self) -> list[int | str]:
        """Every question, some twice, and lessons, in any order; seldom something is left out."""
        questions = range(1, QUESTIONS + 1)
        again = [number for number in questions if self._by_chance(0.5)]
        lessons = [name for name in LESSONS if name in self.member.unfinished or self._by_chance(0.3)]
        steps: list[int | str] = [*questions, *again, *lessons]
        self.random.shuffle(steps)
        return steps[self.random.randrange(len(steps)) if self._by_chance(SELDOM) else 0 :]

    def _begin(self) -> UUID:
        """The test opens after the lessons. Asked for again, it is the attempt that is open already."""
        while self.member.unfinished:
            self._finish(self.member.unfinished[0])
        form = self._form("start", COURSE, uuid4())
        path = f"/en/courses/{COURSE}/quizzes/{QUIZ}/attempts"
        reply = None
        while reply is None:
            reply = self._send((form, path, {}))
        if not reply.is_done:
            raise Astray(f"no test was begun: {reply}")
        attempt = UUID(reply.location.split("/")[3])
        self.ledger.start(attempt, self.member.person_id)
        return attempt

    def _finish(self, lesson: str) -> None:
        """With the key of the page, or one that the phone made where the page offers no form any more."""
        path = f"/en/courses/{COURSE}/lessons/{lesson}"
        fields = self._open(path).form(f"{path}/completion") or {"key": str(uuid4())}
        form = self._form("lesson", lesson, UUID(fields["key"]))
        if self._send((form, f"{path}/completion", fields)) and lesson in self.member.unfinished:
            self.member.unfinished.remove(lesson)

    def _answer(self, attempt: UUID, number: int) -> None:
        letter = self._filled_in(attempt, number)
        if self._send(letter) and self._by_chance(SELDOM):
            self._send(self._stale(letter))

    def _filled_in(self, attempt: UUID, number: int) -> Letter:
        """Another option than the one that is chosen: the same once more would be no new answer."""
        path = f"/en/attempts/{attempt}/questions/{number}"
        page = self._open(path)
        fields = page.form(path)
        if fields is None:
            raise Astray(f"no question {number} of {attempt}: {page}")
        self.ledger.show_answer(attempt, number, page.chosen)
        place = self._other_than(page.chosen)
        form = self._form("answer", attempt, UUID(fields["key"]), number, place)
        return form, path, fields | {"answer": str(place), "go": "next"}

    def _stale(self, letter: Letter) -> Letter:
        """From a tab that was opened as early as the one that has just saved: it must be told."""
        saved, path, fields = letter
        key, place = uuid4(), self._other_than(saved.place)
        form = self._form("answer", saved.subject, key, saved.number, place, allowed=REFUSED)
        return form, path, {**fields, "key": str(key), "answer": str(place)}

    def _hand_in(self, attempt: UUID) -> None:
        """Until the page of all questions says that it is handed in; then for the receipt."""
        address = f"/en/attempts/{attempt}"
        late = [self._filled_in(attempt, 1)] if self._by_chance(SELDOM) else []
        page = self._open(f"{address}/review")
        while not page.is_done:
            fields = page.form(f"{address}/submission")
            if fields is None:
                raise Astray(f"no way to hand in {attempt}: {page}")
            allowed = frozenset({DONE} if "confirmed" in fields else {DONE, BLANKS_LEFT})
            form = self._form("hand-in", attempt, UUID(fields["key"]), allowed=allowed)
            reply = self._send((form, f"{address}/submission", fields), racing=late)
            page = reply if reply and reply.text is not None else self._open(f"{address}/review")
            late = []
        result = self._open(f"{address}/result")
        if not result.receipt:
            raise Astray(f"no receipt of {attempt}: {result}")
        self.ledger.show_receipt(attempt, result.receipt)

    def _open(self, path: str) -> Reply:
        """The whole page, however often it must be asked for."""
        while True:
            self.day.wait()
            reply = self.phone.open(path)
            if reply and reply.status >= 500 and reply.status != BUSY:
                self.ledger.stray(f"{path}: {reply}")
            elif reply and reply.status != BUSY and reply.text is not None:
                return reply

    def _send(self, letter: Letter, racing: list[Letter] | None = None) -> Reply | None:
        """Sent once or twice at once; without a reply mostly again, else given up.

        The answers that race with it may come too late, and must then be told.
        """
        for form, _, _ in racing or []:
            form.allowed = frozenset({DONE, CLOSED_OR_CHANGED})
        letter[0].is_raced = bool(racing)
        letters = [*(racing or []), letter, *([letter] if self._by_chance(DOUBLED) else [])]
        while True:
            replies = self._send_at_once(letters)
            if replies or not self._by_chance(RETRIED):
                return next(iter(replies), None)

    def _send_at_once(self, letters: list[Letter]) -> list[Reply]:
        """All are on their way before any is answered. The replies to the last one."""
        self.day.wait()
        replies = []
        for form, _, _ in letters:
            self.ledger.send(form)
        connections = [self.phone.send(path, fields) for _, path, fields in letters]
        for (form, _, _), connection in zip(letters, connections, strict=True):
            reply = read(connection)
            self.ledger.hear(form, _meaning(reply))
            if form is letters[-1][0] and reply and reply.status < 500:
                replies.append(reply)
        return replies

    def _form(
        self,
        kind: Kind,
        subject: UUID | str,
        key: UUID,
        number: int = 0,
        place: int = 0,
        allowed: frozenset[int] = frozenset({DONE}),
    ) -> Form:
        return Form(kind, self.member.person_id, subject, key, number, place, allowed)

    def _other_than(self, chosen: int | None) -> int:
        return self.random.choice([place for place in range(OPTIONS) if place != chosen])

    def _by_chance(self, share: float) -> bool:
        return self.random.random() < share


def _meaning(reply: Reply | None) -> int | None:
    """The status; a redirect to somewhere else is no success."""
    if reply is None:
        return None
    return 401 if reply.status == DONE and not reply.is_done else reply.status
