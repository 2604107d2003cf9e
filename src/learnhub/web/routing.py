"""Doors: every route says its name, its language prefix and who may enter."""

from asyncio import Semaphore, timeout
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from random import uniform
from time import sleep
from typing import Any, Literal, TypeAlias, TypeVar

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Match, Route
from starlette.types import Scope

from learnhub.kit.db import BUSY_SECONDS, is_deadlock
from learnhub.kit.words import LANGUAGES
from learnhub.web.deps import read_form

# anybody    no person needed
# phone      a phone that belongs to a household, or anybody signed in
# learner    somebody is chosen or signed in
# record     the same, or a guest of whom something is kept
# staff      an account with a password
Allow = Literal["anybody", "phone", "learner", "record", "staff"]

Door = TypeVar("Door", bound=Callable[..., Any])
Work: TypeAlias = Callable[[Request, dict[str, Any]], Awaitable[Any]]
TRIES = 3
PAUSE_SECONDS = (0.02, 0.1)  # who won may commit before the other takes the same rows again


class _Language(Convertor[str]):
    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("lang", _Language())


@dataclass(frozen=True, slots=True)
class Entry:
    """One route: what the access matrix lists and the address builder reads."""

    name: str
    method: str
    path: str
    allow: Allow


class RoomRouter(APIRouter):
    """A room's doors. Names are `room.function`; addresses stand under the reader's language.

    A door takes the request first, then what it names: parts of the address, `form`, `now`.
    """

    def __init__(self, room: str) -> None:
        super().__init__(default_response_class=HTMLResponse, include_in_schema=False)
        self.room = room
        self.entries: list[Entry] = []

    def read(self, path: str, *, allow: Allow, with_language: bool = True) -> Callable[[Door], Door]:
        """A door for GET. It changes nothing."""
        return self._door("GET", path, allow, with_language)

    def write(
        self, path: str, *, allow: Allow, with_language: bool = True, is_slow: bool = False
    ) -> Callable[[Door], Door]:
        """A door for POST. Work that lost a deadlock is done again, at most twice.

        `is_slow` is for doors that hash a password: nobody else waits until they are through.
        """
        return self._door("POST", path, allow, with_language, is_slow)

    def _door(
        self, method: str, path: str, allow: Allow, with_language: bool, is_slow: bool = False
    ) -> Callable[[Door], Door]:
        whole = f"/{{lang:lang}}{path}" if with_language else path

        def declare(door: Door) -> Door:
            name = f"{self.room}.{door.__name__}"
            self.entries.append(Entry(name, method, whole, allow))
            work = _reading(door) if method == "GET" else _writing(door, in_turn=not is_slow)
            self.routes.append(_Route(whole, _given(door, work), methods=[method], name=name))
            return door

        return declare


class _Route(Route):
    """A route that FastAPI does not read and check parameters for: a form is text until the room's own
    `forms.py` reads it, and for a page that checking would cost as much as the question to the database."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if self.path_regex.match(scope["path"]) is None:  # so for a hundred others, before the one is found
            return Match.NONE, {}
        match, found = super().matches(scope)
        found["route"] = self
        return match, found


def _given(door: Door, work: Work) -> Callable[[Request], Awaitable[Any]]:
    """The door's work with what its parameters name: parts of the path, the form, the clock."""
    wanted = signature(door).parameters
    wants_form, wants_clock = "form" in wanted, "now" in wanted

    @wraps(door)
    async def enter(request: Request) -> Any:
        values: dict[str, Any] = {
            name: value for name, value in request.path_params.items() if name != "lang"
        }
        if wants_form:
            values["form"] = await read_form(request)
        if wants_clock:
            values["now"] = request.app.state.clock()
        return await work(request, values)

    return enter


def _reading(door: Door) -> Work:
    async def read(request: Request, values: dict[str, Any]) -> Any:
        if request.app.state.database.is_sqlite:
            # Reading the embedded database waits for nobody, and a thread costs half as much as the page.
            return door(request, **values)
        return await run_in_threadpool(door, request, **values)

    return read


def _writing(door: Door, *, in_turn: bool) -> Work:
    """Writers wait for their turn here, where waiting costs nothing.

    Threads that wait for the one connection with which SQLite writes cost as much as the work itself.
    Raises TimeoutError: others have been writing for too long.
    """
    patient = _patient(door)

    async def write(request: Request, values: dict[str, Any]) -> Any:
        return await run_in_threadpool(patient, request, **values)

    async def write_in_turn(request: Request, values: dict[str, Any]) -> Any:
        writers: Semaphore = request.app.state.writers
        async with timeout(BUSY_SECONDS):
            await writers.acquire()
        try:
            return await write(request, values)
        finally:
            writers.release()

    return write_in_turn if in_turn else write


def _patient(door: Door) -> Callable[..., Any]:
    def again(request: Request, **values: Any) -> Any:
        for tries_left in range(TRIES - 1, -1, -1):
            try:
                return door(request, **values)
            except Exception as error:
                if not tries_left or not is_deadlock(error):
                    raise
                sleep(uniform(*PAUSE_SECONDS))
        raise AssertionError("the last try returns or raises")

    return again
