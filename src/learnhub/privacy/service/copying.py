"""A copy is one file. It leaves a line in the register, and nothing of what was in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy.orm import Session

from learnhub.privacy.service.register import register


def note_copy(session: Session, *, person_id: int, now: datetime) -> None:
    """Source: docs/rules.md, H63, R-66."""
    register(session, kind="copy", person_id=person_id, now=now, is_done=True)


def pack(themes: Mapping[str, object], html: str) -> bytes:
    """A page for people, and one file a theme for programs."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("learnhub.html", html)
        for theme, tables in themes.items():
            file.writestr(f"{theme}.json", json.dumps(tables, ensure_ascii=False, indent=1, default=str))
    return packed.getvalue()
