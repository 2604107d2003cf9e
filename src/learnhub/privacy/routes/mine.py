"""Doors of the person in front: what is stored of them, their agreement, their copy, their erasure."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.privacy import queries, service
from learnhub.privacy.forms import EraseForm, read_erasure
from learnhub.privacy.routes.shared import DONE_ON_THE_WAY, erase_me, go_on, registering, router
from learnhub.privacy.rules import due_at
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.templating import render, see_other

ERASE_ME = "privacy/erase_me.html"
MINE = "privacy.show_mine"


@router.read("/me/stored", allow="learner")
def show_mine(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        page = queries.mine_page(connection, person_id=viewer.learner_id, now=now)
    return render(request, "privacy/mine.html", page, viewer=viewer)


@router.write("/me/agreement/withdrawal", allow="learner")
def withdraw_agreement(request: Request, form: Form, now: Now) -> Response:
    with registering(request) as session:
        viewer = enter(request, session.connection(), now)
        service.withdraw(session, person_id=viewer.learner_id, purpose=form["purpose"], now=now)
    return see_other(request, MINE)


@router.write("/me/agreement", allow="learner")
def agree_again(request: Request, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        service.agree_again(session, person_id=viewer.learner_id, now=now)
    return see_other(request, MINE)


@router.write("/me/copy", allow="learner", is_slow=True)
def copy_mine(request: Request, now: Now) -> Response:
    """The file is made while it is asked for, in memory, and kept nowhere."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        language = language_of(request)
        copy = queries.get_copy(connection, person_id=viewer.learner_id, language=language, now=now)
    html = request.app.state.pages.render(language, "privacy/copy.html", {"page": copy})
    with registering(request) as session:
        service.note_copy(session, person_id=viewer.learner_id, now=now)
    headers = {"content-disposition": 'attachment; filename="learnhub.zip"', "cache-control": "no-store"}
    return Response(service.pack(copy.themes, html), media_type="application/zip", headers=headers)


@router.read("/me/erasure", allow="learner")
def new_erasure(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        what = queries.erase_me_page(connection, person_id=viewer.learner_id, due_at=due_at("person", now))
    return render(request, ERASE_ME, EraseForm(what), viewer=viewer)


@router.write("/me/erasure", allow="learner")
def erase_mine(request: Request, form: Form, now: Now) -> Response:
    with registering(request) as session:
        viewer = enter(request, session.connection(), now)
        what = queries.erase_me_page(
            session.connection(), person_id=viewer.learner_id, due_at=due_at("person", now)
        )
        page = read_erasure(form, what)
        if not page.errors:
            token = erase_me(session, viewer, now)
            service.erase_due(session, now=now, limit=DONE_ON_THE_WAY)
    if page.errors:
        return render(request, ERASE_ME, page, viewer=viewer, status=422)
    return go_on(request, viewer, token)
