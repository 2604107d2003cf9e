from learnhub.units.queries import find_unit, list_below, list_units
from learnhub.units.service import add_unit
from tests.statements import counted


def make_hanoi(session):
    add_unit(session, code="hn", name="Hà Nội", kind="province", help_phone="0900 000")
    for code, name in (("dd", "Đống Đa"), ("hk", "Hoàn Kiếm"), ("bd", "Ba Đình")):
        add_unit(session, code=code, name=name, kind="commune", parent_code="hn")


def test_a_unit_is_found_by_its_code(session):
    make_hanoi(session)
    unit = find_unit(session.connection(), "hk")
    assert (unit.name, unit.kind, unit.parent_code) == ("Hoàn Kiếm", "commune", "hn")


def test_an_unknown_code_finds_nothing(session):
    assert find_unit(session.connection(), "nowhere") is None


def test_units_stand_in_the_same_order_on_both_engines(session):
    make_hanoi(session)
    names = [unit.name for unit in list_units(session.connection(), kind="commune")]
    assert names == ["Ba Đình", "Đống Đa", "Hoàn Kiếm"]


def test_all_kinds_are_listed_unless_one_is_asked_for(session):
    make_hanoi(session)
    assert len(list_units(session.connection())) == 4


def test_each_asks_once(session):
    make_hanoi(session)
    connection = session.connection()
    with counted(connection) as statements:
        find_unit(connection, "hk")
        list_units(connection, kind="commune")
    assert statements.count == 2


def ids(session, *codes):
    return {find_unit(session.connection(), code).id for code in codes}


def test_everything_below_a_unit_is_found_however_deep(session):
    make_hanoi(session)
    add_unit(session, code="to-7", name="Tổ 7", kind="neighbourhood", parent_code="hk")
    connection = session.connection()
    assert list_below(connection, ids(session, "hk", "bd")) == ids(session, "hk", "to-7", "bd")
    assert list_below(connection, ids(session, "hn")) == ids(session, "hn", "dd", "hk", "bd", "to-7")
    assert list_below(connection, []) == frozenset()
