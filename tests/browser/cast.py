"""Everybody whose screens are looked at: made once, without pages, each in one state of learning.

An actor is named in screens.toml. `facts` are what its addresses may name in braces.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Account, LoginTry
from learnhub.accounts.rules import LEARNING_RECORD
from learnhub.certificates import service as certificates
from learnhub.certificates.models import Certificate
from learnhub.certificates.rules import Issuer
from learnhub.courses.queries import CurrentLesson, list_current_lessons
from learnhub.households.models import Membership
from learnhub.households.service import note_look
from learnhub.kit.db import transaction
from learnhub.kit.ids import uuid7
from learnhub.privacy import service as privacy
from learnhub.progress import service as progress
from learnhub.quizzes import service as quizzes
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from learnhub.web.deps import system_clock
from tests.browser.ward import COURSE, Key, Ward
from tests.factories.contacts import make_contacts
from tests.factories.programmes import make_programme

LONG_NAME = "Nguyễn Phước Quỳnh Hường Tôn Nữ Thị Diễm"
ISSUER = Issuer("LearnHub", "Asia/Ho_Chi_Minh")
LOCKED_LOGIN = "too-many-tries"


@dataclass(frozen=True)
class Actor:
    """Without a token nobody was ever chosen on this phone."""

    token: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Cast:
    ward: Ward
    actors: dict[str, Actor] = field(default_factory=dict)

    def get(self, name: str) -> Actor:
        if name not in self.actors:
            with transaction(self.ward.database) as session:
                self.actors[name] = ACTORS[name](_Maker(session, self.ward, system_clock()))
        return self.actors[name]


@dataclass
class _Maker:
    """Makes one actor in one transaction."""

    session: Session
    ward: Ward
    now: datetime

    def member(self, *, name: str = "Bà Ba", finished: int = 0, others: tuple[str, ...] = ()) -> int:
        _, person_id = self.ward.add_home(self.session, name, *others)
        self.finish(person_id, finished)
        return person_id

    def official(self, *, finished: int = 7) -> int:
        login = self.ward.add_official(self.session, "Lê Anh Dũng")
        person_id = self.session.scalars(select(Account.person_id).where(Account.login == login)).one()
        self.finish(person_id, finished)
        return person_id

    @property
    def lessons(self) -> tuple[CurrentLesson, ...]:
        return list_current_lessons(self.session.connection(), COURSE)

    def finish(self, person_id: int, count: int) -> None:
        for lesson in self.lessons[:count]:
            moment = self.now - timedelta(days=8 - lesson.position)
            progress.complete_lesson(
                self.session,
                person_id=person_id,
                course_id=lesson.course_id,
                version_id=lesson.version_id,
                lesson_id=lesson.lesson_id,
                event_id=uuid7(moment),
                occurred_at=moment,
                now=moment,
            )

    def begin(self, person_id: int, quiz: str, *, seed: int = 7, audience: str = "household") -> UUID:
        lesson = self.lessons[0]
        return progress.start_attempt(
            self.session,
            person_id=person_id,
            course_id=lesson.course_id,
            version_id=lesson.version_id,
            quiz_key=quiz,
            audience=audience,
            seed=seed,
            now=self.now,
        ).attempt_id

    def keys(self, attempt: UUID) -> dict[int, Key]:
        query = (
            select(AttemptQuestion.number, ItemVersion.type, ItemVersion.right, AttemptQuestion.option_order)
            .join(ItemVersion, ItemVersion.id == AttemptQuestion.item_version_id)
            .where(AttemptQuestion.attempt_id == attempt)
        )
        return {number: Key(*row) for number, *row in self.session.execute(query)}

    def answer(self, person_id: int, attempt: UUID, *, right: int, wrong: int = 0) -> None:
        """The first ones rightly, then some with "I don't know yet"; the rest stays blank."""
        for number, key in sorted(self.keys(attempt).items())[: right + wrong]:
            quizzes.save_answer(
                self.session,
                attempt_id=attempt,
                person_id=person_id,
                number=number,
                answer=key.given if number <= right else ("unknown",),
                seen=0,
                key=uuid7(self.now),
                now=self.now,
            )

    def hand_in(self, person_id: int, attempt: UUID) -> None:
        quizzes.submit_attempt(
            self.session, attempt_id=attempt, person_id=person_id, is_confirmed=True, now=self.now
        )

    def token(self, person_id: int | None, *, household_id: int | None = None) -> str:
        account = self.session.scalars(select(Account.id).where(Account.person_id == person_id)).first()
        home = self.session.scalars(
            select(Membership.household_id).where(Membership.person_id == person_id)
        ).first()
        return accounts.open_session(
            self.session,
            household_id=household_id or home,
            person_id=person_id,
            account_id=account,
            now=self.now,
            replaces=None,
        )

    def actor(self, person_id: int, **facts: object) -> Actor:
        return Actor(self.token(person_id), {name: str(value) for name, value in facts.items()})


def _guest(make: _Maker) -> Actor:
    for _ in range(10):
        make.session.add(LoginTry(login=LOCKED_LOGIN, tried_at=make.now))
    return Actor()


def _phone(make: _Maker) -> Actor:
    home, _ = make.ward.add_home(make.session, "Bà Ba", "Ông Tư", "Chị Mỵ", LONG_NAME, "Bé Súa")
    return Actor(make.token(None, household_id=home))


def _full_home(make: _Maker) -> Actor:
    home, _ = make.ward.add_home(make.session, *(f"{LONG_NAME} {number}" for number in range(1, 13)))
    return Actor(make.token(None, household_id=home))


def _newcomer(make: _Maker) -> Actor:
    return make.actor(make.member())


def _learner(make: _Maker) -> Actor:
    return make.actor(make.member(finished=3, others=("Ông Tư", LONG_NAME)))


def _reader(make: _Maker) -> Actor:
    """A guest of a site with a contact card."""
    make_contacts(make.session)
    return Actor()


def _follower(make: _Maker) -> Actor:
    """Half-way through a programme, which the catalogue shows from then on."""
    course_id, keys = make.lessons[0].course_id, [lesson.key for lesson in make.lessons]
    programme = make_programme(make.session, (course_id, (*keys[3:1:-1], keys[0])), key="screens")
    return make.actor(make.member(finished=3, name=LONG_NAME), programme=programme.key)


def _ready(make: _Maker) -> Actor:
    return make.actor(make.member(finished=7, name=LONG_NAME))


def _testing(make: _Maker) -> Actor:
    person_id = make.member(finished=7)
    attempt = make.begin(person_id, "final")
    make.answer(person_id, attempt, right=2, wrong=1)
    return make.actor(person_id, attempt=attempt)


def _practising(make: _Maker) -> Actor:
    """The first answer is right, the second is not."""
    person_id = make.member(finished=1)
    attempt = make.begin(person_id, "practice")
    make.answer(person_id, attempt, right=1, wrong=1)
    return make.actor(person_id, attempt=attempt)


def _handed_in(make: _Maker, quiz: str, right: int) -> tuple[int, UUID]:
    person_id = make.member(finished=7)
    attempt = make.begin(person_id, quiz)
    make.answer(person_id, attempt, right=right, wrong=10 - right)
    make.hand_in(person_id, attempt)
    return person_id, attempt


def _practised(make: _Maker) -> Actor:
    person_id, attempt = _handed_in(make, "practice", 6)
    return make.actor(person_id, attempt=attempt)


def _failed(make: _Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 4)
    return make.actor(person_id, attempt=attempt)


def _passed(make: _Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 10)
    return make.actor(person_id, attempt=attempt)


def _certified(make: _Maker) -> Actor:
    person_id, attempt = _handed_in(make, "final", 10)
    return make.actor(person_id, attempt=attempt, **_certify(make, person_id))


def _revoked(make: _Maker) -> Actor:
    person_id, _ = _handed_in(make, "final", 10)
    facts = _certify(make, person_id)
    certificates.revoke(make.session, code=facts["code"], reason="mistake", now=make.now)
    return make.actor(person_id, **facts)


def _certify(make: _Maker, person_id: int) -> dict[str, str]:
    accounts.set_print_name(make.session, person_id=person_id, name=LONG_NAME)
    course_id = make.lessons[0].course_id
    code = certificates.issue(
        make.session, person_id=person_id, course_id=course_id, issuer=ISSUER, now=make.now
    )
    token = make.session.scalars(select(Certificate.token).where(Certificate.code == code)).one()
    return {"code": code, "token": token}


def _official(make: _Maker) -> Actor:
    return make.actor(make.official(finished=3))


def _ready_official(make: _Maker) -> Actor:
    return make.actor(make.official())


def _waiting_official(make: _Maker) -> Actor:
    """All three tries of the day are used."""
    person_id = make.official()
    for _ in range(3):
        attempt = make.begin(person_id, "final", audience="official")
        make.answer(person_id, attempt, right=5)
        make.hand_in(person_id, attempt)
    return make.actor(person_id, attempt=attempt)


def _asked(type_name: str) -> Callable[[_Maker], Actor]:
    """Somebody whose practice holds a question of this type."""

    def make_actor(make: _Maker) -> Actor:
        for seed in range(100):
            person_id = make.member()
            attempt = make.begin(person_id, "practice", seed=seed)
            for number, key in make.keys(attempt).items():
                if key.type == type_name:
                    return make.actor(person_id, attempt=attempt, number=number)
        raise LookupError(f"no practice asks a question of the type {type_name}")

    return make_actor


def _looked_at(make: _Maker) -> Actor:
    """Helpers looked at this home on two pages' worth of days."""
    person_id = make.member(name=LONG_NAME, finished=3, others=("Ông Tư", "Chị Mỵ"))
    household_id = make.session.scalars(
        select(Membership.household_id).where(Membership.person_id == person_id)
    ).one()
    helper = make.official(finished=0)
    for number in range(53):
        note_look(
            make.session,
            household_id=household_id,
            person_id=helper,
            what=("page", "phone", "lock")[number % 3],
            now=make.now - timedelta(days=number),
        )
    return make.actor(person_id)


def _leaving(make: _Maker) -> Actor:
    """The home waits to be erased, and so does somebody in it."""
    household_id, person_id = make.ward.add_home(make.session, "Bà Ba", "Ông Tư")
    other = make.session.scalars(
        select(Membership.person_id).where(
            Membership.household_id == household_id, Membership.person_id != person_id
        )
    ).one()
    privacy.ask_person_erasure(make.session, person_id=other, now=make.now)
    privacy.ask_home_erasure(make.session, household_id=household_id, person_id=person_id, now=make.now)
    return make.actor(person_id)


def _withdrawn(make: _Maker) -> Actor:
    person_id = make.member(finished=2)
    privacy.withdraw(make.session, person_id=person_id, purpose=LEARNING_RECORD, now=make.now)
    return make.actor(person_id)


ACTORS: Mapping[str, Callable[[_Maker], Actor]] = {
    "guest": _guest,
    "phone": _phone,
    "full-home": _full_home,
    "newcomer": _newcomer,
    "learner": _learner,
    "reader": _reader,
    "follower": _follower,
    "ready": _ready,
    "testing": _testing,
    "practising": _practising,
    "practised": _practised,
    "failed": _failed,
    "passed": _passed,
    "certified": _certified,
    "revoked": _revoked,
    "official": _official,
    "ready-official": _ready_official,
    "waiting-official": _waiting_official,
    "looked-at": _looked_at,
    "leaving": _leaving,
    "withdrawn": _withdrawn,
} | {f"asked-{name}": _asked(name) for name in ("single", "multiple", "true-false", "order", "match", "text")}
