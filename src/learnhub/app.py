"""The web application, put together."""

import os
from asyncio import Semaphore
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from os import PathLike

import anyio.to_thread
from fastapi import FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from learnhub.doors import ASKED_FIRST, FINISHED_OF_HOME, ROUTERS
from learnhub.kit.db import POOL_SIZE, Database
from learnhub.settings import Settings, read_settings
from learnhub.web.addresses import Addresses
from learnhub.web.compression import Compression
from learnhub.web.deps import system_clock
from learnhub.web.error_pages import HANDLERS
from learnhub.web.logs import configure_logs
from learnhub.web.protection import Protection
from learnhub.web.routing import RoomRouter
from learnhub.web.templating import STATIC_FOLDER, Pages, Site
from learnhub.wiring import open_site


def create_app(
    settings: Settings,
    database: Database,
    *,
    clock: Callable[[], datetime] = system_clock,
    extra_routers: tuple[RoomRouter, ...] = (),
) -> FastAPI:
    """`extra_routers` are the pages that exist in demo mode only."""
    configure_logs(is_quiet=settings.is_demo)
    routers = (*ROUTERS, *extra_routers)
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        # One flat list: an included router would be asked twice for every address.
        routes=[route for router in routers for route in router.routes],
    )
    app.mount("/static", _StaticFiles(directory=STATIC_FOLDER), name="static")
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(Compression)
    app.add_middleware(Protection, hosts=settings.allowed_hosts, is_https=settings.is_https)
    entries = [entry for router in routers for entry in router.entries]
    app.state.settings = settings
    app.state.secret = settings.secret()
    app.state.database = database
    app.state.writers = Semaphore(database.writers)
    app.state.clock = clock
    app.state.asked_first = ASKED_FIRST
    app.state.finished_of_home = FINISHED_OF_HOME
    app.state.permissions = {entry.name: entry.allow for entry in entries}
    app.state.pages = Pages(Addresses(entries), _site(settings))
    return app


def from_environment() -> FastAPI:
    """What a server process runs."""
    settings = read_settings()
    return create_app(settings, open_site(settings))


def _site(settings: Settings) -> Site:
    return Site(
        operator_name=settings.operator_name,
        help_phone=settings.help_phone,
        base_url=settings.base_url,
        is_demo=settings.is_demo,
        time_zone=settings.time_zone,
    )


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    # As many threads as a pool has connections.
    anyio.to_thread.current_default_thread_limiter().total_tokens = POOL_SIZE
    yield


class _StaticFiles(StaticFiles):
    """Addresses carry the content's digest, so a phone keeps the file for good."""

    def file_response(
        self,
        full_path: PathLike[str] | str,
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
