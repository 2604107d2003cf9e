"""The programmes of a content folder become an immutable version."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses import models
from learnhub.courses.content import ProgrammeSource
from learnhub.courses.service.files import Beside, keep_files, open_version


def publish_programmes(
    session: Session, *, programmes: Sequence[ProgrammeSource], files: Mapping[str, bytes], now: datetime
) -> Beside:
    """Store all programmes as a new version; write nothing when they equal those in force.

    The courses that they name are published before.
    Source: docs/rules.md, P1 (immutable versions), P2 (unchanged writes nothing).
    """
    version, is_new = open_version(session, models.ProgrammeVersion, files, now)
    if not is_new:
        return Beside(version.number, is_new=False)
    course_ids = _course_ids(session)
    for position, programme in enumerate(programmes, start=1):
        _add_programme(session, version.id, position, programme, course_ids)
    keep_files(session, models.ProgrammeFile, version.id, files)
    return Beside(version.number, is_new=True)


def _course_ids(session: Session) -> dict[str, int]:
    return {row.key: row.id for row in session.execute(select(models.Course.key, models.Course.id))}


def _add_programme(
    session: Session,
    version_id: int,
    position: int,
    programme: ProgrammeSource,
    course_ids: Mapping[str, int],
) -> None:
    row = models.Programme(
        version_id=version_id, position=position, key=programme.key, audience=programme.audience
    )
    session.add(row)
    session.flush()
    session.add_all(
        models.ProgrammeText(
            programme_id=row.id, language=language, title=text.title, summary_html=text.summary_html
        )
        for language, text in programme.texts.items()
    )
    session.add_all(
        models.ProgrammePart(
            programme_id=row.id,
            position=place,
            course_id=course_ids[part.course],
            lessons=list(part.lessons),
        )
        for place, part in enumerate(programme.parts, start=1)
    )
    session.add_all(
        models.ProgrammeOutcome(
            programme_id=row.id,
            position=place,
            key=outcome.key,
            who=outcome.who,
            course_id=course_ids[outcome.course],
            lessons=list(outcome.lessons),
            texts=_texts_of(programme, outcome.key),
        )
        for place, outcome in enumerate(programme.outcomes, start=1)
    )


def _texts_of(programme: ProgrammeSource, outcome: str) -> dict[str, dict[str, str]]:
    found = ((language, text.outcomes[outcome]) for language, text in programme.texts.items())
    return {language: {"reached": text.reached, "not_yet": text.not_yet} for language, text in found}
