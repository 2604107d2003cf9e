"""Pages that exist in a demonstration only: who can be whom, and every piece of the site's look."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from starlette.requests import Request
from starlette.responses import Response

from learnhub.accounts import service as accounts
from learnhub.accounts.guards import enter, keep_session
from learnhub.demo import ward
from learnhub.households.models import Household, HouseholdCard
from learnhub.households.queries import card_address
from learnhub.kit.errors import NotFound
from learnhub.web.deps import Now, reads, transaction
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import render, see_other

router = RoomRouter("demo")

_HOMES = (
    select(Household.code, Household.nickname, HouseholdCard.id)
    .select_from(Household)
    .outerjoin(
        HouseholdCard,
        and_(HouseholdCard.household_id == Household.id, HouseholdCard.ended_at.is_(None)),
    )
    .order_by(Household.id)
)
_HOME = select(Household.id).where(Household.code == bindparam("code"))


@dataclass(frozen=True, slots=True)
class DemoHome:
    """`card` is the address on the home's card; empty where there is none."""

    code: str
    nickname: str
    card: str


@dataclass(frozen=True, slots=True)
class DemoPage:
    homes: tuple[DemoHome, ...]
    accounts: tuple[ward.DemoAccount, ...] = ward.ACCOUNTS
    password: str = ward.PASSWORD


@router.read("/demo", allow="anybody")
def show_people(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
        homes = tuple(
            DemoHome(code, nickname, _address(request, card) if card else "")
            for code, nickname, card in connection.execute(_HOMES)
        )
    return render(request, "demo/people.html", DemoPage(homes), viewer=viewer)


@router.read("/styleguide", allow="anybody")
def show_pieces(request: Request, now: Now) -> Response:
    with reads(request) as connection:
        viewer = enter(request, connection, now)
    return render(request, "ui/showcase.html", None, viewer=viewer)


@router.write("/demo/homes/{code}", allow="anybody")
def take_phone(request: Request, code: str, now: Now) -> Response:
    """This browser becomes the phone of that home, as its card would make it."""
    with transaction(request) as session:
        connection = session.connection()
        viewer = enter(request, connection, now)
        household_id = connection.execute(_HOME, {"code": code}).scalar_one_or_none()
        if household_id is None:
            raise NotFound
        token = accounts.open_session(
            session,
            household_id=household_id,
            person_id=None,
            account_id=None,
            now=now,
            replaces=viewer.session_id,
        )
    response = see_other(request, "households.show_chooser")
    keep_session(request, response, token)
    return response


def _address(request: Request, card: UUID) -> str:
    state = request.app.state
    return card_address(card, secret=state.secret, base_url=state.settings.base_url)
