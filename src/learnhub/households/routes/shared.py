"""What all doors of homes share."""

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.rules import onward
from learnhub.households.errors import HomeFull
from learnhub.households.rules import HOME_SIZE
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render
from learnhub.web.viewer import Viewer

router = RoomRouter("households")

CHOOSER = "households.show_chooser"
UNLOCK = "households.show_unlock"
MEMBERS = "households.show_members"
FIRST_PAGE = "learning.show_landing"


def asked_first(request: Request, connection: Connection, person_id: int) -> str:
    """The page on which something waits for whoever opened their lock, empty when nothing does.

    One statement. The page belongs to a room above, so the application says which it is.
    """
    page, waits = request.app.state.asked_first
    return page if waits(connection, person_id=person_id) else ""


def finished_of_home(request: Request, connection: Connection, household_id: int | None) -> dict[int, int]:
    """As asked_first: what people have learned is known in a room above. One statement."""
    finished: dict[int, int] = request.app.state.finished_of_home(connection, household_id=household_id)
    return finished


def home_full(request: Request, viewer: Viewer) -> Response:
    """There is no place for another person."""
    full = HomeFull({"size": HOME_SIZE}).said
    return render(request, "households/full.html", full, viewer=viewer, status=409)


def onward_of(request: Request) -> dict[str, str]:
    return onward(request.query_params.get("next"))
