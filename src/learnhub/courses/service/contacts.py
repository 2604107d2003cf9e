"""The contact card of a content folder becomes an immutable version."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.courses import models
from learnhub.courses.content import ContactCard
from learnhub.courses.service.files import Beside, keep_files, open_version


def publish_contacts(
    session: Session, *, card: ContactCard, files: Mapping[str, bytes], now: datetime
) -> Beside:
    """Store the card as a new version, in every language; write nothing when nothing changed.

    Source: docs/rules.md, P1 (immutable versions), P2 (unchanged writes nothing).
    """
    version, is_new = open_version(session, models.ContactVersion, files, now)
    if not is_new:
        return Beside(version.number, is_new=False)
    session.add_all(
        models.ContactText(
            version_id=version.id,
            language=language,
            title=text.title,
            intro_html=f"<p>{text.intro.html}</p>",
            contacts=[
                asdict(contact)
                | {"name": text.lines[contact.key].name, "when_html": text.lines[contact.key].when_html}
                for contact in card.contacts
            ],
        )
        for language, text in card.texts.items()
    )
    keep_files(session, models.ContactFile, version.id, files)
    return Beside(version.number, is_new=True)
