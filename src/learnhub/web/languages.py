"""Catalogues and the reader's language. The `.po` files are read as they are; nothing is compiled."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.pofile import read_po
from markupsafe import Markup, escape
from starlette.requests import HTTPConnection

from learnhub.kit.words import DEFAULT_LANGUAGE, LANGUAGES, Message
from learnhub.web.prefs import LANGUAGE_COOKIE

# British spelling and date order; `vi` and `id` need no region.
LOCALES = {"vi": "vi", "id": "id", "en": "en_GB"}
# Where an address has no place for a language, its query may name one.
LANGUAGE_FIELD = "language"
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Message id → words. Empty for English, whose ids are the words."""
    if language == "en":
        return {}
    source = resources.files("learnhub.web") / "locales" / language / "LC_MESSAGES" / "learnhub.po"
    with source.open("rb") as file:
        messages = read_po(file, locale=language)
    found: dict[str, str] = {}
    for message in messages:
        if message.id and message.string:
            found[_first(message.id)] = _first(message.string)
    return found


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    """Of a message with a plural, the singular: our two catalogues have one form."""
    return text if isinstance(text, str) else text[0]


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Escapes each value; Markup's own % does the same at several times the cost."""
    return text % {name: escape(value) for name, value in values.items()}


class Words:
    """Gettext for templates: whole sentences, with escaped values."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def gettext(self, message_id: str, **values: object) -> Markup:
        text = self._catalogue.get(message_id, message_id)
        return Markup(_filled(text, values) if values else text)

    def ngettext(self, one: str, many: str, num: int, **values: object) -> Markup:
        """Vietnamese and Indonesian have one form; English has two."""
        text = self._catalogue.get(one) or (one if num == 1 else many)
        return Markup(_filled(text, {"num": num, **values}))

    def say(self, message: Message) -> Markup:
        return self.gettext(message.id, **message.values)


@lru_cache(maxsize=1000)
def _day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


class Dates:
    """Dates and times in the site's time zone, in the reader's language."""

    def __init__(self, language: str, time_zone: str) -> None:
        self._locale = LOCALES[language]
        self._zone = ZoneInfo(time_zone)
        self._day_pattern = "EEEE d MMMM y" if language == "en" else "EEEE, dd/MM/y"
        self._month_pattern = "MMMM y" if language == "en" else "M/y"
        self._short_pattern = "d MMMM y" if language == "en" else "d/M/y"

    def day(self, moment: datetime | date) -> str:
        """With the weekday: thứ Sáu, 04/12/2026."""
        text = _day(self._local(moment), self._day_pattern, self._locale)
        return text.replace("Thứ", "thứ") if self._locale == "vi" else text

    def short(self, moment: datetime | date) -> str:
        return _day(self._local(moment), self._short_pattern, self._locale)

    def month(self, day: date) -> str:
        return _day(day, self._month_pattern, self._locale)

    def clock(self, moment: datetime) -> str:
        return format_time(moment, "HH:mm", tzinfo=self._zone, locale=self._locale)

    def stamp(self, moment: datetime) -> str:
        return format_datetime(
            moment, f"HH:mm, {self._short_pattern}", tzinfo=self._zone, locale=self._locale
        )

    def _local(self, moment: datetime | date) -> date:
        return moment.astimezone(self._zone).date() if isinstance(moment, datetime) else moment


def language_of(request: HTTPConnection) -> str:
    """The address says it; else the phone's last choice, the browser's wish, Vietnamese."""
    path = request.scope["path"]
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    if first in LANGUAGES:
        return first
    for chosen in (request.query_params.get(LANGUAGE_FIELD), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return _wished(request.headers.get("accept-language", ""))


def _wished(header: str) -> str:
    """The best of our languages in an Accept-Language header (RFC 9110, 12.5.4)."""
    wishes: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().split("-")[0].lower()
        if language in LANGUAGES:
            wishes.append((_weight(parameter.strip().lower()), language))
    weight, language = max(wishes, key=lambda wish: wish[0], default=(0, ""))
    return language if weight else DEFAULT_LANGUAGE


def _weight(parameter: str) -> float:
    """1 when nothing is said; 0, which means "not this", also for what cannot be read."""
    found = _WEIGHT.fullmatch(parameter or "q=1")
    return float(found[1]) if found else 0
