"""Doors of an attempt: one question a page, all of them at once, and handing in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.kit import signing
from learnhub.kit.errors import Unrecognised
from learnhub.kit.ids import uuid7
from learnhub.kit.words import Message
from learnhub.quizzes import queries, service
from learnhub.quizzes.errors import (
    AnswerChangedElsewhere,
    AnswerMissing,
    AttemptClosed,
    BlanksLeft,
)
from learnhub.quizzes.forms import Go, read_attempt_id, read_number, read_question
from learnhub.web.deps import Fields, Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import go_to, render, url_for, wants_fragment
from learnhub.web.viewer import Viewer

router = RoomRouter("quizzes")

TOKEN_HOURS = 24
_CHOOSER, _SIGN_IN = "households.show_chooser", "accounts.show_sign_in"


@dataclass(frozen=True, slots=True)
class AskingPage:
    """A question as it is rendered once. `key` and `token` belong to this form.

    `error` stands beside the fields, `news` above them. A reply is shown when it was asked for.
    """

    question: queries.QuestionPage
    key: UUID
    token: str
    is_replied: bool
    error: Message | None
    news: Message | None
    is_swapped: bool

    @property
    def verdict(self) -> queries.Verdict | None:
        return self.question.verdict if self.is_replied else None

    @property
    def is_withheld(self) -> bool:
        return self.is_replied and self.question.is_test_open


@dataclass(frozen=True, slots=True)
class HandInPage:
    """`asks_again`: questions are blank, and handing in must be confirmed."""

    review: queries.ReviewPage
    key: UUID
    asks_again: bool
    is_swapped: bool


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a form was made for, and on which page that person says who they are."""

    person_id: int
    sign_in: str


@router.read("/attempts/{attempt}/questions/{number}", allow="learner")
def show_question(request: Request, attempt: str, number: str, now: Now) -> Response:
    return _ask(request, attempt, number, now, is_replied="reply" in request.query_params)


@router.write("/attempts/{attempt}/questions/{number}", allow="anybody")
def save_answer(request: Request, attempt: str, number: str, form: Form, now: Now) -> Response:
    """The form's token is enough to save: whoever was signed out meanwhile loses nothing."""
    given = read_question(form)
    if given.is_blank and given.go != "next":
        return go_to(_address_after(request, attempt, read_number(number), given.go))
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            bearer = _bearer(request, attempt, form, viewer, now)
            saved = service.save_answer(
                session,
                attempt_id=read_attempt_id(attempt),
                person_id=bearer.person_id,
                number=read_number(number),
                answer=given.answer,
                seen=given.seen,
                key=given.key,
                now=now,
            )
    except AnswerMissing as refusal:
        return _ask(request, attempt, number, now, error=refusal.said)
    except AnswerChangedElsewhere as refusal:
        return _ask(request, attempt, number, now, news=refusal.said)
    onward = _address_after(request, attempt, read_number(number), given.go, saved)
    if viewer.person_id != bearer.person_id:
        return _leave(request, url_for(request, bearer.sign_in, next=onward, kept=1), status=401)
    return go_to(onward)


@router.read("/attempts/{attempt}/review", allow="learner")
def show_review(request: Request, attempt: str, now: Now) -> Response:
    return _review(request, attempt, now)


@router.write("/attempts/{attempt}/submission", allow="learner")
def submit_attempt(request: Request, attempt: str, form: Form, now: Now) -> Response:
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            service.submit_attempt(
                session,
                attempt_id=read_attempt_id(attempt),
                person_id=viewer.learner_id,
                is_confirmed=form["confirmed"] == "yes",
                now=now,
            )
    except BlanksLeft:
        return _review(request, attempt, now, asks_again=True)
    return _leave(request, url_for(request, "learning.show_result", attempt=attempt))


def _ask(
    request: Request,
    attempt: str,
    number: str,
    now: datetime,
    *,
    is_replied: bool = False,
    error: Message | None = None,
    news: Message | None = None,
) -> Response:
    try:
        with reads(request) as connection:
            viewer = enter(request, connection, now)
            if viewer.is_guest:
                raise Unrecognised(_CHOOSER)
            question = queries.question_page(
                connection,
                attempt_id=read_attempt_id(attempt),
                person_id=viewer.learner_id,
                number=read_number(number),
                language=language_of(request),
            )
    except AttemptClosed:
        return _leave(request, url_for(request, "learning.show_result", attempt=attempt))
    page = AskingPage(
        question=question,
        key=uuid7(now),
        token=_token(request, attempt, viewer, now),
        is_replied=is_replied and bool(question.chosen) and question.kind == "practice",
        error=error,
        news=news,
        is_swapped=wants_fragment(request),
    )
    return render(
        request,
        "quizzes/question.html",
        page,
        viewer=viewer,
        fragment="quizzes/_question.html",
        status=422 if error else 409 if news else 200,
    )


def _review(request: Request, attempt: str, now: datetime, *, asks_again: bool = False) -> Response:
    try:
        with reads(request) as connection:
            viewer = enter(request, connection, now)
            review = queries.review_page(
                connection,
                attempt_id=read_attempt_id(attempt),
                person_id=viewer.learner_id,
                language=language_of(request),
            )
    except AttemptClosed:
        return _leave(request, url_for(request, "learning.show_result", attempt=attempt))
    page = HandInPage(review, uuid7(now), asks_again, wants_fragment(request))
    return render(
        request,
        "quizzes/review.html",
        page,
        viewer=viewer,
        fragment="quizzes/_review.html",
        status=422 if asks_again else 200,
    )


def _address_after(
    request: Request, attempt: str, number: int, go: Go, saved: service.Saved | None = None
) -> str:
    """Practice replies on the same page; after the last question come all of them."""
    place: dict[str, object] = {"attempt": attempt, "number": number}
    match go:
        case "stay":
            pass
        case "previous":
            place["number"] = max(1, number - 1)
        case "next" if saved and saved.kind == "practice":
            place["reply"] = 1
        case "next" if saved and number < saved.total:
            place["number"] = number + 1
        case _:
            return url_for(request, "quizzes.show_review", attempt=attempt)
    return url_for(request, "quizzes.show_question", **place)


def _token(request: Request, attempt: str, viewer: Viewer, now: datetime) -> str:
    """Allows only to save answers of this attempt, for a day."""
    sign_in = _SIGN_IN if viewer.is_staff else _CHOOSER
    subject = f"{attempt}|{viewer.learner_id}|{sign_in}"
    return signing.sign(request.app.state.secret, "answer", subject, now + timedelta(hours=TOKEN_HOURS))


def _bearer(request: Request, attempt: str, form: Fields, viewer: Viewer, now: datetime) -> Bearer:
    """For whom the form was made; without a token for it, whoever is in front of the page."""
    subject = signing.opened(request.app.state.secret, "answer", form["token"], now) or ""
    match subject.split("|"):
        case [attempt_id, person_id, sign_in] if attempt_id == attempt:
            return Bearer(int(person_id), sign_in)
    if viewer.is_guest:
        raise Unrecognised(_CHOOSER)
    return Bearer(viewer.learner_id, _CHOOSER)


def _leave(request: Request, address: str, *, status: int = 204) -> Response:
    """On to another page, as a whole also when htmx asked for a part."""
    if wants_fragment(request):
        return Response(status_code=status, headers={"hx-redirect": address})
    return go_to(address)
