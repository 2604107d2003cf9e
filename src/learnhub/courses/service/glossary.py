"""The glossary of all courses becomes an immutable version."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.courses import models
from learnhub.courses.content import Glossary
from learnhub.courses.service.files import keep_files, open_version


def publish_glossary(
    session: Session, *, glossary: Glossary, files: Mapping[str, bytes], now: datetime
) -> bool:
    """Store the glossary as a new version; False when it had not changed."""
    version, is_new = open_version(session, models.GlossaryVersion, files, now)
    if not is_new:
        return False
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
    keep_files(session, models.GlossaryFile, version.id, files)
    return True
