import pytest
from click.testing import CliRunner

from learnhub.kit.errors import Conflict
from learnhub.units.cli import group


@pytest.fixture
def run(database):
    def invoke(*words: str) -> str:
        result = CliRunner().invoke(group, words, obj=database, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.output

    return invoke


def test_a_unit_is_added_and_listed(run):
    run("add", "hn", "Hà Nội", "--kind", "province")
    said = run("add", "hk", "Hoàn Kiếm", "--parent", "hn", "--help-phone", "0900 111")
    assert said == "Added commune hk.\n"
    assert run("list") == ("hn\tprovince\t-\t-\tHà Nội\nhk\tcommune\thn\t0900 111\tHoàn Kiếm\n2 units\n")


def test_a_unit_is_moved(run):
    run("add", "hn", "Hà Nội", "--kind", "province")
    run("add", "hk", "Hoàn Kiếm")
    assert run("move", "hk", "--parent", "hn") == "Moved hk under hn.\n"
    assert run("move", "hk") == "Moved hk to the top.\n"


def test_a_refusal_stores_nothing(run):
    run("add", "hk", "Hoàn Kiếm")
    with pytest.raises(Conflict):
        run("add", "hk", "Another")
    assert run("list").endswith("1 units\n")
