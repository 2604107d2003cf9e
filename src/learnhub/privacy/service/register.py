"""Every request stands in the register."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.kit.ids import new_token
from learnhub.kit.upsert import insert_new
from learnhub.privacy import rules
from learnhub.privacy.models import PrivacyRequest
from learnhub.privacy.rules.register import RequestKind


def register(
    session: Session,
    *,
    kind: RequestKind,
    person_id: int,
    now: datetime,
    household_id: int | None = None,
    is_done: bool = False,
) -> bool:
    """False when the same erasure waits already."""
    return insert_new(
        session,
        PrivacyRequest,
        code=new_token(),
        kind=kind,
        person_id=person_id,
        household_id=household_id,
        asked_at=now,
        due_at=rules.due_at(kind, now),
        undone_at=None,
        done_at=now if is_done else None,
    )
