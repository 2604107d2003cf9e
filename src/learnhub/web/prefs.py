"""How this phone wants its pages: read from one cookie, so that a page never flashes and costs no query."""

from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "learnhub-prefs"
LANGUAGE_COOKIE = "learnhub-language"
YEAR_SECONDS = 365 * 24 * 3600

THEMES = ("auto", "light", "dark", "high")
SIZES = ("100", "115", "130", "150")


@dataclass(frozen=True, slots=True)
class Prefs:
    theme: str = "auto"
    size: str = "100"
    lite: bool = False


STANDARD = Prefs()


def read_prefs(request: Request) -> Prefs:
    """The phone's choice; anything unknown counts as standard. `Save-Data` asks for the light pages."""
    saves_data = request.headers.get("save-data") == "on"
    raw = request.cookies.get(COOKIE)
    if raw is None:
        return Prefs(lite=True) if saves_data else STANDARD
    given = dict(parse_qsl(raw))
    return Prefs(
        theme=given["theme"] if given.get("theme") in THEMES else STANDARD.theme,
        size=given["size"] if given.get("size") in SIZES else STANDARD.size,
        lite=given.get("lite") == "True" or saves_data,
    )


def keep_prefs(response: Response, prefs: Prefs, *, secure: bool) -> None:
    response.set_cookie(
        COOKIE,
        urlencode(asdict(prefs)),
        max_age=YEAR_SECONDS,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def forget_choices(response: Response, *, secure: bool) -> None:
    for cookie in (COOKIE, LANGUAGE_COOKIE):
        response.delete_cookie(cookie, httponly=True, samesite="lax", secure=secure)


def keep_language(response: Response, language: str, *, secure: bool) -> None:
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=YEAR_SECONDS,
        httponly=True,
        samesite="lax",
        secure=secure,
    )
