"""The bench's own arithmetic and its world. Nothing here looks at a clock."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.costs import cpu_seconds, memory_bytes, process_tree
from bench.databases import database_server
from bench.forms import find_form, read_forms
from bench.goals import judge
from bench.http import read_head
from bench.load import Load, Turn, Window, median
from bench.machine import is_in_memory
from bench.servers import Server
from bench.targets import pages
from bench.world import World, make_world
from click.testing import CliRunner

from learnhub.kit.db import open_database
from learnhub.progress.cli import group

QUESTION = """
<form method="get" action="/vi/courses"><input name="q"></form>
<form method="post" action="/vi/attempts/a/questions/4?x=1">
  <input type="hidden" name="seen" value="2"><input type="hidden" name="token" value="t&amp;u">
  <label><input type="radio" name="answer" value="0"> One</label>
  <label><input type="radio" name="answer" value="1"> Two</label>
  <label><input type="checkbox" name="unknown" value="unknown"> I don't know yet</label>
  <select name="answer-0"><option value="">?</option><option value="3">Three</option></select>
  <textarea name="text"></textarea>
  <button name="move" value="up-1">Up</button><button name="go" value="next">On</button>
</form>
"""


def test_a_form_is_filled_in_as_a_browser_without_scripts_would() -> None:
    form = find_form(QUESTION, "/questions/4")

    assert form.choices == {"answer": ["0", "1"], "answer-0": ["3"]}
    assert form.filled() == "seen=2&token=t%26u&answer=0&answer-0=3&text=1022&go=next"


def test_forms_that_only_ask_are_left_out() -> None:
    assert [form.action for form in read_forms(QUESTION)] == ["/vi/attempts/a/questions/4?x=1"]


def test_a_missing_form_is_named() -> None:
    with pytest.raises(LookupError, match="/submission"):
        find_form(QUESTION, "/submission")


def test_the_head_of_an_answer_is_read() -> None:
    status, headers = read_head(b"HTTP/1.1 303 See Other\r\nLocation: /vi?a=1:2\r\n\r\n")

    assert (status, headers) == (303, {"location": "/vi?a=1:2"})


@pytest.mark.parametrize(
    ("times_bare", "statements", "encoding", "said", "is_over"),
    [
        pytest.param(11, 2, "zstd", "met", False, id="within both"),
        pytest.param(13, 2, "zstd", "not met: CPU", False, id="slow is told and never decides"),
        pytest.param(13, 2, "gzip", "met", False, id="gzip may cost more"),
        pytest.param(11, 3, "zstd", "not met: SQL", True, id="a statement too many decides"),
    ],
)
def test_a_page_stands_beside_its_goal(
    times_bare: float, statements: int, encoding: str, said: str, is_over: bool
) -> None:
    verdict = judge(
        "lesson", engine="sqlite", encoding=encoding, times_bare=times_bare, statements=statements
    )

    assert (verdict.said, verdict.is_over) == (said, is_over)


def test_the_middle_window_stands_for_all_and_no_failure_is_lost() -> None:
    windows = [
        Window(100, 1.0, p50, p50 * 10, failed, p50 * 1000) for p50, failed in ((3, 1), (1, 0), (2, 4))
    ]

    assert median(windows) == Window(300, 3.0, 2, 20, 5, 2000)


def test_the_time_and_memory_of_a_child_count() -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", busy], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()

        assert child.pid in process_tree(os.getpid())
        assert cpu_seconds(child.pid) >= 0.15
        assert memory_bytes(child.pid) > 1_000_000
        child.communicate(b"\n")


def test_a_ram_disk_is_told_from_a_disk() -> None:
    assert is_in_memory(Path("/dev/shm"))


def test_the_script_for_wrk_names_every_turn(tmp_path: Path) -> None:
    answering = Turn("/vi/attempts/a/questions/1", "learnhub-demo=x", "token=t", ["answer=0"], 7)
    load = Load(Server(1, ()), lambda: [Turn("/vi"), answering], tmp_path)

    script = load.script()

    assert 'path = "/vi", cookie = "", fixed = "", seen = 0, answers = {  }' in script
    assert 'fixed = "token=t", seen = 7, answers = { "answer=0" }' in script


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("bench")
    with database_server("sqlite", folder) as make_place:
        return make_world(make_place("bench"), people=13, members=7, candidates=2, courses=1)


def test_the_summaries_of_the_bench_world_are_those_of_its_facts(world: World) -> None:
    result = CliRunner().invoke(group, ["check"], obj=open_database(world.place.url))

    assert "Every summary says what the facts say." in result.output


def test_every_member_asks_with_a_phone_and_a_test_of_their_own(world: World) -> None:
    turns = {target.name: target.turns() for target in pages(world)}

    assert len({turn.cookie for turn in turns["lesson"]}) == 7
    assert len({turn.path for turn in turns["question"]}) == 7
