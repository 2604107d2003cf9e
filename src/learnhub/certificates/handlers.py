"""What follows for certificates when a course was completed."""

from sqlalchemy.orm import Session

from learnhub.certificates import queries, service
from learnhub.progress.events import CourseCompleted


def issue_when_named(session: Session, event: CourseCompleted) -> None:
    """Who gave a name to print before need not ask again.

    `session.info["issuer"]` says who issues. A session that does not know it, that of a command,
    leaves the certificate to the holder's button.
    """
    issuer = session.info.get("issuer")
    if issuer is None:
        return
    person_id, course_id = event.person_id, event.course_id
    earned = queries.get_earned(session.connection(), person_id=person_id, course_id=course_id)
    if earned.print_name is not None:
        service.issue(
            session,
            person_id=person_id,
            course_id=course_id,
            issuer=issuer,
            now=event.completed_at,
        )
