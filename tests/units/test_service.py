"""docs/rules.md, U1: a unit is never inside itself."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.kit.db import Database, reads, transaction
from learnhub.units.errors import (
    UnitCodeTaken,
    UnitInsideItself,
    UnitKindUnknown,
    UnitNotFound,
)
from learnhub.units.models import Unit
from learnhub.units.queries import list_units
from learnhub.units.service import add_unit, move_unit


def grow(session: Session, *chain: str) -> None:
    """Each unit lies in the one before it."""
    for parent, code in zip((None, *chain), chain, strict=False):
        add_unit(session, code=code, name=code.title(), kind="commune", parent_code=parent)


def parents(database: Database) -> dict[str, str | None]:
    with reads(database) as connection:
        return {unit.code: unit.parent_code for unit in list_units(connection)}


def test_a_unit_is_kept_as_it_was_typed_but_tidy(session):
    unit_id = add_unit(session, code="hk", name=" Hoàn  Kiếm ", kind="commune", help_phone="0900 111")
    unit = session.scalars(select(Unit)).one()
    assert (unit.id, unit.name, unit.parent_id) == (unit_id, "Hoàn Kiếm", None)


def test_a_code_names_one_unit_only(session):
    grow(session, "hk")
    with pytest.raises(UnitCodeTaken) as refusal:
        add_unit(session, code="hk", name="Another", kind="commune")
    assert refusal.value.said.english == "There is already a unit with the code hk."


def test_a_parent_must_exist(session):
    with pytest.raises(UnitNotFound):
        add_unit(session, code="hk", name="Hoàn Kiếm", kind="commune", parent_code="hn")


def test_a_unit_is_of_a_known_kind(session):
    with pytest.raises(UnitKindUnknown):
        add_unit(session, code="hk", name="Hoàn Kiếm", kind="planet")


def test_a_unit_moves_with_everything_under_it(database):
    with transaction(database) as session:
        grow(session, "hn", "hk", "to-1")
        grow(session, "hcm")
        move_unit(session, code="hk", parent_code="hcm")
    assert parents(database) == {"hn": None, "hk": "hcm", "to-1": "hk", "hcm": None}


def test_a_unit_can_become_the_top_of_a_tree(database):
    with transaction(database) as session:
        grow(session, "hn", "hk")
        move_unit(session, code="hk", parent_code=None)
    assert parents(database) == {"hn": None, "hk": None}


@pytest.mark.parametrize(
    "parent",
    [
        pytest.param("hn", id="itself"),
        pytest.param("hk", id="its child"),
        pytest.param("to-1", id="its grandchild"),
    ],
)
def test_a_unit_never_moves_into_itself(session, parent):
    grow(session, "hn", "hk", "to-1")
    with pytest.raises(UnitInsideItself):
        move_unit(session, code="hn", parent_code=parent)


def test_moving_to_where_it_is_changes_nothing(database):
    with transaction(database) as session:
        grow(session, "hn", "hk")
        move_unit(session, code="hk", parent_code="hn")
    assert parents(database) == {"hn": None, "hk": "hn"}


@pytest.mark.parametrize(("code", "parent"), [("nowhere", "hn"), ("hn", "nowhere")])
def test_both_ends_of_a_move_must_exist(session, code, parent):
    grow(session, "hn")
    with pytest.raises(UnitNotFound):
        move_unit(session, code=code, parent_code=parent)


def test_two_moves_at_once_make_no_loop(database):
    with transaction(database) as session:
        grow(session, "east")
        grow(session, "west")
    start = Barrier(2)
    refused = []

    def move(code: str, parent: str) -> None:
        start.wait()
        try:
            with transaction(database) as session:
                move_unit(session, code=code, parent_code=parent)
        except UnitInsideItself:
            refused.append(code)

    threads = [Thread(target=move, args=pair) for pair in (("east", "west"), ("west", "east"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert list(parents(database).values()).count(None) == 1
