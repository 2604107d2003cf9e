"""Who may save an answer: whoever holds a form that was made for them, also without a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request

from learnhub.kit import signing
from learnhub.kit.errors import Unrecognised
from learnhub.web.deps import Fields
from learnhub.web.viewer import Viewer

CHOOSER, SIGN_IN = "households.show_chooser", "accounts.show_sign_in"
TOKEN_LIFE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Bearer:
    """For whom a form was made, and on which page that person says who they are."""

    person_id: int
    sign_in: str


def form_token(request: Request, attempt: str, viewer: Viewer, now: datetime) -> str:
    """Allows this person to save answers of this attempt for a day, and nothing else."""
    subject = f"{attempt}|{viewer.learner_id}|{SIGN_IN if viewer.is_staff else CHOOSER}"
    return signing.sign(request.app.state.secret, "answer", subject, now + TOKEN_LIFE)


def bearer_of(request: Request, attempt: str, form: Fields, viewer: Viewer, now: datetime) -> Bearer:
    """The person whose form this is; without a valid token, the one in front of the page.

    Raises Unrecognised: neither a token nor a session says who it is.
    """
    subject = signing.opened(request.app.state.secret, "answer", form["token"], now) or ""
    match subject.split("|"):
        case [attempt_id, person_id, sign_in] if attempt_id == attempt:
            return Bearer(int(person_id), sign_in)
    if viewer.learns_as is None:
        raise Unrecognised(CHOOSER)
    return Bearer(viewer.learner_id, CHOOSER)
