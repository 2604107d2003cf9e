"""A small ward to try everything with: made on first start, on this machine only."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI

from learnhub import schema
from learnhub.app import create_app
from learnhub.demo import ward
from learnhub.demo.routes import router
from learnhub.kit.db import Database, transaction
from learnhub.settings import Settings, UnsafeSettings, read_settings
from learnhub.studio import content as studio_content
from learnhub.studio import service as studio
from learnhub.web.deps import system_clock
from learnhub.wiring import open_site


def prepare(settings: Settings, content: Path, port: int, say: Callable[[str], None]) -> Settings:
    """Migrate, publish the courses, make the ward where there is none; tell who can be whom."""
    demo = _as_demo(replace(settings, base_url=f"http://127.0.0.1:{port}"))
    os.environ["LEARNHUB_BASE_URL"] = demo.base_url
    demo.data.mkdir(parents=True, exist_ok=True)
    say("Preparing the database …")
    schema.upgrade(demo.database)
    database = open_site(demo)
    now = system_clock()
    for outcome in _published(database, content, now):
        say(f"{outcome.key}: version {outcome.number}{'' if outcome.is_new else ' (unchanged)'}")
    with transaction(database) as session:
        ward.make(session, secret=demo.secret(), now=now)
    database.dispose()
    say("\nWho can be whom (also on /vi/demo):")
    for account in ward.ACCOUNTS:
        say(f"  {account.role:<10} {account.login:<12} password {ward.PASSWORD}")
    return demo


def _published(database: Database, content: Path, now: datetime) -> Iterator[studio.Outcome]:
    files = studio_content.read_folder(content)
    with transaction(database) as session:
        unchanged = studio.find_unchanged(session, files=files)
    if unchanged is not None:
        yield from unchanged
        return
    draft, faults = studio_content.read_all(files)
    if faults.errors:
        raise UnsafeSettings(
            f"{content} has {len(faults.errors)} faults. Run: learnhub content check {content}"
        )
    with transaction(database) as session:
        yield from studio.publish(session, draft=draft, now=now)


def from_environment() -> FastAPI:
    """What the demonstration's server runs."""
    settings = _as_demo(read_settings())
    database = open_site(settings)
    return create_app(settings, database, extra_routers=(router,))


def _as_demo(settings: Settings) -> Settings:
    return replace(settings, is_demo=True, help_phone=settings.help_phone or ward.HELP_PHONE)
