"""Growing and rearranging the tree of units."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from learnhub.kit.locks import hold
from learnhub.kit.upsert import insert_into
from learnhub.units import rules
from learnhub.units.errors import UnitCodeTaken, UnitInsideItself, UnitKindUnknown, UnitNotFound
from learnhub.units.models import KINDS, Unit


def add_unit(
    session: Session,
    *,
    code: str,
    name: str,
    kind: str,
    parent_code: str | None = None,
    help_phone: str = "",
) -> int:
    """Add a place or office; without a parent it becomes the top of a tree of its own.

    Returns the unit's id.
    Raises:
        UnitCodeTaken: the code names another unit.
        UnitNotFound: there is no such parent.
        UnitCodeUnusable, UnitNameMissing, UnitKindUnknown, UnitPhoneUnusable: what was typed.
    """
    if kind not in KINDS:
        raise UnitKindUnknown
    row = {
        "code": rules.unit_code(code),
        "name": rules.unit_name(name),
        "kind": kind,
        "parent_id": _unit(session, parent_code).id if parent_code else None,
        "help_phone": rules.unit_phone(help_phone),
    }
    insert = insert_into(session, Unit).values(row).on_conflict_do_nothing().returning(Unit.id)
    unit_id: int | None = session.scalars(insert).one_or_none()
    if unit_id is None:
        raise UnitCodeTaken({"code": code})
    return unit_id


def move_unit(session: Session, *, code: str, parent_code: str | None) -> None:
    """Hang a unit, with everything under it, below another one; None makes it the top of a tree.

    Two moves at once take turns, so that together they cannot make a loop either.
    Source: docs/rules.md, U1 (a unit is never inside itself).
    Raises:
        UnitNotFound: one of the two does not exist.
        UnitInsideItself: the new parent is the unit itself or lies below it.
    """
    hold(session, "the tree of units")
    unit = _unit(session, code)
    if parent_code is None:
        unit.parent_id = None
        return
    parent = _unit(session, parent_code)
    if unit.id in _way_up(session, parent.id):
        raise UnitInsideItself({"code": code, "parent": parent_code})
    unit.parent_id = parent.id


def _unit(session: Session, code: str) -> Unit:
    unit = session.scalars(select(Unit).where(Unit.code == code)).one_or_none()
    if unit is None:
        raise UnitNotFound({"code": code})
    return unit


def _way_up(session: Session, unit_id: int) -> set[int]:
    """The unit and all that it lies in."""
    here = select(Unit.id, Unit.parent_id).where(Unit.id == unit_id).cte("way_up", recursive=True)
    above = select(Unit.id, Unit.parent_id).join(here, Unit.id == here.c.parent_id)
    return set(session.scalars(select(here.union(above).c.id)))
