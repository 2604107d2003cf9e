"""What follows from what."""

import learnhub.tables  # noqa: F401  # a foreign key is understood only when all tables are known
from learnhub.accounts.events import GuestClaimed, GuestForgotten
from learnhub.certificates import handlers as on_certificates
from learnhub.certificates.rules import Issuer
from learnhub.kit.db import Database, Reactions, open_database
from learnhub.progress import handlers as on_progress
from learnhub.progress.events import CourseCompleted
from learnhub.quizzes import handlers as on_quizzes
from learnhub.quizzes.events import AttemptGraded
from learnhub.settings import Settings

REACTIONS: Reactions = {
    AttemptGraded: [on_progress.record_graded_test],
    CourseCompleted: [on_certificates.issue_when_named],
    GuestClaimed: [on_quizzes.take_over_practice, on_progress.take_over_facts],
    GuestForgotten: [on_quizzes.forget_practice, on_progress.forget_facts],
}


def open_site(settings: Settings) -> Database:
    """The site's database, with everything that follows from its events."""
    issuer = Issuer(settings.operator_name, settings.time_zone)
    return open_database(settings.database, REACTIONS, issuer=issuer, register=settings.register)
