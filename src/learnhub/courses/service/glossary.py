"""The glossary of all courses becomes an immutable version."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.courses import models
from learnhub.courses.content import Glossary
from learnhub.courses.service.files import digest_of_files, keep_blobs


def publish_glossary(
    session: Session, *, glossary: Glossary, files: Mapping[str, bytes], now: datetime
) -> bool:
    """Store the glossary as a new version; False when it had not changed."""
    digest = digest_of_files(files)
    latest = session.scalars(
        select(models.GlossaryVersion).order_by(models.GlossaryVersion.number.desc()).limit(1)
    ).one_or_none()
    if latest is not None and latest.digest == digest:
        return False
    version = models.GlossaryVersion(
        number=latest.number + 1 if latest else 1, digest=digest, published_at=now
    )
    session.add(version)
    session.flush()
    for language, terms in glossary.texts.items():
        session.add_all(
            models.GlossaryText(
                version_id=version.id,
                key=term.key,
                language=language,
                term=term.title,
                definition_html=term.html,
            )
            for term in terms.values()
        )
    blobs = keep_blobs(session, files)
    session.add_all(
        models.GlossaryFile(version_id=version.id, path=path, digest=blobs[path]) for path in files
    )
    session.flush()
    return True
