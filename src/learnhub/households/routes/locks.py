"""Doors of one's own lock."""

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.accounts.queries import find_lock
from learnhub.accounts.service import locks
from learnhub.households.forms import PicturesPage, PinPage, read_pictures, read_pin
from learnhub.households.routes.shared import router
from learnhub.kit.errors import Conflict
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.templating import render, see_other

MY_LOCK = "households.show_my_lock"


@router.read("/me/lock", allow="learner")
def show_my_lock(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        lock = find_lock(connection, person_id=viewer.learner_id)
    return render(request, "households/my_lock.html", lock, viewer=viewer)


@router.read("/me/lock/pictures", allow="learner")
def choose_pictures(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, "households/lock_pictures.html", PicturesPage(), viewer=viewer)


@router.write("/me/lock/pictures", allow="learner", is_slow=True)
def set_pictures(request: Request, form: Form, now: Now) -> Response:
    """Picked one by one, shown once more in their order, then kept."""
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    page = read_pictures(form, viewer.session_id)
    if page.is_confirmed:
        return _set_lock(request, "pictures", " ".join(page.picked), now)
    status = 422 if page.error else 200
    return render(request, "households/lock_pictures.html", page, viewer=viewer, status=status)


@router.read("/me/lock/pin", allow="learner")
def choose_pin(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, "households/lock_pin.html", PinPage(), viewer=viewer)


@router.write("/me/lock/pin", allow="learner", is_slow=True)
def set_pin(request: Request, form: Form, now: Now) -> Response:
    page = read_pin(form)
    if page.error is None:
        return _set_lock(request, "pin", page.pin, now)
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, "households/lock_pin.html", page, viewer=viewer, status=422)


@router.write("/me/lock/removal", allow="learner")
def remove_lock(request: Request, now: Now) -> Response:
    with transaction(request) as session:
        viewer = enter(request, session.connection(), now)
        locks.remove_lock(session, person_id=viewer.learner_id)
    return see_other(request, MY_LOCK, saved=1)


def _set_lock(request: Request, kind: str, secret: str, now: Now) -> Response:
    """Asked who it is before the slow hash, and again when it is kept: meanwhile it may be somebody else."""
    with reads(request) as connection:
        person_id = enter(request, connection, now).learner_id
    key = request.app.state.secret
    hashed = locks.hash_secret(person_id=person_id, kind=kind, secret=secret, key=key)
    with transaction(request) as session:
        if enter(request, session.connection(), now).learner_id != person_id:
            raise Conflict
        locks.set_lock(session, person_id=person_id, kind=kind, secret_hash=hashed, now=now)
    return see_other(request, MY_LOCK, saved=1)
