"""What happens between the moment at which a form is shown and the one at which it is sent.

Named in screens.toml. What would be in the way of other screens ends when the answer is there.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import delete, select

from learnhub.accounts import service as accounts
from learnhub.accounts.models import Guest, WrongCodes
from learnhub.accounts.rules import WRONG_CODES, hour_of
from learnhub.kit.db import transaction
from learnhub.web.deps import system_clock
from tests.browser.making import Maker
from tests.browser.ward import Ward

Facts = Mapping[str, str]
Happening = Callable[[Ward, Facts], AbstractContextManager[None]]


@contextmanager
def _nothing(ward: Ward, facts: Facts) -> Iterator[None]:
    yield


def _codes_closed(kind: str) -> Happening:
    """So many codes of this kind were wrong that none is looked at (docs/rules.md, H25)."""

    @contextmanager
    def closed(ward: Ward, facts: Facts) -> Iterator[None]:
        of_kind = delete(WrongCodes).where(WrongCodes.kind == kind)
        with transaction(ward.database) as session:
            session.execute(of_kind)
            session.add(WrongCodes(kind=kind, hour=hour_of(system_clock()), count=WRONG_CODES))
        try:
            yield
        finally:
            with transaction(ward.database) as session:
                session.execute(of_kind)

    return closed


@contextmanager
def _claimed(ward: Ward, facts: Facts) -> Iterator[None]:
    """Somebody of another home adds what the guest learned."""
    with transaction(ward.database) as session:
        guest_id = session.scalars(select(Guest.id).where(Guest.person_id == int(facts["guest"]))).one()
        _, person_id = ward.add_home(session, "Chị Mỵ")
        accounts.claim_guest(session, guest_id=guest_id, person_id=person_id, now=system_clock())
    yield


@contextmanager
def _child_comes(ward: Ward, facts: Facts) -> Iterator[None]:
    """The person in front cares for a child from now on."""
    with transaction(ward.database) as session:
        Maker(session, ward, system_clock()).child(int(facts["home"]), int(facts["person"]))
    yield


HAPPENINGS: Mapping[str, Happening] = {
    "": _nothing,
    "home-codes-closed": _codes_closed("home"),
    "moving-codes-closed": _codes_closed("moving"),
    "claim-codes-closed": _codes_closed("claim"),
    "claimed": _claimed,
    "child-comes": _child_comes,
}
