"""What was given before a lock, and what somebody chooses for their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from learnhub.accounts.rules import locks
from learnhub.households.queries import LockedMember
from learnhub.kit.errors import Invalid
from learnhub.kit.words import Message


@dataclass(frozen=True, slots=True)
class UnlockPage:
    """Before a member's lock. `secret` is empty until all of it was given."""

    member: LockedMember
    onward: Mapping[str, str]
    picked: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    is_wrong: bool = False
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class PicturesPage:
    """Three pictures that somebody chooses for their lock: picked one by one, then looked at."""

    picked: tuple[str, ...] = ()
    is_confirmed: bool = False
    error: Message | None = None


@dataclass(frozen=True, slots=True)
class PinPage:
    pin: str = ""
    error: Message | None = None


def read_guess(
    form: Mapping[str, str], member: LockedMember, onward: Mapping[str, str], session_id: int | None
) -> UnlockPage:
    """Of pictures that were pressed in another session nothing is shown. Source: docs/rules.md, H28."""
    try:
        if member.lock == "pin":
            return UnlockPage(member, onward, secret=locks.pin(form["pin"]))
        picked = _picked(form)
    except Invalid as refusal:
        return UnlockPage(member, onward, error=refusal.said)
    if len(picked) < locks.PICKS:
        return UnlockPage(member, onward, picked if _is_of(form, session_id) else ())
    return UnlockPage(member, onward, secret=" ".join(picked))


def read_pictures(form: Mapping[str, str], session_id: int | None) -> PicturesPage:
    """As `read_guess`: three pictures are shown to the session in which they were pressed."""
    try:
        picked = _picked(form)
    except Invalid as refusal:
        return PicturesPage(error=refusal.said)
    is_confirmed = len(picked) == locks.PICKS and form["confirmed"] == "yes"
    if not is_confirmed and not _is_of(form, session_id):
        return PicturesPage()
    return PicturesPage(picked, is_confirmed)


def read_pin(form: Mapping[str, str]) -> PinPage:
    try:
        return PinPage(locks.new_pin(form["pin"]))
    except Invalid as refusal:
        return PinPage(form["pin"], refusal.said)


def _is_of(form: Mapping[str, str], session_id: int | None) -> bool:
    """The form was shown in this session: not sent again by Back, with somebody else in front."""
    return form["session"] == str(session_id)


def _picked(form: Mapping[str, str]) -> tuple[str, ...]:
    """Those that the form has carried so far, and the one that was pressed. Raises PicturesUnusable."""
    return locks.picks([*form["picked"].split(), *([form["picture"]] if form["picture"] else [])])
