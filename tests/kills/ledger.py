"""What was sent and what was answered, kept outside the server, where no kill can reach it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Condition
from typing import Literal, TypeAlias
from uuid import UUID

Kind: TypeAlias = Literal["answer", "lesson", "start", "hand-in"]

DONE, CLOSED_OR_CHANGED, BLANKS_LEFT, BUSY = 303, 409, 422, 503


@dataclass(eq=False)
class Form:
    """A form as it was filled in once; it may be sent several times.

    `subject` is the attempt, or the key of the lesson. `allowed` are the replies that it may get: an old
    tab's form must be refused, one that races with the hand-in may be. `is_raced`: an answer was on its
    way beside this hand-in. It may have filled the last blank between the two presses of the button.
    """

    kind: Kind
    person_id: int
    subject: UUID | str
    key: UUID
    number: int = 0
    place: int = 0
    allowed: frozenset[int] = frozenset({DONE})
    is_raced: bool = False
    times_sent: int = 0
    replies: list[int] = field(default_factory=list)

    @property
    def is_acknowledged(self) -> bool:
        return DONE in self.replies

    @property
    def is_refused(self) -> bool:
        return bool(self.replies) and not self.is_acknowledged

    @property
    def is_wrong(self) -> bool:
        """A reply that it must not get; or one form with two outcomes."""
        outcomes = set(self.replies) - ({BLANKS_LEFT} if self.is_raced else set())
        return not self.allowed.issuperset(self.replies) or len(outcomes) > 1


class Ledger:
    """`forms` stand in the order in which they were first sent; `answers` sorts them by question."""

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.answers: dict[tuple[UUID | str, int], list[Form]] = defaultdict(list)
        self.attempts: dict[UUID, int] = {}
        self.receipts: dict[UUID, set[str]] = {}
        self.seen_stale: list[str] = []
        self.astray: list[str] = []
        self.busy = 0
        self.acknowledged = 0
        self.in_flight = 0
        self._changed = Condition()
        self._kill_at = 0
        self._kill: Callable[[], None] | None = None

    def kill_on(self, acknowledged: int, kill: Callable[[], None] | None) -> None:
        """At this acknowledgement, or the first after it at which another form is on its way."""
        with self._changed:
            self._kill_at, self._kill = acknowledged, kill

    def wait_for(self, acknowledged: int, seconds: float) -> bool:
        """Until so many are acknowledged and some form is on its way."""

        def is_so_far() -> bool:
            return self.acknowledged >= acknowledged and self.in_flight > 0

        with self._changed:
            return self._changed.wait_for(is_so_far, seconds)

    def send(self, form: Form) -> None:
        with self._changed:
            if not form.times_sent:
                self.forms.append(form)
                if form.kind == "answer":
                    self.answers[form.subject, form.number].append(form)
            form.times_sent += 1
            self.in_flight += 1
            self._changed.notify_all()

    def hear(self, form: Form, status: int | None) -> None:
        """The reply; None when there was none. A busy site says that nothing was saved: as good as none."""
        kill = None
        with self._changed:
            self.in_flight -= 1
            if status == BUSY:
                self.busy += 1
            elif status is not None:
                self.acknowledged += status == DONE and not form.is_acknowledged
                form.replies.append(status)
            if self._kill and self.acknowledged >= self._kill_at and self.in_flight:
                kill, self._kill = self._kill, None
            self._changed.notify_all()
        if kill:
            kill()

    def stray(self, what: str) -> None:
        """A page was not the one that had to come."""
        with self._changed:
            self.astray.append(what)

    def start(self, attempt: UUID, person_id: int) -> None:
        with self._changed:
            self.attempts[attempt] = person_id

    def show_receipt(self, attempt: UUID, number: str) -> None:
        with self._changed:
            self.receipts.setdefault(attempt, set()).add(number)

    def show_answer(self, attempt: UUID, number: int, place: int | None) -> None:
        """What a question's page shows as chosen must be the newest acknowledged answer or a later one."""
        with self._changed:
            allowed = {form and form.place for form in may_be_newest(self.answers[attempt, number])}
            if place not in allowed:
                self.seen_stale.append(f"{attempt} question {number} shows {place}, not one of {allowed}")


def may_be_newest(forms: Iterable[Form]) -> list[Form | None]:
    """Of one question's forms in their order: which may be in force; None stands for a blank."""
    standing: list[Form | None] = [None]
    for form in forms:
        if form.is_acknowledged:
            standing = [form]
        elif not form.is_refused and DONE in form.allowed:
            standing.append(form)
    return standing
