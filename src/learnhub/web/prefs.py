"""How pages are wanted: by whoever is in front of them, else by this phone, as its cookie says.

A person's choice comes with the question who they are, a phone's in the request: neither costs a query.
"""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from learnhub.kit.prefs import Prefs, parse_prefs

COOKIE = "learnhub-prefs"
LANGUAGE_COOKIE = "learnhub-language"
YEAR_SECONDS = 365 * 24 * 3600


def read_prefs(request: Request, own: Prefs | None = None) -> Prefs:
    """Of the person, else of the phone. `Save-Data` asks for the light pages, whoever reads them."""
    chosen = own or parse_prefs(request.cookies.get(COOKIE, ""))
    if request.headers.get("save-data") == "on" and not chosen.lite:
        return replace(chosen, lite=True)
    return chosen


def keep_prefs(response: Response, prefs: Prefs, *, secure: bool) -> None:
    response.set_cookie(
        COOKIE,
        prefs.text,
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
