"""Addresses by route name, built from the routes themselves."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, urlencode

from learnhub.web.routing import Entry

_PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")


class Addresses:
    """Call it: `addresses("learning.show_lesson", lang="vi", course="c", lesson="l")`.

    What the path has no place for becomes the query.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._patterns = {
            entry.name: (
                _PARAMETER.sub(r"{\1}", entry.path),
                frozenset(_PARAMETER.findall(entry.path)),
            )
            for entry in entries
        }

    @property
    def patterns(self) -> frozenset[tuple[str, str]]:
        """Equal for two sites with the same pages."""
        return frozenset((name, pattern) for name, (pattern, _) in self._patterns.items())

    def __call__(self, name: str, **values: object) -> str:
        pattern, wanted = self._patterns[name]
        path = pattern.format_map({key: quote(str(values[key]), safe="") for key in wanted})
        query = {key: value for key, value in values.items() if key not in wanted}
        return f"{path}?{urlencode(query)}" if query else path

    def has(self, name: str) -> bool:
        return name in self._patterns

    def in_language(self, language: str) -> Callable[..., str]:
        def url(name: str, **values: object) -> str:
            _, wanted = self._patterns[name]
            return self(name, **({"lang": language} | values if "lang" in wanted else values))

        return url
