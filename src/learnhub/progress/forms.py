"""What the forms of learning say."""

from uuid import UUID

from learnhub.progress.errors import EventWithoutId
from learnhub.web.deps import Fields


def read_event_id(form: Fields) -> UUID:
    """The `key` that the page, or the phone, made for this fact. Raises EventWithoutId."""
    try:
        return UUID(form["key"])
    except ValueError as error:
        raise EventWithoutId from error
