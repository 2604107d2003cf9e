"""Who is in front of the page, as far as the frame of a page must know."""

from dataclasses import dataclass
from typing import Literal

from learnhub.kit.prefs import Prefs

Role = Literal["guest", "household", "official", "volunteer", "trainer", "admin"]


@dataclass(frozen=True, slots=True)
class KeptGuest:
    """What this phone keeps without a name: under which person, and the code by which it is claimed."""

    id: int
    person_id: int
    code: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """One request's person. A guest has no `person_id`; a home's phone has a `household_id`.

    `guest` is what was learned on this phone before anybody was named, while nobody has claimed it.
    `phone` names this phone through every change of person; it is empty for one that was never here.
    `idle_seconds`: so long may somebody who signed in or has a lock do nothing; 0 for others.
    `prefs` are the person's own, None before they chose any.
    `is_kept` is false for somebody who took back the agreement: they learn, and nothing of it is kept.
    """

    person_id: int | None = None
    name: str = ""
    avatar: str = ""
    role: Role = "guest"
    unit_id: int | None = None
    household_id: int | None = None
    help_phone: str = ""
    session_id: int | None = None
    phone: str = ""
    idle_seconds: int = 0
    guest: KeptGuest | None = None
    is_kept: bool = True
    prefs: Prefs | None = None

    @property
    def is_guest(self) -> bool:
        return self.person_id is None

    @property
    def learns_as(self) -> int | None:
        """Under whom this phone's learning is kept: who is named, else its guest; nobody at first."""
        if self.person_id is None and self.guest is not None:
            return self.guest.person_id
        return self.person_id

    @property
    def learner_id(self) -> int:
        """The person behind a door that is open only to those of whom something can be kept."""
        if self.learns_as is None:
            raise TypeError("nothing is kept of this guest: this door is not open to learners only")
        return self.learns_as

    @property
    def home_id(self) -> int:
        """The home behind a door that is open to its phones only. 0 is no home: staff have none."""
        return self.household_id or 0

    @property
    def is_staff(self) -> bool:
        return self.role not in {"guest", "household"}


GUEST = Viewer()
