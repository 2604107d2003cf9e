"""docs/rules.md, H60, R-63: no table and no column is forgotten, and what is kept says why."""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table

from learnhub.privacy.rules import inventory, tables
from learnhub.tables import metadata


def faults(
    tables: MetaData, personal: Mapping[str, tables.Table], impersonal: frozenset[str]
) -> Iterator[str]:
    """What the inventory does not know, knows twice, or knows of what is no more."""
    for table in tables.sorted_tables:
        if (table.name in personal) == (table.name in impersonal):
            yield f"{table.name} stands in the inventory {'twice' if table.name in personal else 'nowhere'}"
        if table.name in impersonal and any(key.column.table.name == "people" for key in table.foreign_keys):
            yield f"{table.name} points to people, so it is not impersonal"
        if table.name in personal:
            known, real = list(personal[table.name].names()), {column.name for column in table.columns}
            yield from (f"{table.name}.{name} is not in the inventory" for name in sorted(real - {*known}))
            yield from (f"{table.name}.{name} is no more" for name in sorted({*known} - real))
            yield from (f"{table.name}.{name} stands twice" for name in {*known} if known.count(name) > 1)
    gone = (personal.keys() | impersonal) - tables.tables.keys()
    yield from (f"{name} is no more" for name in sorted(gone))


def unexplained(personal: Mapping[str, tables.Table]) -> list[str]:
    return [
        name
        for name, table in personal.items()
        if not (table.purpose and table.until)
        or (any(group.erasing != "deleted" for group in table.columns) and not table.kept_because)
    ]


def test_every_column_of_every_table_is_in_the_inventory():
    assert list(faults(metadata, inventory.PERSONAL, inventory.IMPERSONAL)) == []


def test_what_stays_after_erasing_says_why():
    assert unexplained(inventory.PERSONAL) == []


def test_no_secret_is_ever_in_a_copy():
    assert [
        group.names
        for table in inventory.PERSONAL.values()
        for group in table.columns
        if group.kind == "secret" and group.is_copied
    ] == []


@pytest.fixture
def sample() -> MetaData:
    tables = MetaData()
    Table("diary", tables, Column("id", Integer, primary_key=True), Column("text", String(10)))
    return tables


DIARY = tables.Table("to remember", "a year", "person", (tables.Columns("name", "deleted", "id text"),))


def test_a_table_in_order_has_no_fault(sample: MetaData):
    assert list(faults(sample, {"diary": DIARY}, frozenset())) == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param("id", "diary.text is not in the inventory", id="a column is forgotten"),
        pytest.param("id text mood", "diary.mood is no more", id="a column is gone"),
        pytest.param("id text text", "diary.text stands twice", id="a column stands twice"),
    ],
)
def test_a_column_out_of_order_is_named(sample: MetaData, columns: str, expected: str):
    table = tables.Table("x", "y", "person", (tables.Columns("name", "deleted", columns),))
    assert list(faults(sample, {"diary": table}, frozenset())) == [expected]


def test_a_table_that_is_forgotten_or_gone_is_named(sample: MetaData):
    assert list(faults(sample, {}, frozenset({"letters"}))) == [
        "diary stands in the inventory nowhere",
        "letters is no more",
    ]


def test_what_stays_without_a_reason_is_named():
    kept = tables.Table("x", "y", "person", (tables.Columns("name", "kept", "id"),))
    assert unexplained({"diary": kept}) == ["diary"]
