"""Typed codes that nobody has: counted by the kind of code for the whole site, so that nobody can guess."""

from datetime import datetime
from typing import Any, Literal

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learnhub.accounts.models import WrongCodes
from learnhub.accounts.rules import CODE_HOUR, WRONG_CODES, hour_of
from learnhub.kit.locks import hold
from learnhub.kit.upsert import insert_or_change

log = structlog.get_logger("learnhub.accounts")

ALARM = "codes are being guessed"  # docs/operations.md says what to do
CodeKind = Literal["claim", "home", "moving"]


def codes_open_at(session: Session, kind: CodeKind, *, now: datetime) -> datetime | None:
    """When codes of this kind are looked at again. None: now.

    Whoever else types one waits until this transaction ends, so that parallel guesses get no more.
    Source: docs/rules.md, H25.
    """
    hold(session, f"codes: {kind}")
    hour = hour_of(now)
    count = session.scalar(select(WrongCodes.count).where(WrongCodes.kind == kind, WrongCodes.hour == hour))
    return hour + CODE_HOUR if (count or 0) >= WRONG_CODES else None


def count_wrong_code(session: Session, kind: CodeKind, *, now: datetime) -> None:
    """One more that nobody has. The one that closes the hour is an alarm in the log."""
    hour = hour_of(now)
    session.execute(delete(WrongCodes).where(WrongCodes.hour < hour))
    insert_or_change(session, WrongCodes, _one_more, kind=kind, hour=hour, count=1)
    count = session.scalar(select(WrongCodes.count).where(WrongCodes.kind == kind, WrongCodes.hour == hour))
    if count == WRONG_CODES:
        log.error(ALARM, kind=kind)


def _one_more(new: Any) -> dict[str, Any]:
    return {"count": WrongCodes.count + new.count}
