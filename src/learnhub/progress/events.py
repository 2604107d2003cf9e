from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CourseCompleted:
    """A person met the rule of the version they are taught in. Once a person and course."""

    person_id: int
    course_id: int
    version_id: int
    completed_at: datetime
