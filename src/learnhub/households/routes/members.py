"""Doors of a home's members: who they are, who cares for the children, leaving and coming back."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter, home_of
from learnhub.households import queries, service
from learnhub.households.forms import (
    MembersPage,
    OfMember,
    read_care,
    read_consent,
    read_details,
)
from learnhub.households.routes.shared import CHOOSER, MEMBERS, router
from learnhub.kit.ids import uuid7
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other
from learnhub.web.viewer import Viewer

MEMBER = "households.show_member"


@router.read("/household/members", allow="learner")
def show_members(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = _members_page(connection, viewer, now)
    return render(request, "households/members.html", page, viewer=viewer)


@router.read("/household/members/{member}", allow="learner")
def show_member(request: Request, member: str, now: Now) -> Response:
    return _show(request, "households/member.html", member, now)


@router.read("/household/members/{member}/details", allow="learner")
def edit_member(request: Request, member: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = _of_member(connection, viewer, member)
    service.check_may_describe(page.home, page.person, viewer.learner_id)
    person = page.person
    page = replace(page, name=person.name, address_as=person.address_as, avatar=person.avatar)
    return render(request, "households/member_details.html", page, viewer=viewer)


@router.write("/household/members/{member}/details", allow="learner")
def describe_member(request: Request, member: str, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        page = read_details(form, _of_member(session.connection(), viewer, member))
        if not page.errors:
            service.describe_member(
                session,
                household_id=page.home.id,
                person_code=member,
                by_id=viewer.learner_id,
                name=page.name,
                address_as=page.address_as,
                avatar=page.avatar,
            )
    if page.errors:
        return render(request, "households/member_details.html", page, viewer=viewer, status=422)
    return see_other(request, MEMBER, member=member)


@router.read("/household/members/{member}/leaving", allow="learner")
def ask_leaving(request: Request, member: str, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = _of_member(connection, viewer, member)
    service.check_may_end(page.home, page.person, viewer.learner_id)
    return render(request, "households/leaving.html", page, viewer=viewer)


@router.write("/household/members/{member}/leaving", allow="learner")
def leave_home(request: Request, member: str, now: Now) -> Response:
    """Who leaves stands in front of no phone of the home any more."""
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        home = queries.get_home(session.connection(), household_id=home_of(viewer))
        service.leave_home(
            session,
            household_id=home.id,
            person_code=member,
            by_id=viewer.learner_id,
            now=now,
        )
    by = home.find(viewer.person_id)
    return see_other(request, CHOOSER if by is not None and by.code == member else MEMBERS)


@router.write("/household/members/{member}/return", allow="learner")
def take_back(request: Request, member: str, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.take_back(
            session,
            household_id=home_of(viewer),
            person_code=member,
            by_id=viewer.learner_id,
            now=now,
        )
    return see_other(request, MEMBERS)


@router.read("/household/members/{member}/care", allow="learner")
def ask_care(request: Request, member: str, now: Now) -> Response:
    return _show(request, "households/care.html", member, now)


@router.write("/household/members/{member}/care", allow="learner")
def hand_over_children(request: Request, member: str, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        page = read_care(form, _of_member(session.connection(), viewer, member))
        if not page.errors:
            service.hand_over_children(
                session,
                household_id=page.home.id,
                person_code=member,
                by_id=viewer.learner_id,
                guardian_code=page.guardian,
                now=now,
            )
    if page.errors:
        return render(request, "households/care.html", page, viewer=viewer, status=422)
    return see_other(request, MEMBER, member=member)


@router.write("/household/members/{member}/adulthood", allow="learner")
def grow_up(request: Request, member: str, form: Form, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        page = read_consent(form, _of_member(session.connection(), viewer, member))
        if not page.errors:
            service.grow_up(
                session,
                household_id=page.home.id,
                person_code=member,
                by_id=viewer.learner_id,
                now=now,
            )
    if page.errors:
        return render(request, "households/member.html", page, viewer=viewer, status=422)
    return see_other(request, MEMBER, member=member)


def _members_page(connection: Connection, viewer: Viewer, now: datetime) -> MembersPage:
    home = queries.get_home(connection, household_id=home_of(viewer))
    page = MembersPage(home, home.find(viewer.person_id), str(uuid7(now)))
    if not page.is_by_adult:
        return page
    return replace(page, former=queries.list_former(connection, household_id=home.id, now=now))


def _of_member(connection: Connection, viewer: Viewer, code: str) -> OfMember:
    home = queries.get_home(connection, household_id=home_of(viewer))
    return OfMember(home, home.get(code), home.find(viewer.person_id))


def _show(request: Request, template: str, code: str, now: datetime) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = replace(_of_member(connection, viewer, code), key=str(uuid7(now)))
    return render(request, template, page, viewer=viewer)
