"""What follows from what: in order, and in the same transaction."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from learnhub.kit.db import open_database, transaction
from learnhub.kit.events import publish
from learnhub.units.models import Unit


@dataclass(frozen=True)
class BridgeOpened:
    name: str


@dataclass(frozen=True)
class BridgeClosed:
    name: str


def _unit(session: Session, event: BridgeOpened) -> None:
    session.add(Unit(code=event.name, kind="commune", name=event.name, parent_id=None))


def _refuse(_session: Session, _event: BridgeOpened) -> None:
    raise ArithmeticError("a handler that cannot")


def test_every_handler_of_the_event_hears_it_in_order(database_url: str):
    heard: list[str] = []
    reactions = {
        BridgeOpened: [
            lambda _session, event: heard.append(f"first {event.name}"),
            lambda _session, event: heard.append(f"second {event.name}"),
        ],
        BridgeClosed: [lambda _session, _event: heard.append("closed")],
    }
    database = open_database(database_url, reactions)
    with transaction(database) as session:
        publish(session, BridgeOpened("Long Biên"))
    database.dispose()
    assert heard == ["first Long Biên", "second Long Biên"]


def test_an_event_that_nobody_hears_is_no_fault(session: Session):
    publish(session, BridgeOpened("Long Biên"))


def test_a_handler_that_raises_undoes_what_was_written_before(database_url: str):
    database = open_database(database_url, {BridgeOpened: [_unit, _refuse]})
    with pytest.raises(ArithmeticError), transaction(database) as session:
        publish(session, BridgeOpened("Long Biên"))
    with transaction(database) as session:
        assert session.scalar(select(func.count()).select_from(Unit)) == 0
    database.dispose()
