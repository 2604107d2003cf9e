"""Which rooms open doors, and what follows from what."""

from learnhub.accounts import routes as accounts
from learnhub.certificates import handlers as on_certificates
from learnhub.certificates import routes as certificates
from learnhub.certificates.rules import Issuer
from learnhub.courses import routes as courses
from learnhub.households import routes as households
from learnhub.kit.db import Database, Reactions, open_database
from learnhub.learning import routes as learning
from learnhub.progress import handlers as on_progress
from learnhub.progress import routes as progress
from learnhub.progress.events import CourseCompleted
from learnhub.quizzes import routes as quizzes
from learnhub.quizzes.events import AttemptGraded
from learnhub.settings import Settings
from learnhub.web import routes as web
from learnhub.web.routing import RoomRouter

# In the order in which an address is looked for: what is asked for most often stands first.
ROUTERS: tuple[RoomRouter, ...] = (
    learning.router,
    quizzes.router,
    progress.router,
    courses.router,
    households.router,
    certificates.router,
    accounts.router,
    web.router,
)

REACTIONS: Reactions = {
    AttemptGraded: [on_progress.record_graded_test],
    CourseCompleted: [on_certificates.issue_when_named],
}


def open_site(settings: Settings) -> Database:
    """The site's database, with everything that follows from its events."""
    issuer = Issuer(settings.operator_name, settings.time_zone)
    return open_database(settings.database, REACTIONS, issuer=issuer)
