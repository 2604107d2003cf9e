from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from learnhub.kit.db import Base
from learnhub.privacy.rules.register import RequestKind

OPEN = " AND undone_at IS NULL AND done_at IS NULL"
OPEN_PERSON = text("kind = 'person'" + OPEN)
OPEN_HOME = text("kind = 'home'" + OPEN)


class PrivacyRequest(Base):
    """Somebody asked for what the law gives them.

    `kind` is "copy", "withdrawal", "person" (erase the person) or "home" (erase the home). `person_id` is
    whom it is about, and for a home who asked. An erasure is due after the days of undo.
    """

    __tablename__ = "privacy_requests"
    __table_args__ = (
        CheckConstraint("kind in ('copy', 'withdrawal', 'person', 'home')", "kind"),
        Index(
            "uq_privacy_requests_open_person",
            "person_id",
            unique=True,
            sqlite_where=OPEN_PERSON,
            postgresql_where=OPEN_PERSON,
        ),
        Index(
            "uq_privacy_requests_open_home",
            "household_id",
            unique=True,
            sqlite_where=OPEN_HOME,
            postgresql_where=OPEN_HOME,
        ),
        Index("ix_privacy_requests_due", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[RequestKind] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


# Neither taken back nor done.
IS_WAITING: ColumnElement[bool] = and_(PrivacyRequest.undone_at.is_(None), PrivacyRequest.done_at.is_(None))
