"""Doors of those who help homes: volunteers and administrators, in their own units."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.accounts.queries import helped_units
from learnhub.households import queries, service
from learnhub.households.routes.shared import router
from learnhub.kit.errors import Forbidden
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other


@router.read("/helping/locks", allow="staff")
def show_closed_locks(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        units = helped_units(connection, person_id=viewer.learner_id, now=now)
        if not units:
            raise Forbidden
        page = queries.closed_locks(connection, unit_ids=units, now=now)
    return render(request, "households/closed_locks.html", page, viewer=viewer)


@router.write("/helping/locks", allow="staff")
def open_lock(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.open_for_member(session, helper_id=viewer.learner_id, person_code=form["person_id"], now=now)
    return see_other(request, "households.show_closed_locks", saved=1)


@router.write("/helping/locks/removal", allow="staff")
def take_lock_off(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.take_off_for_member(
            session, helper_id=viewer.learner_id, person_code=form["person_id"], now=now
        )
    return see_other(request, "households.show_closed_locks", saved="off")
