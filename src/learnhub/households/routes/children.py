"""Doors by which an adult adds a child to the home."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.households import queries, service
from learnhub.households.errors import HomeFull
from learnhub.households.forms import ChildPage, MemberPage, read_child
from learnhub.households.routes.shared import CHOOSER, home_full, onward_of, router
from learnhub.households.rules import HOME_SIZE
from learnhub.kit.ids import uuid7
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other


@router.read("/who/new/child", allow="phone")
def new_child(request: Request, now: Now) -> Response:
    """The adult in front of the phone is chosen already."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.get_home(connection, household_id=home_of(viewer))
    if home.size >= HOME_SIZE:
        return home_full(request, viewer)
    by = home.find(viewer.person_id)
    child = MemberPage(onward_of(request), str(uuid7(now)))
    page = ChildPage(home, child, by.code if by and not by.is_child else "")
    return render(request, "households/new_child.html", page, viewer=viewer)


@router.write("/who/new/child", allow="phone")
def add_child(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home = queries.get_home(session.connection(), household_id=home_of(viewer))
        page = read_child(form, home, onward_of(request))
        if not page.errors:
            try:
                service.add_child(
                    session,
                    household_id=home.id,
                    member=page.child.member,
                    guardian_code=page.guardian,
                    now=now,
                )
            except HomeFull:
                return home_full(request, viewer)
    if page.errors:
        return render(request, "households/new_child.html", page, viewer=viewer, status=422)
    return see_other(request, CHOOSER, **page.child.onward)
