"""No file and no function grows beyond what can be read at once."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT, python_files, templates

FILE_LINES = 400
FUNCTION_LINES = 50
DOOR_LINES = 30
TEMPLATE_LINES = 150
TEST_FILE_LINES = 500

# What is larger today, and how large. This list may only shrink.
EXCEPTIONS: Mapping[str, int] = {}


def oversized(root: Path) -> Iterator[tuple[str, int, int]]:
    """What it is, how many lines it has, how many it may have."""
    for path in python_files("src", "migrations", "tests", root=root):
        name = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        limit = TEST_FILE_LINES if name.startswith("tests/") else FILE_LINES
        yield from _too_long(name, text.count("\n"), limit)
        if not name.startswith("migrations/versions/"):
            yield from _functions(name, text)
    for name, path in templates(root / "src" / "learnhub"):
        yield from _too_long(name, path.read_text(encoding="utf-8").count("\n"), TEMPLATE_LINES)


def _functions(name: str, text: str) -> Iterator[tuple[str, int, int]]:
    limit = DOOR_LINES if "/routes" in name else FUNCTION_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield from _too_long(f"{name}: {node.name}", lines, limit)


def _too_long(name: str, lines: int, limit: int) -> Iterator[tuple[str, int, int]]:
    if lines > limit:
        yield name, lines, limit


def faults(root: Path, exceptions: Mapping[str, int]) -> list[str]:
    found = {name: (lines, limit) for name, lines, limit in oversized(root)}
    grown = [
        f"{name} has {lines} lines, at most {max(limit, exceptions.get(name, 0))} are allowed"
        for name, (lines, limit) in found.items()
        if lines > exceptions.get(name, 0)
    ]
    shrunk = [
        f"{name} has shrunk: make its exception {found[name][0] if name in found else 'go'}"
        for name, allowed in exceptions.items()
        if name not in found or found[name][0] < allowed
    ]
    return grown + shrunk


def test_nothing_is_too_large():
    assert faults(ROOT, EXCEPTIONS) == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    rooms = tmp_path / "src" / "learnhub" / "courses"
    (rooms / "templates").mkdir(parents=True)
    (rooms / "service.py").write_text("x = 1\n" * 401)
    (rooms / "rules.py").write_text("def long():\n" + "    x = 1\n" * 50)
    (rooms / "routes.py").write_text("def door():\n" + "    x = 1\n" * 30)
    (rooms / "templates" / "page.html").write_text("<p>\n" * 151)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_rules.py").write_text("x = 1\n" * 501)
    return tmp_path


def test_everything_too_large_is_named(tree: Path):
    assert faults(tree, {}) == [
        "src/learnhub/courses/routes.py: door has 31 lines, at most 30 are allowed",
        "src/learnhub/courses/rules.py: long has 51 lines, at most 50 are allowed",
        "src/learnhub/courses/service.py has 401 lines, at most 400 are allowed",
        "tests/test_rules.py has 501 lines, at most 500 are allowed",
        "courses/page.html has 151 lines, at most 150 are allowed",
    ]


def test_an_exception_lets_pass_what_it_says_and_no_more(tree: Path):
    allowed = {name: lines for name, lines, _ in oversized(tree)}
    assert faults(tree, allowed) == []
    allowed["courses/page.html"] = 150
    assert faults(tree, allowed) == ["courses/page.html has 151 lines, at most 150 are allowed"]


def test_an_exception_that_is_no_longer_needed_must_go(tree: Path):
    allowed = {name: lines for name, lines, _ in oversized(tree)} | {
        "courses/page.html": 200,
        "gone.html": 160,
    }
    assert faults(tree, allowed) == [
        "courses/page.html has shrunk: make its exception 151",
        "gone.html has shrunk: make its exception go",
    ]
