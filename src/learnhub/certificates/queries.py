"""A certificate for its holder, for a stranger who checks it, and what a new one would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, Row, Select, and_, bindparam, false, or_, select, true, union_all

from learnhub.accounts.models import Person
from learnhub.certificates.errors import CertificateNotFound, CourseNotCompleted, ProgrammeNotCovered
from learnhub.certificates.models import (
    Certificate,
    HouseholdCertificate,
    HouseholdRevocation,
    Revocation,
)
from learnhub.certificates.rules import Address, mask_name, names_match, printed, read_address
from learnhub.courses.errors import CourseNotFound
from learnhub.courses.models import (
    Course,
    CourseText,
    CourseVersion,
    Programme,
    ProgrammeText,
    ProgrammeVersion,
)
from learnhub.households.models import Household
from learnhub.kit.qr import qr_svg
from learnhub.kit.words import DEFAULT_LANGUAGE, Message
from learnhub.progress.models import CourseCompletion
from learnhub.progress.queries import home_coverage


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed, in one language. Made from the certificate's own facts only.

    `is_home`: a home has covered a programme; else a person has completed a course. `is_child`: the holder
    was under 16 when it was made.
    """

    name: str
    title: str
    completed_on: date
    issuer: str
    version: int
    lessons: int
    minutes: int
    code: str
    token: str
    revoked_at: datetime | None
    is_home: bool = False
    is_child: bool = False

    @property
    def masked_name(self) -> str:
        """Empty for a child: nothing of their name is told (docs/rules.md, C8)."""
        return "" if self.is_child else mask_name(self.name)


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """The sheet as the holder prints it, with the address at which it is checked."""

    sheet: Sheet
    address: str
    qr: Markup


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """What a stranger learns. `sheet` is empty where nothing was found.

    `is_whole`: named by the token, so that everything printed is shown; the name stays masked until
    it is typed. `name_matches` is empty until a name was typed.
    """

    typed: str
    address: Address
    sheet: Sheet | None
    name_matches: bool | None
    checked_at: datetime

    @property
    def key(self) -> str:
        return self.address.token or self.address.code

    @property
    def is_malformed(self) -> bool:
        return self.address.is_malformed

    @property
    def is_whole(self) -> bool:
        return bool(self.address.token)

    @property
    def shown_name(self) -> str:
        assert self.sheet is not None
        return self.sheet.name if self.is_whole and self.name_matches else self.sheet.masked_name


@dataclass(frozen=True, slots=True)
class Earned:
    """A completed course of one person, and what its certificate would say."""

    version_id: int
    completed_at: datetime
    number: int
    lessons: int
    minutes: int
    titles: Mapping[str, str]
    print_name: str | None
    is_child: bool


@dataclass(frozen=True, slots=True)
class EarnedAtHome:
    """A programme that a home covers, and what its certificate would say."""

    programme_id: int
    nickname: str
    number: int
    lessons: int
    minutes: int
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamePage:
    """`code` is that of the certificate when it was issued already."""

    person_id: int
    course_id: int
    course_key: str
    course_title: str
    print_name: str | None
    code: str | None
    typed: str = ""
    error: Message | None = None


_SHEETS = select(
    Certificate.facts,
    Certificate.code,
    Certificate.token,
    Revocation.revoked_at,
    false().label("is_home"),
).outerjoin(Revocation, Revocation.certificate_id == Certificate.id)
_HOME_SHEETS = select(
    HouseholdCertificate.facts,
    HouseholdCertificate.code,
    HouseholdCertificate.token,
    HouseholdRevocation.revoked_at,
    true().label("is_home"),
).outerjoin(HouseholdRevocation, HouseholdRevocation.certificate_id == HouseholdCertificate.id)
_MINE = _SHEETS.where(Certificate.code == bindparam("code"), Certificate.person_id == bindparam("person_id"))
_OF_HOME = _HOME_SHEETS.where(
    HouseholdCertificate.code == bindparam("code"),
    HouseholdCertificate.household_id == bindparam("household_id"),
)
_NAMED = union_all(
    *(
        sheets.where(or_(table.token == bindparam("token"), table.code == bindparam("code")))
        for sheets, table in ((_SHEETS, Certificate), (_HOME_SHEETS, HouseholdCertificate))
    )
)
_PROGRAMME = (
    select(Household.nickname, ProgrammeVersion.number, ProgrammeText.language, ProgrammeText.title)
    .select_from(Programme)
    .join(Household, Household.id == bindparam("household_id"))
    .join(ProgrammeVersion, ProgrammeVersion.id == Programme.version_id)
    .join(ProgrammeText, ProgrammeText.programme_id == Programme.id)
    .where(Programme.id == bindparam("programme_id"))
)
_EARNED = (
    select(
        CourseCompletion.version_id,
        CourseCompletion.completed_at,
        CourseVersion.number,
        CourseVersion.lesson_count,
        CourseVersion.minutes,
        Person.print_name,
        Person.is_child,
        CourseText.language,
        CourseText.title,
    )
    .join(CourseVersion, CourseVersion.id == CourseCompletion.version_id)
    .join(CourseText, CourseText.version_id == CourseCompletion.version_id)
    .join(Person, Person.id == CourseCompletion.person_id)
    .where(
        CourseCompletion.person_id == bindparam("person_id"),
        CourseCompletion.course_id == bindparam("course_id"),
    )
)
_NAME = (
    select(
        Person.id.label("person_id"),
        Course.id.label("course_id"),
        CourseCompletion.version_id,
        Person.print_name,
        Certificate.code,
        CourseText.language,
        CourseText.title,
    )
    .select_from(Course)
    .join(Person, Person.id == bindparam("person_id"))
    .outerjoin(
        CourseCompletion,
        and_(CourseCompletion.course_id == Course.id, CourseCompletion.person_id == Person.id),
    )
    .outerjoin(CourseText, CourseText.version_id == CourseCompletion.version_id)
    .outerjoin(
        Certificate,
        and_(
            Certificate.person_id == Person.id,
            Certificate.course_id == Course.id,
            Certificate.version_id == CourseCompletion.version_id,
        ),
    )
    .where(Course.key == bindparam("course_key"))
)


def certificate_page(
    connection: Connection, *, typed: str, person_id: int | None, language: str, base_url: str
) -> CertificatePage:
    """The holder's own. One statement. Raises CertificateNotFound, to everybody else as well."""
    values = {"code": read_address(typed).code, "person_id": person_id}
    return _certificate_page(connection, _MINE, values, language, base_url)


def home_certificate_page(
    connection: Connection, *, typed: str, household_id: int, language: str, base_url: str
) -> CertificatePage:
    """A home's own. One statement. Raises CertificateNotFound, to every other home as well."""
    values = {"code": read_address(typed).code, "household_id": household_id}
    return _certificate_page(connection, _OF_HOME, values, language, base_url)


def _certificate_page(
    connection: Connection,
    statement: Select[*tuple[Any, ...]],
    values: Mapping[str, object],
    language: str,
    base_url: str,
) -> CertificatePage:
    row = connection.execute(statement, values).one_or_none()
    if row is None:
        raise CertificateNotFound
    address = f"{base_url}/c/{row.token}"
    return CertificatePage(_sheet(row, language), address, qr_svg(address))


def verify_page(
    connection: Connection, *, typed: str, language: str, now: datetime, name: str | None = None
) -> VerifyPage:
    """One statement, whatever was typed, so that time tells nothing either."""
    address = read_address(typed)
    values = {"token": address.token, "code": address.code}
    row = connection.execute(_NAMED, values).one_or_none()
    sheet = _sheet(row, language) if row else None
    matches = names_match(name, sheet.name) if sheet and name is not None else None
    return VerifyPage(typed, address, sheet, matches, now)


def get_earned(connection: Connection, *, person_id: int, course_id: int) -> Earned:
    """One statement. Raises CourseNotCompleted."""
    values = {"person_id": person_id, "course_id": course_id}
    rows = connection.execute(_EARNED, values).all()
    if not rows:
        raise CourseNotCompleted
    first = rows[0]
    return Earned(
        version_id=first.version_id,
        completed_at=first.completed_at,
        number=first.number,
        lessons=first.lesson_count,
        minutes=first.minutes,
        titles={row.language: row.title for row in rows},
        print_name=first.print_name,
        is_child=first.is_child,
    )


def get_earned_at_home(connection: Connection, *, household_id: int) -> EarnedAtHome:
    """Three statements. Raises ProgrammeNotCovered."""
    coverage = home_coverage(connection, household_id=household_id, language=DEFAULT_LANGUAGE)
    if not coverage.is_whole or coverage.programme_id is None:
        raise ProgrammeNotCovered
    values = {"household_id": household_id, "programme_id": coverage.programme_id}
    rows = connection.execute(_PROGRAMME, values).all()
    return EarnedAtHome(
        programme_id=coverage.programme_id,
        nickname=rows[0].nickname,
        number=rows[0].number,
        lessons=coverage.lesson_count,
        minutes=coverage.minutes,
        titles={row.language: row.title for row in rows},
    )


def name_page(connection: Connection, *, course_key: str, person_id: int | None, language: str) -> NamePage:
    """One statement. Raises CourseNotFound; CourseNotCompleted."""
    values = {"course_key": course_key, "person_id": person_id}
    rows = connection.execute(_NAME, values).all()
    if not rows:
        raise CourseNotFound
    first = rows[0]
    if first.version_id is None:
        raise CourseNotCompleted
    titles = {row.language: row.title for row in rows}
    return NamePage(
        person_id=first.person_id,
        course_id=first.course_id,
        course_key=course_key,
        course_title=_in(titles, language),
        print_name=first.print_name,
        code=first.code,
    )


def _sheet(row: Row[Any], language: str) -> Sheet:
    facts = row.facts
    return Sheet(
        name=facts["name"],
        title=_in(facts["titles"], language),
        completed_on=date.fromisoformat(facts["completed_on"]),
        issuer=facts["issuer"],
        version=facts["version"],
        lessons=facts["lessons"],
        minutes=facts["minutes"],
        code=printed(row.code),
        token=row.token,
        revoked_at=row.revoked_at,
        is_home=row.is_home,
        is_child=facts.get("is_child", False),
    )


def _in(titles: Mapping[str, str], language: str) -> str:
    """In the reader's language, else in Vietnamese, else in whatever there is."""
    return titles.get(language) or titles.get(DEFAULT_LANGUAGE) or next(iter(titles.values()))
