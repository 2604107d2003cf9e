"""Doors of what a home is called, what it wants to reach together, and what each member lets it see."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.households import queries, rules, service
from learnhub.households.forms import GoalPage, home_details, read_goal, read_home_details
from learnhub.households.routes.shared import router
from learnhub.units.queries import list_units
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other

HOME = "learning.show_household"


@router.read("/household/details", allow="learner")
def edit_home(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        home = queries.get_home(connection, household_id=home_of(viewer))
        home.adult(viewer.learner_id)
        wards = list_units(connection, kind="commune")
        page = home_details(wards, queries.get_details(connection, household_id=home.id))
    return render(request, "households/home_details.html", page, viewer=viewer)


@router.write("/household/details", allow="learner")
def describe_home(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home_id = home_of(viewer)
        page = read_home_details(form, list_units(session.connection(), kind="commune"))
        if not page.errors:
            service.describe_home(
                session,
                household_id=home_id,
                by_id=viewer.learner_id,
                nickname=page.nickname,
                unit_id=page.unit_id,
                phone=page.phone,
            )
    if page.errors:
        return render(request, "households/home_details.html", page, viewer=viewer, status=422)
    return see_other(request, HOME)


@router.read("/household/goal", allow="phone")
def show_goal(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        goal = queries.find_goal(connection, household_id=home_of(viewer))
    return render(request, "households/goal.html", GoalPage(str(goal or "none")), viewer=viewer)


@router.write("/household/goal", allow="phone")
def set_goal(request: Request, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home, page = home_of(viewer), read_goal(form)
        if not page.errors:
            service.set_goal(session, household_id=home, lessons=rules.goal(page.chosen))
    if page.errors:
        return render(request, "households/goal.html", page, viewer=viewer, status=422)
    return see_other(request, HOME)


@router.write("/household/invitation", allow="phone")
def close_invitation(request: Request, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.close_invitation(session, household_id=home_of(viewer), now=now)
    return see_other(request, HOME)


@router.write("/me/shown", allow="learner")
def choose_shown(request: Request, form: Form, now: Now) -> Response:
    """A box that is not ticked is not sent: then nothing of it is shown."""
    chosen = form.all("shown")
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.choose_shown(
            session,
            person_id=viewer.learner_id,
            lessons="lessons" in chosen,
            certificates="certificates" in chosen,
        )
    return see_other(request, "learning.show_my_learning", saved=1)
