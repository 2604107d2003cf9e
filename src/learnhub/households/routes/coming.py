"""Doors of somebody who belongs to no home, and stands in front of a home's phone by their own card."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.households import queries, service
from learnhub.households.errors import HasHome, HomeFull
from learnhub.households.forms import ComingPage, read_coming
from learnhub.households.routes.shared import CHOOSER, MEMBERS, home_full, router
from learnhub.kit.errors import Unrecognised
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer


@router.read("/who/home", allow="learner")
def ask_coming(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.get_home(connection, household_id=_home_of(viewer))
        page = ComingPage(home, queries.find_newcomer(connection, person_id=viewer.learner_id))
    if page.person.household_id == home.id:
        return see_other(request, MEMBERS)
    if page.person.household_id is not None:
        raise HasHome
    return render(request, "households/coming.html", page, viewer=viewer)


@router.write("/who/home", allow="learner")
def come_home(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        connection, who = session.connection(), viewer.learner_id
        home = queries.get_home(connection, household_id=_home_of(viewer))
        page = read_coming(form, ComingPage(home, queries.find_newcomer(connection, person_id=who)))
        if not page.errors:
            try:
                service.come_home(
                    session, household_id=home.id, person_id=who, guardian_code=page.guardian, now=now
                )
            except HomeFull:
                return home_full(request, viewer)
    if page.errors:
        return render(request, "households/coming.html", page, viewer=viewer, status=422)
    return see_other(request, MEMBERS)


def _home_of(viewer: Viewer) -> int:
    """Whoever signed in to help is no newcomer. Raises Unrecognised."""
    if viewer.is_staff:
        raise Unrecognised(CHOOSER)
    return home_of(viewer)
