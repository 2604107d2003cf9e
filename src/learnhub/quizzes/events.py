from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttemptGraded:
    """A test was handed in and graded. Practice is never graded, so never announced."""

    person_id: int
    course_id: int
    version_id: int
    quiz_key: str
    kind: str
    attempt_id: UUID
    is_passed: bool
    percent: int
    graded_at: datetime
