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

LOCKS = "households.show_closed_locks"


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
def look_at_lock(request: Request, form: Form, now: Now) -> Response:
    """The member's name is shown only after it was written down who looks."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.look_at_lock(session, helper_id=viewer.learner_id, person_code=form["member"], now=now)
    return see_other(request, "households.show_closed_lock", member=form["member"])


@router.read("/helping/locks/{member}", allow="staff")
def show_closed_lock(request: Request, member: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        helper = viewer.learner_id
        units = helped_units(connection, person_id=helper, now=now)
        page = queries.looked_at_lock(connection, code=member, unit_ids=units, helper_id=helper, now=now)
    return render(request, "households/closed_lock.html", page, viewer=viewer)


@router.write("/helping/locks/{member}/opening", allow="staff")
def open_lock(request: Request, member: str, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.open_for_member(session, helper_id=viewer.learner_id, person_code=member, now=now)
    return see_other(request, LOCKS, saved=1)


@router.write("/helping/locks/{member}/removal", allow="staff")
def take_lock_off(request: Request, member: str, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.take_off_for_member(session, helper_id=viewer.learner_id, person_code=member, now=now)
    return see_other(request, LOCKS, saved="off")
