"""What somebody answered is erased."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from learnhub.quizzes.models import Attempt, AttemptQuestion, Response, Score


def erase_person(session: Session, *, person_id: int) -> None:
    """All attempts with their questions, answers and scores. They are locked first: nobody answers meanwhile.

    Source: docs/rules.md, H64.
    """
    theirs = select(Attempt.id).where(Attempt.person_id == person_id)
    session.execute(theirs.with_for_update())
    for model in (Response, Score, AttemptQuestion):
        session.execute(delete(model).where(model.attempt_id.in_(theirs)))
    session.execute(delete(Attempt).where(Attempt.person_id == person_id))
