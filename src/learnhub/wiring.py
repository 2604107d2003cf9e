"""Which rooms open doors, and what follows from what."""

from learnhub.accounts import routes as accounts
from learnhub.certificates import handlers as on_certificates
from learnhub.certificates import routes as certificates
from learnhub.courses import routes as courses
from learnhub.households import routes as households
from learnhub.kit.db import Reactions
from learnhub.learning import routes as learning
from learnhub.progress import handlers as on_progress
from learnhub.progress import routes as progress
from learnhub.progress.events import CourseCompleted
from learnhub.quizzes import routes as quizzes
from learnhub.quizzes.events import AttemptGraded
from learnhub.web import routes as web
from learnhub.web.routing import RoomRouter

ROUTERS: tuple[RoomRouter, ...] = (
    web.router,
    accounts.router,
    households.router,
    courses.router,
    learning.router,
    quizzes.router,
    progress.router,
    certificates.router,
)

REACTIONS: Reactions = {
    AttemptGraded: [on_progress.record_graded_test],
    CourseCompleted: [on_certificates.issue_when_named],
}
