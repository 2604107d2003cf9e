"""Who is in front of the page, as far as the frame of a page must know."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["guest", "household", "official", "volunteer", "trainer", "admin"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """One request's person. A guest has no `person_id`; a home's phone has a `household_id`.

    `phone` names this phone through every change of person; it is empty for one that was never here.
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
    is_kept: bool = True

    @property
    def is_guest(self) -> bool:
        return self.person_id is None

    @property
    def learner_id(self) -> int:
        """The person behind a door that is open to learners only."""
        if self.person_id is None:
            raise TypeError("a guest has no person: this door is not open to learners only")
        return self.person_id

    @property
    def home_id(self) -> int:
        """The home behind a door that is open to its phones only. 0 is no home: staff have none."""
        return self.household_id or 0

    @property
    def is_staff(self) -> bool:
        return self.role not in {"guest", "household"}


GUEST = Viewer()
