"""A phone asks to join by the home's code; the home or a helper answers; then the phone goes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from learnhub.accounts import service as accounts
from learnhub.accounts.queries import find_session
from learnhub.households import rules
from learnhub.households.errors import AnswerMissing, AskedTooOften, AskNotFound, CodesClosed
from learnhub.households.models import Household, HouseholdCard, JoinRequest
from learnhub.households.queries import find_asked
from learnhub.households.service.looks import note_look
from learnhub.kit.ids import new_number, uuid7
from learnhub.kit.upsert import rows_changed

DECISIONS = {"yes": "let_in", "no": "refused"}


@dataclass(frozen=True, slots=True)
class Asked:
    """`token` is a new session, for a phone that had none by which it could be known again."""

    ask: str
    token: str | None


def ask_to_join(
    session: Session, *, code: str, phone: str, session_id: int | None, now: datetime
) -> Asked | None:
    """Ask the home of this code to let the phone in; nothing is said of the home.

    The same phone asks a home once. None: no home has this code, and that was counted.
    Source: docs/rules.md, H24 (a code only asks), H25 (a ceiling for the whole site).
    Raises CodesClosed, AskedTooOften.
    """
    opens_at = accounts.codes_open_at(session, "home", now=now)
    if opens_at is not None:
        raise CodesClosed(int((opens_at - now).total_seconds()) + 1)
    home = session.scalars(
        select(HouseholdCard.household_id).where(HouseholdCard.code == code, HouseholdCard.ended_at.is_(None))
    ).one_or_none()
    if home is None:
        accounts.count_wrong_code(session, "home", now=now)
        return None
    waiting = _waiting(session, home, now)
    same = [ask for ask in waiting if phone and ask.phone == phone]
    if same:
        return Asked(str(same[0].id), None)
    if len(waiting) >= rules.ASK_MOST:
        raise AskedTooOften({"most": rules.ASK_MOST})
    token = None if phone else _name_phone(session, session_id, now)
    asking = phone or _phone_of(session, token, now)
    return Asked(_add_request(session, home, asking, {ask.number for ask in waiting}, now), token)


def answer_request(
    session: Session,
    *,
    ask: str,
    household_id: int | None,
    answer: str,
    person_id: int | None,
    now: datetime,
    is_helper: bool = False,
) -> None:
    """A yes or a no, from a phone of the home or a helper of its unit. The first one counts.

    `is_helper`: somebody who helps the home, which then can read that they let a phone in.
    Source: docs/rules.md, H6, H24.
    Raises AnswerMissing; AskNotFound: another home's, answered otherwise, or too old.
    """
    if answer not in DECISIONS:
        raise AnswerMissing
    of_home = (JoinRequest.id == rules.ask_id(ask), JoinRequest.household_id == household_id)
    open_one = update(JoinRequest).where(
        *of_home, JoinRequest.decided_at.is_(None), JoinRequest.asked_at > now - rules.ASK_LIFE
    )
    decided = {"decision": DECISIONS[answer], "decided_at": now, "decided_by": person_id}
    if rows_changed(session, open_one.values(decided)) == 1:
        if is_helper and household_id and person_id and answer == "yes":
            note_look(session, household_id=household_id, person_id=person_id, what="phone", now=now)
        return
    if session.scalars(select(JoinRequest.decision).where(*of_home)).one_or_none() != DECISIONS[answer]:
        raise AskNotFound


def enter_home(session: Session, *, ask: str, phone: str, replaces: int | None, now: datetime) -> str:
    """The phone that was let in joins, once. Returns the new session's token.

    Raises AskNotFound: not this phone's, not let in, or used.
    """
    asked = find_asked(session.connection(), ask=ask, phone=phone, now=now)
    use = update(JoinRequest).where(JoinRequest.id == rules.ask_id(ask), JoinRequest.used_at.is_(None))
    if asked.state != "let_in" or rows_changed(session, use.values(used_at=now)) != 1:
        raise AskNotFound
    return accounts.open_session(
        session,
        household_id=asked.household_id,
        person_id=None,
        account_id=None,
        now=now,
        replaces=replaces,
    )


def look_at_request(
    session: Session, *, ask: str, units: frozenset[int], helper_id: int, now: datetime
) -> None:
    """A helper is about to see whose home a phone asks: the home can read so.

    Source: docs/rules.md, H6.
    Raises AskNotFound: not of a home in `units`, or too old.
    """
    home = session.scalars(
        select(JoinRequest.household_id)
        .join(Household, Household.id == JoinRequest.household_id)
        .where(
            JoinRequest.id == rules.ask_id(ask),
            JoinRequest.asked_at > now - rules.ASK_LIFE,
            Household.unit_id.in_(sorted(units)),
        )
    ).one_or_none()
    if home is None:
        raise AskNotFound
    note_look(session, household_id=home, person_id=helper_id, what="phone_seen", now=now)


def _waiting(session: Session, household_id: int, now: datetime) -> Sequence[JoinRequest]:
    return session.scalars(
        select(JoinRequest).where(
            JoinRequest.household_id == household_id,
            JoinRequest.decided_at.is_(None),
            JoinRequest.asked_at > now - rules.ASK_LIFE,
        )
    ).all()


def _name_phone(session: Session, session_id: int | None, now: datetime) -> str:
    return accounts.open_session(
        session, household_id=None, person_id=None, account_id=None, now=now, replaces=session_id
    )


def _phone_of(session: Session, token: str | None, now: datetime) -> str:
    found = find_session(session.connection(), token=token or "", now=now)
    return found["phone"] if found else ""


def _add_request(session: Session, household_id: int, phone: str, taken: set[str], now: datetime) -> str:
    number = new_number()
    while number in taken:
        number = new_number()
    ask: UUID = uuid7(now)
    session.add(JoinRequest(id=ask, household_id=household_id, phone=phone, number=number, asked_at=now))
    session.flush()
    return str(ask)
