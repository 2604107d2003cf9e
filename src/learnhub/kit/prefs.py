"""How somebody wants pages: a few words that are kept with a person, or in a phone's cookie."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from learnhub.kit.words import LANGUAGES

THEMES = ("auto", "light", "dark", "high")
SIZES = ("100", "115", "130", "150")


@dataclass(frozen=True, slots=True)
class Prefs:
    """`lite` shows pictures only when asked for; `few` leaves out second lines and draws larger pictures.

    `language` is a person's own; empty for a phone, which has a cookie for it.
    """

    theme: str = "auto"
    size: str = "100"
    lite: bool = False
    few: bool = False
    language: str = ""

    @property
    def text(self) -> str:
        """As parse_prefs reads it; at most 70 letters."""
        return urlencode(asdict(self))


STANDARD = Prefs()


@lru_cache(maxsize=1000)
def parse_prefs(text: str) -> Prefs:
    """Anything unknown counts as standard."""
    given = dict(parse_qsl(text))
    return Prefs(
        theme=given["theme"] if given.get("theme") in THEMES else STANDARD.theme,
        size=given["size"] if given.get("size") in SIZES else STANDARD.size,
        lite=given.get("lite") == "True",
        few=given.get("few") == "True",
        language=given["language"] if given.get("language") in LANGUAGES else "",
    )
