"""Words that a person will read, kept as message ids until their language is known.

Rooms below the doors never translate: they hold a message id (plain English, marked with `N_` so
that the catalogues find it) and its values. Templates and commands put it into the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("vi", "id", "en")
DEFAULT_LANGUAGE = "vi"


def N_(message_id: str) -> str:
    """Mark a message id for the catalogues; returns it unchanged."""
    return message_id


@dataclass(frozen=True, slots=True)
class Message:
    """A message id with `%(name)s` placeholders, and what stands in them."""

    id: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def english(self) -> str:
        return self.id % self.values if self.values else self.id
