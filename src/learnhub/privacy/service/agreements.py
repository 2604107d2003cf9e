"""Taking an agreement back is one press, and so is giving it again."""

from datetime import datetime

from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.rules import LEARNING_RECORD
from learnhub.households.queries import guardian_of
from learnhub.households.rules import CHILD_TEXT_VERSION, TEXT_VERSION
from learnhub.privacy import rules
from learnhub.privacy.service.register import register


def withdraw(session: Session, *, person_id: int, purpose: str, now: datetime) -> None:
    """From this transaction on nothing more is kept for the purpose. Unknown purposes change nothing.

    Source: docs/rules.md, H61, R-66.
    """
    if purpose not in rules.PURPOSES:
        return
    if accounts.withdraw_consent(session, person_id=person_id, purpose=purpose, now=now):
        register(session, kind="withdrawal", person_id=person_id, now=now, is_done=True)


def agree_again(session: Session, *, person_id: int, now: datetime) -> None:
    """To the learning record, by the sentence that stands beside the button today.

    For a child it is whoever cares for them that agrees.
    Source: docs/rules.md, H40, H61.
    Raises AdultNeeded: nobody cares for this child.
    """
    guardian_id = guardian_of(session.connection(), person_id=person_id)
    accounts.give_consent(
        session,
        person_id=person_id,
        purpose=LEARNING_RECORD,
        text_version=TEXT_VERSION if guardian_id is None else CHILD_TEXT_VERSION,
        now=now,
        given_by_id=guardian_id,
    )
