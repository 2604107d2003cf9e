"""Programmes in force: made row by row, or the shipped one for homes."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnhub.courses.content import ProgrammeSource, read_programmes
from learnhub.courses.models import Programme, ProgrammePart, ProgrammeText, ProgrammeVersion
from learnhub.courses.service import publish_programmes
from learnhub.kit.faults import Faults
from tests.conftest import NOW
from tests.factories.content import CATALOGUE, COURSE
from tests.factories.courses import LANGUAGES

# The id of a course, and keys of its lessons; without any the whole course.
Part = tuple[int, tuple[str, ...]]


def make_programme(
    session: Session, *parts: Part, key: str = "first-steps", audience: str = "household"
) -> Programme:
    """One more in the newest version of the programmes."""
    version_id = session.scalar(select(func.max(ProgrammeVersion.id))) or _add_version(session)
    others = session.query(Programme).filter_by(version_id=version_id).count()
    programme = Programme(version_id=version_id, position=others + 1, key=key, audience=audience)
    session.add(programme)
    session.flush()
    session.add_all(
        ProgrammeText(
            programme_id=programme.id,
            language=language,
            title=f"Programme {key} ({language})",
            summary_html="<p>For everybody who begins.</p>",
        )
        for language in LANGUAGES
    )
    session.add_all(
        ProgrammePart(
            programme_id=programme.id, position=position, course_id=course_id, lessons=list(lessons)
        )
        for position, (course_id, lessons) in enumerate(parts, start=1)
    )
    session.flush()
    return programme


def _add_version(session: Session) -> int:
    version = ProgrammeVersion(number=1, digest="0" * 64, published_at=NOW)
    session.add(version)
    session.flush()
    return version.id


def publish_for_homes(session: Session) -> str:
    """The key of the shipped programme for homes, of which this is what one course teaches."""
    files = {path.name: path.read_bytes() for path in CATALOGUE.glob("programmes.*")}
    first, *_ = read_programmes(files, {}, Faults()) or ()
    publish_programmes(session, programmes=[_of_one_course(first)], files=files, now=NOW)
    return first.key


def _of_one_course(whole: ProgrammeSource) -> ProgrammeSource:
    return replace(
        whole,
        parts=tuple(part for part in whole.parts if part.course == COURSE),
        outcomes=tuple(outcome for outcome in whole.outcomes if outcome.course == COURSE),
    )
