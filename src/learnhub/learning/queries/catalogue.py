"""What there is to learn: the landing page, the catalogue, and what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, RowMapping, and_, bindparam, select

from learnhub.courses.models import Course, CourseVersion, CurrentVersion, Lesson
from learnhub.courses.queries import (
    COURSE_OUTLINE,
    COURSE_TITLE,
    FoundLesson,
    search_lessons,
    suggest_spelling,
    with_course_text,
)
from learnhub.kit.prepared import prepared
from learnhub.kit.words import N_
from learnhub.learning.queries.parts import AUDIENCES
from learnhub.learning.queries.programmes import ProgrammeRow, list_programmes
from learnhub.progress.models import CourseProgress

# The movement's four named topics come first, then what they rest on.
TOPICS = {
    "e-government": N_("Public services online"),
    "electronic-id": N_("Electronic identification"),
    "e-commerce": N_("Buying, selling and paying"),
    "information-security": N_("Safety online"),
    "devices": N_("Phone and Internet"),
    "ai": N_("Artificial intelligence"),
    "work-online": N_("The official's work online"),
    "community": N_("Helping others"),
}
_ORDER = list(TOPICS)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in a list. `finished` counts this person's lessons, at most `lesson_count`."""

    key: str
    title: str
    icon: str
    topic: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    lesson_count: int
    minutes: int
    finished: int
    is_completed: bool


@dataclass(frozen=True, slots=True)
class GoOn:
    """Where this person stopped: the lesson after the last one that was finished.

    After the last lesson of a course it is the course, which says what is left: then `lesson_key` is empty.
    """

    course_key: str
    course_title: str
    lesson_key: str = ""
    lesson_title: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class LandingPage:
    courses: tuple[CourseRow, ...]
    go_on: GoOn | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What was typed and chosen; empty text where nothing was."""

    typed: str = ""
    topic: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """The programmes and courses that pass the filters, or what a search found.

    `topic_choices` and `audience_choices` are pairs of a value and a message id.
    """

    programmes: tuple[ProgrammeRow, ...]
    courses: tuple[CourseRow, ...]
    filters: Filters
    topic_choices: tuple[tuple[str, str], ...]
    found: tuple[FoundLesson, ...]
    suggestion: str | None
    audience_choices: tuple[tuple[str, str], ...] = (("", N_("Everybody")), *AUDIENCES.items())

    @property
    def is_search(self) -> bool:
        return bool(self.filters.typed)


_COURSES = prepared(
    with_course_text(
        select(
            Course.key,
            COURSE_TITLE.label("title"),
            CourseVersion.icon,
            CourseVersion.topic,
            CourseVersion.audiences,
            CourseVersion.languages,
            CourseVersion.lesson_count,
            CourseVersion.minutes,
            COURSE_OUTLINE.label("outline"),
            CourseProgress.finished_lessons,
            CourseProgress.completed_at,
            CourseProgress.last_at,
            Lesson.key.label("last_lesson"),
        )
        .join(CurrentVersion, CurrentVersion.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == CurrentVersion.version_id)
    )
    .outerjoin(
        CourseProgress,
        and_(
            CourseProgress.course_id == Course.id,
            CourseProgress.person_id == bindparam("person_id", type_=Integer),
        ),
    )
    .outerjoin(Lesson, Lesson.id == CourseProgress.last_lesson_id)
)


def landing_page(connection: Connection, *, language: str, person_id: int | None) -> LandingPage:
    """All current courses, and where this person goes on. One statement."""
    rows = _rows(connection, language, person_id)
    return LandingPage(_course_rows(rows), _go_on(rows))


def catalogue_page(
    connection: Connection, *, language: str, person_id: int | None, filters: Filters
) -> CataloguePage:
    """Two statements, also for a search; one that finds nothing takes one more."""
    rows = _course_rows(_rows(connection, language, person_id))
    typed = filters.typed
    programmes = () if typed else list_programmes(connection, language=language, person_id=person_id)
    found = search_lessons(connection, typed=typed, language=language) if typed else ()
    has_missed = typed and not found
    there = {row.topic for row in rows}
    return CataloguePage(
        programmes=tuple(row for row in programmes if _is_for(row, filters)),
        courses=tuple(row for row in rows if _passes(row, filters)),
        filters=filters,
        topic_choices=(
            ("", N_("All topics")),
            *((key, name) for key, name in TOPICS.items() if key in there),
        ),
        found=found,
        suggestion=suggest_spelling(connection, typed=typed, language=language) if has_missed else None,
    )


def _passes(row: CourseRow, filters: Filters) -> bool:
    return (not filters.topic or row.topic == filters.topic) and (
        not filters.audience or filters.audience in row.audiences
    )


def _is_for(row: ProgrammeRow, filters: Filters) -> bool:
    """A programme goes through several topics, so it has none."""
    return not filters.topic and filters.audience in {"", row.audience}


def _rows(connection: Connection, language: str, person_id: int | None) -> Sequence[RowMapping]:
    rows = connection.execute(_COURSES, {"language": language, "person_id": person_id}).mappings().all()
    return sorted(rows, key=lambda row: (_ORDER.index(row["topic"]), row["key"]))


def _course_rows(rows: Sequence[RowMapping]) -> tuple[CourseRow, ...]:
    return tuple(
        CourseRow(
            key=row["key"],
            title=row["title"],
            icon=row["icon"],
            topic=row["topic"],
            audiences=tuple(row["audiences"]),
            languages=tuple(row["languages"]),
            lesson_count=row["lesson_count"],
            minutes=row["minutes"],
            finished=min(row["finished_lessons"] or 0, row["lesson_count"]),
            is_completed=row["completed_at"] is not None,
        )
        for row in rows
    )


def _go_on(rows: Sequence[RowMapping]) -> GoOn | None:
    """The course last learned in and not completed: the lesson after its last finished one."""
    open_rows = [row for row in rows if row["last_at"] is not None and row["completed_at"] is None]
    if not open_rows:
        return None
    row = max(open_rows, key=lambda row: row["last_at"])
    keys = [key for key, _title, _minutes in row["outline"]]
    after = keys.index(row["last_lesson"]) + 1 if row["last_lesson"] in keys else 0
    if after == len(keys):
        return GoOn(row["key"], row["title"])
    key, title, _minutes = row["outline"][after]
    return GoOn(row["key"], row["title"], key, title, after + 1)
