"""What all doors of stored data share."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import go_on_as
from learnhub.accounts.service import drop_person
from learnhub.privacy import service
from learnhub.web.routing import RoomRouter
from learnhub.web.viewer import Viewer

router = RoomRouter("privacy")

DONE_ON_THE_WAY = 3  # erasures that are due, with each new request: a site without cron erases too


@contextmanager
def registering(request: Request) -> Iterator[Session]:
    """A transaction whose requests are kept apart from the database as well."""
    with service.registering(request.app.state.database) as session:
        yield session


def erase_me(session: Session, viewer: Viewer, now: datetime) -> str | None:
    """Nobody is in front of this phone any more. Returns its new token, None without a home."""
    service.ask_person_erasure(session, person_id=viewer.learner_id, now=now)
    return drop_person(session, session_id=viewer.session_id, household_id=viewer.household_id, now=now)


def go_on(request: Request, viewer: Viewer, token: str | None) -> Response:
    """To where the erasure can be undone; without a home there is no such page."""
    where = "privacy.show_home" if viewer.household_id is not None else "learning.show_landing"
    return go_on_as(request, token, where)
