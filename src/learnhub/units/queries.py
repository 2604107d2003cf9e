"""Units by code, and the list of them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import aliased

from learnhub.kit.text import fold
from learnhub.units.models import Unit


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`parent_code` is None at the top of a tree."""

    id: int
    code: str
    kind: str
    name: str
    parent_code: str | None
    help_phone: str


_Parent = aliased(Unit)
_ALL = select(
    Unit.id, Unit.code, Unit.kind, Unit.name, _Parent.code.label("parent_code"), Unit.help_phone
).outerjoin(_Parent, _Parent.id == Unit.parent_id)
_BY_CODE = _ALL.where(Unit.code == bindparam("code"))
_OF_KIND = _ALL.where(Unit.kind == bindparam("kind"))
_TREE = select(Unit.id).where(Unit.id.in_(bindparam("tops", expanding=True))).cte("tree", recursive=True)
_TREE = _TREE.union(select(Unit.id).join(_TREE, Unit.parent_id == _TREE.c.id))
_BELOW = select(_TREE.c.id)


def find_unit(connection: Connection, code: str) -> UnitRow | None:
    """One statement."""
    row = connection.execute(_BY_CODE, {"code": code}).one_or_none()
    return UnitRow(*row) if row else None


def list_units(connection: Connection, *, kind: str | None = None) -> tuple[UnitRow, ...]:
    """All units, or those of one kind, in the order of the alphabet. One statement."""
    rows = connection.execute(_OF_KIND, {"kind": kind}) if kind else connection.execute(_ALL)
    return tuple(sorted((UnitRow(*row) for row in rows), key=lambda unit: (fold(unit.name), unit.code)))


def list_below(connection: Connection, tops: Collection[int]) -> frozenset[int]:
    """The ids of these units and of everything below them. One statement."""
    return frozenset(connection.scalars(_BELOW, {"tops": list(tops)}))
