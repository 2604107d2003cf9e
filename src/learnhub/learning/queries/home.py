"""How far a home has come: its page, and the same on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, case, func, select

from learnhub.accounts.models import Person
from learnhub.certificates.models import Certificate, HouseholdCertificate, Revocation
from learnhub.courses.models import (
    Course,
    CourseVersion,
    CurrentVersion,
    Lesson,
    LessonVersion,
)
from learnhub.courses.queries import LESSON_TITLE, with_lesson_text
from learnhub.households.models import Household, HouseholdGoal, Membership
from learnhub.households.queries import WAITING_PHONES, Waiting, waiting
from learnhub.households.rules import ASK_LIFE
from learnhub.kit.errors import NotFound
from learnhub.kit.prepared import prepared
from learnhub.learning.queries.catalogue import GoOn, landing_page
from learnhub.progress.models import HouseholdProgress, LessonCompletion, MemberProgress
from learnhub.progress.queries import Coverage, OutcomeLesson, home_coverage, lessons_in_month
from learnhub.progress.rules import month_of
from learnhub.units.models import Unit

BAND = 16


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a member lets the home see, never scores. Figures are empty where they show nothing."""

    person_id: int
    name: str
    avatar: str
    finished: int | None
    completed_courses: int | None
    certificates: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """`goal` is a number of lessons a month; `in_month` what this month has of it.

    `together` of the `finished` lessons were learned together.
    """

    nickname: str
    unit_name: str
    finished: int
    together: int
    goal: int | None
    in_month: int
    members: tuple[MemberRow, ...]
    waiting: Waiting
    coverage: Coverage

    @property
    def group(self) -> int:
        """The band has at most 16 diamonds; beyond, each stands for so many lessons."""
        return -(-max(self.finished, BAND) // BAND)

    @property
    def is_goal_reached(self) -> bool:
        return self.goal is not None and self.in_month >= self.goal


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """`certificate_code` is that of the programme in force. `invites`: it asks to add a second person.

    `is_member`: whoever is in front belongs to the home. `asking` is the number of phones that wait for
    a yes of the home.
    """

    home: Home
    is_member: bool
    asking: int
    invites: bool
    certificate_code: str | None
    go_on: GoOn | None

    @property
    def first_lesson(self) -> OutcomeLesson | None:
        """With which a home begins that has finished nothing yet, where a programme says so."""
        if self.home.finished:
            return None
        lessons = (lesson for outcome in self.home.coverage.outcomes for lesson in outcome.lessons)
        return next(lessons, None)


@dataclass(frozen=True, slots=True)
class LearnerSheet:
    """A member on paper; no titles where they show no lessons."""

    name: str
    is_shown: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdSheet:
    home: Home
    learners: tuple[LearnerSheet, ...]
    made_at: datetime


_CERTIFICATES = (
    select(func.count())
    .select_from(Certificate)
    .outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
    .where(Certificate.person_id == Person.id, Revocation.certificate_id.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_HOUSEHOLD = prepared(
    select(
        Household.nickname,
        Household.invitation_closed_at,
        WAITING_PHONES.label("asking"),
        Household.hidden_at.label("home_hidden_at"),
        HouseholdGoal.lessons.label("goal"),
        Unit.name.label("unit_name"),
        HouseholdProgress.finished_lessons.label("home_finished"),
        HouseholdProgress.together_lessons.label("home_together"),
        Person.id.label("person_id"),
        Person.name,
        Person.avatar,
        Person.hidden_at,
        Membership.shows_lessons,
        MemberProgress.finished_lessons,
        MemberProgress.completed_courses,
        case((Membership.shows_certificates, _CERTIFICATES)).label("certificates"),
    )
    .join(Unit, Unit.id == Household.unit_id)
    .outerjoin(HouseholdGoal, HouseholdGoal.household_id == Household.id)
    .outerjoin(HouseholdProgress, HouseholdProgress.household_id == Household.id)
    .outerjoin(
        Membership,
        and_(Membership.household_id == Household.id, Membership.until_at.is_(None)),
    )
    .outerjoin(Person, Person.id == Membership.person_id)
    .outerjoin(MemberProgress, MemberProgress.person_id == Person.id)
    .where(Household.id == bindparam("household_id"))
    .order_by(Membership.since_at, Membership.id)
)
_CERTIFICATE = prepared(
    select(HouseholdCertificate.code).where(
        HouseholdCertificate.household_id == bindparam("household_id"),
        HouseholdCertificate.programme_id == bindparam("programme_id"),
    )
)
_TITLES = (
    with_lesson_text(
        select(Membership.person_id, LESSON_TITLE)
        .join(LessonCompletion, LessonCompletion.person_id == Membership.person_id)
        .join(Lesson, Lesson.id == LessonCompletion.lesson_id)
        .join(Course, Course.id == Lesson.course_id)
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    )
    .where(
        Membership.household_id == bindparam("household_id"),
        Membership.until_at.is_(None),
        Membership.shows_lessons,
    )
    .order_by(Course.key, LessonVersion.position)
)


def household_page(
    connection: Connection,
    *,
    household_id: int,
    language: str,
    person_id: int | None,
    now: datetime,
    time_zone: str,
) -> HouseholdPage:
    """Six statements, however many members and facts; five without a programme. Raises NotFound."""
    rows = _rows(connection, household_id, now)
    home = _home(connection, rows, household_id, language, now, time_zone)
    programme_id = home.coverage.programme_id
    values = {"household_id": household_id, "programme_id": programme_id}
    return HouseholdPage(
        home=home,
        is_member=any(member.person_id == person_id for member in home.members),
        asking=rows[0]["asking"],
        invites=len(home.members) == 1 and rows[0]["invitation_closed_at"] is None,
        certificate_code=connection.execute(_CERTIFICATE, values).scalar() if programme_id else None,
        go_on=landing_page(connection, language=language, person_id=person_id).go_on,
    )


def household_sheet(
    connection: Connection, *, household_id: int, language: str, now: datetime, time_zone: str
) -> HouseholdSheet:
    """Five statements, however many members and facts. Raises NotFound."""
    rows = _rows(connection, household_id, now)
    values = {"household_id": household_id, "language": language}
    titles = [(row[0], row[1]) for row in connection.execute(_TITLES, values)]
    home = _home(connection, rows, household_id, language, now, time_zone)
    return HouseholdSheet(home, tuple(_learner(member, titles) for member in home.members), now)


def _rows(connection: Connection, household_id: int, now: datetime) -> Sequence[RowMapping]:
    """Raises NotFound."""
    values = {"household_id": household_id, "since": now - ASK_LIFE}
    rows = connection.execute(_HOUSEHOLD, values).mappings().all()
    if not rows:
        raise NotFound
    return rows


def _home(
    connection: Connection,
    rows: Sequence[RowMapping],
    household_id: int,
    language: str,
    now: datetime,
    time_zone: str,
) -> Home:
    """Three statements."""
    first, until = month_of(now, time_zone)
    return Home(
        nickname=rows[0]["nickname"],
        unit_name=rows[0]["unit_name"],
        finished=rows[0]["home_finished"] or 0,
        together=rows[0]["home_together"] or 0,
        goal=rows[0]["goal"],
        in_month=lessons_in_month(connection, household_id=household_id, first=first, until=until),
        members=tuple(
            _member(row) for row in rows if row["person_id"] is not None and row["hidden_at"] is None
        ),
        waiting=waiting(rows[0]["home_hidden_at"], (row["hidden_at"] for row in rows)),
        coverage=home_coverage(connection, household_id=household_id, language=language),
    )


def _member(row: RowMapping) -> MemberRow:
    """Source: docs/rules.md, H54 (what a member shows)."""
    shows = row["shows_lessons"]
    return MemberRow(
        row["person_id"],
        row["name"],
        row["avatar"],
        finished=(row["finished_lessons"] or 0) if shows else None,
        completed_courses=(row["completed_courses"] or 0) if shows else None,
        certificates=row["certificates"],
    )


def _learner(member: MemberRow, titles: Sequence[tuple[int, str]]) -> LearnerSheet:
    own = tuple(title for person_id, title in titles if person_id == member.person_id)
    return LearnerSheet(member.name, member.finished is not None, own)
