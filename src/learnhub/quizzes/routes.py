"""Doors of an attempt: one question a page, all of them at once, and handing in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts.guards import enter
from learnhub.kit.errors import Refusal, Unrecognised
from learnhub.kit.ids import uuid7
from learnhub.kit.words import Message
from learnhub.quizzes import queries, service
from learnhub.quizzes.errors import AnswerChangedElsewhere, AnswerMissing, AttemptClosed, BlanksLeft
from learnhub.quizzes.forms import Go, read_attempt_id, read_number, read_question
from learnhub.quizzes.guards import CHOOSER, bearer_of, form_token
from learnhub.web.deps import Form, Now, reads, transaction
from learnhub.web.languages import language_of
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import go_to, render, url_for, wants_fragment
from learnhub.web.viewer import Viewer

router = RoomRouter("quizzes")


@dataclass(frozen=True, slots=True)
class AskingPage:
    """A question as it is rendered once: `key` and `token` belong to this form.

    `refusal` is why the answer that was just sent is not saved.
    """

    question: queries.QuestionPage
    key: UUID
    token: str
    refusal: Refusal | None
    asks_for_reply: bool
    is_swapped: bool

    @property
    def error(self) -> Message | None:
        """Stands beside the fields."""
        return self.refusal.said if isinstance(self.refusal, AnswerMissing) else None

    @property
    def news(self) -> Message | None:
        """Stands above the question."""
        return self.refusal.said if isinstance(self.refusal, AnswerChangedElsewhere) else None

    @property
    def is_replied(self) -> bool:
        """Only practice replies, and only to an answer."""
        return self.asks_for_reply and bool(self.question.chosen) and self.question.kind == "practice"

    @property
    def verdict(self) -> queries.Verdict | None:
        return self.question.verdict if self.is_replied else None

    @property
    def is_withheld(self) -> bool:
        return self.is_replied and self.question.is_test_open


@dataclass(frozen=True, slots=True)
class HandInPage:
    """`asks_again`: questions are blank, so handing in must be confirmed."""

    review: queries.ReviewPage
    key: UUID
    asks_again: bool
    is_swapped: bool


@router.read("/attempts/{attempt}/questions/{number}", allow="record")
def show_question(request: Request, attempt: str, number: str, now: Now) -> Response:
    return _ask(request, attempt, number, now)


@router.write("/attempts/{attempt}/questions/{number}", allow="anybody")
def save_answer(request: Request, attempt: str, number: str, form: Form, now: Now) -> Response:
    """The form's token is enough to save: whoever was signed out meanwhile loses nothing.

    Source: docs/rules.md, Q9.
    """
    given = read_question(form)
    if given.is_blank and given.go != "next":
        return go_to(_address_after(request, attempt, number, given.go))
    try:
        with transaction(request) as session:
            viewer = enter(request, session.connection(), now)
            bearer = bearer_of(request, attempt, form, viewer, now)
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
    except (AnswerMissing, AnswerChangedElsewhere) as refusal:
        return _ask(request, attempt, number, now, refusal)
    onward = _address_after(request, attempt, number, given.go, saved)
    if viewer.learns_as != bearer.person_id:
        return _leave(request, url_for(request, bearer.sign_in, next=onward, kept=1), status=401)
    return go_to(onward)


@router.read("/attempts/{attempt}/review", allow="record")
def show_review(request: Request, attempt: str, now: Now) -> Response:
    return _review(request, attempt, now)


@router.write("/attempts/{attempt}/submission", allow="record")
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
    request: Request, attempt: str, number: str, now: datetime, refusal: Refusal | None = None
) -> Response:
    """The question, or the result when it is asked no more."""
    try:
        viewer, question = _read_question(request, attempt, number, now)
    except AttemptClosed:
        return _leave(request, url_for(request, "learning.show_result", attempt=attempt))
    page = AskingPage(
        question=question,
        key=uuid7(now),
        token=form_token(request, attempt, viewer, now),
        refusal=refusal,
        asks_for_reply="reply" in request.query_params,
        is_swapped=wants_fragment(request),
    )
    status = 422 if page.error else 409 if page.news else 200
    fragment = "quizzes/_question.html"
    return render(request, "quizzes/question.html", page, viewer=viewer, fragment=fragment, status=status)


def _read_question(
    request: Request, attempt: str, number: str, now: datetime
) -> tuple[Viewer, queries.QuestionPage]:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        if viewer.learns_as is None:  # the door for saving is open to anybody
            raise Unrecognised(CHOOSER)
        return viewer, queries.question_page(
            connection,
            attempt_id=read_attempt_id(attempt),
            person_id=viewer.learner_id,
            number=read_number(number),
            language=language_of(request),
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
    status = 422 if asks_again else 200
    fragment = "quizzes/_review.html"
    return render(request, "quizzes/review.html", page, viewer=viewer, fragment=fragment, status=status)


def _address_after(
    request: Request, attempt: str, number: str, go: Go, saved: service.Saved | None = None
) -> str:
    """Practice replies on the same page; after the last question come all of them."""
    here = read_number(number)
    place: dict[str, object] = {"attempt": attempt, "number": here}
    match go:
        case "stay":
            pass
        case "previous":
            place["number"] = max(1, here - 1)
        case "next" if saved and saved.kind == "practice":
            place["reply"] = 1
        case "next" if saved and here < saved.total:
            place["number"] = here + 1
        case _:
            return url_for(request, "quizzes.show_review", attempt=attempt)
    return url_for(request, "quizzes.show_question", **place)


def _leave(request: Request, address: str, *, status: int = 204) -> Response:
    """On to another page, as a whole also when htmx asked for a part."""
    if wants_fragment(request):
        return Response(status_code=status, headers={"hx-redirect": address})
    return go_to(address)
