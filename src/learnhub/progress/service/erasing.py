"""What somebody learned is erased; that lessons were finished stays, without a name, for the counts."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from learnhub.progress.models import CourseCompletion, Enrolment, LearningEvent, LessonCheck, SharedLesson
from learnhub.progress.service.mending import mend_person


def erase_person(session: Session, *, person_id: int, now: datetime) -> None:
    """Answers, tests and completions go. Of a finished lesson its moment stays, and whether others were
    there, but not who.

    Without those facts the home's count could never again be proved against facts. The summaries are
    written anew from what is left.
    Source: docs/rules.md, H64, L6.
    """
    theirs = LearningEvent.person_id == person_id
    session.execute(delete(LearningEvent).where(theirs, LearningEvent.kind != "lesson_finished"))
    session.execute(update(LearningEvent).where(theirs).values(received_at=LearningEvent.occurred_at))
    facts = session.execute(select(LearningEvent.id, LearningEvent.detail).where(theirs))
    together = LearningEvent.id.in_([fact_id for fact_id, detail in facts if detail])
    session.execute(update(LearningEvent).where(theirs, together).values(detail={"together": True}))
    for model in (CourseCompletion, Enrolment, LessonCheck, SharedLesson):
        session.execute(delete(model).where(model.person_id == person_id))
    session.flush()
    mend_person(session, person_id=person_id, now=now)
