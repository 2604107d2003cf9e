"""Which rooms open doors, and what follows from what."""

from learnhub.accounts import routes as accounts
from learnhub.certificates import routes as certificates
from learnhub.households import routes as households
from learnhub.kit.db import Reactions
from learnhub.learning import routes as learning
from learnhub.progress import routes as progress
from learnhub.quizzes import routes as quizzes
from learnhub.web import routes as web
from learnhub.web.routing import RoomRouter

ROUTERS: tuple[RoomRouter, ...] = (
    web.router,
    accounts.router,
    households.router,
    learning.router,
    quizzes.router,
    progress.router,
    certificates.router,
)

REACTIONS: Reactions = {}
