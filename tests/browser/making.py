"""How the people on the screens are made: each actor in one transaction, without pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Account, Person
from learnhub.certificates.rules import Issuer
from learnhub.courses.queries import CurrentLesson, list_current_lessons
from learnhub.demo.learned import learn, of_homes
from learnhub.households import service as households
from learnhub.households.models import HouseholdCard, Membership
from learnhub.households.rules import home_token
from learnhub.kit.ids import uuid7
from learnhub.progress import service as progress
from learnhub.quizzes import service as quizzes
from learnhub.quizzes.models import AttemptQuestion, ItemVersion
from tests.browser.ward import COURSE, Key, Ward
from tests.factories.programmes import publish_for_homes

LONG_NAME = "Nguyễn Phước Quỳnh Hường Tôn Nữ Thị Diễm"
ISSUER = Issuer("LearnHub", "Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Actor:
    """Without a token nobody was ever chosen on this phone."""

    token: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Maker:
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

    def cover(self, person_id: int, *, count: int | None = None) -> None:
        """All lessons of the programme for homes, or the first ones, with their questions."""
        publish_for_homes(self.session)
        learn(self.session, person_id, of_homes(self.session)[:count], self.now - timedelta(days=10))

    def finish(self, person_id: int, count: int, *, at: datetime | None = None) -> None:
        """The first lessons, one a day, or all of them at one moment."""
        for lesson in self.lessons[:count]:
            moment = at or self.now - timedelta(days=8 - lesson.position)
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

    def tell_together(self, home: int, told_by: int, code: str, *, place: int) -> None:
        """That the person of this code was there at the lesson of this place."""
        lesson = self.lessons[place - 1]
        progress.tell_together(
            self.session,
            household_id=home,
            told_by=told_by,
            person_codes=[code],
            course_id=lesson.course_id,
            version_id=lesson.version_id,
            lesson_id=lesson.lesson_id,
            event_id=uuid7(self.now),
            now=self.now,
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
            select(Membership.household_id).where(
                Membership.person_id == person_id, Membership.until_at.is_(None)
            )
        ).first()
        return accounts.open_session(
            self.session,
            household_id=household_id or home,
            person_id=person_id,
            account_id=account,
            now=self.now,
            replaces=None,
        )

    def code_of(self, person_id: int) -> str:
        return self.session.scalars(select(Person.code).where(Person.id == person_id)).one()

    def child(self, household_id: int, guardian_id: int) -> str:
        """The code of a child for whom this adult cares."""
        form = households.NewMember(str(uuid7(self.now)), "Bé Súa", "em", "chicken")
        households.add_child(
            self.session,
            household_id=household_id,
            member=form,
            guardian_code=self.code_of(guardian_id),
            now=self.now,
        )
        return form.code

    def card(self, household_id: int) -> dict[str, str]:
        """A new card of a home without one: what its QR code holds, what is typed, and its id."""
        households.make_household_card(
            self.session, household_id=household_id, replaces="", secret=self.ward.secret, now=self.now
        )
        card = self.session.scalars(
            select(HouseholdCard).where(
                HouseholdCard.household_id == household_id, HouseholdCard.ended_at.is_(None)
            )
        ).one()
        token = home_token(self.ward.secret, card.id)
        return {"card": token, "home_code": card.code, "card_id": str(card.id)}

    def session_token(self) -> str:
        """Of a phone that belongs nowhere."""
        return accounts.open_session(
            self.session, household_id=None, person_id=None, account_id=None, now=self.now, replaces=None
        )

    def actor(self, person_id: int, **facts: object) -> Actor:
        return Actor(self.token(person_id), {name: str(value) for name, value in facts.items()})
