"""Which rooms open doors. Apart from `wiring`, because a command needs none of them."""

from learnhub.accounts import routes as accounts
from learnhub.certificates import routes as certificates
from learnhub.courses import routes as courses
from learnhub.households import routes as households
from learnhub.learning import routes as learning
from learnhub.privacy import routes as privacy
from learnhub.progress import routes as progress
from learnhub.progress.queries import finished_of_home, something_waits
from learnhub.quizzes import routes as quizzes
from learnhub.web import routes as web
from learnhub.web.routing import RoomRouter

# What somebody answers right after their lock, before the page that they wanted: where, and whether.
ASKED_FIRST = ("progress.show_told", something_waits)

# What the chooser says of each person: how many lessons they have finished.
FINISHED_OF_HOME = finished_of_home

# In the order in which an address is looked for: what is asked for most often stands first.
ROUTERS: tuple[RoomRouter, ...] = (
    learning.router,
    quizzes.router,
    progress.router,
    courses.router,
    households.router,
    certificates.router,
    privacy.router,
    accounts.router,
    web.router,
)
