"""Imports go down only, and only the owner writes: the contracts hold, and each is seen to fail."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE, project, rooms

# Contract → a file and an import that breaks it.
BREAKS = {
    "Floors": ("web/prefs.py", "import learnhub.units.models"),
    "Shelves": ("courses/models.py", "import learnhub.courses.queries"),
    "No HTTP below the doors": ("courses/queries/published.py", "import fastapi"),
    "Rules are pure": ("studio/rules/limits.py", "import sqlalchemy"),
    "Only the top opens doors": ("learning/forms.py", "import learnhub.courses.routes"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Checks the package that lies in `folder`, by the contracts of pyproject.toml."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def foreign_models(source: Path) -> Iterator[str]:
    """Services that import another room's tables: reading across is for queries only."""
    for room in rooms(source):
        for path in [*source.glob(f"{room}/service.py"), *source.glob(f"{room}/service/**/*.py")]:
            for module in _imported(path):
                top, _, rest = module.removeprefix("learnhub.").partition(".")
                if module.startswith("learnhub.") and rest.split(".")[0] == "models" and top != room:
                    yield f"{path.relative_to(source)} imports the tables of {top}"


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def hidden_imports(source: Path) -> Iterator[str]:
    """Imports inside functions, which are how cycles hide. The command line alone may wait with them."""
    for path in sorted(source.rglob("*.py")):
        if path.name in {"cli.py", "__main__.py"}:
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("learnhub"):
                        yield f"{path.relative_to(source)}: {function.name} imports {node.module}"


def test_every_contract_is_kept():
    checked = lint_imports(ROOT / "src")
    assert checked.returncode == 0, checked.stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the checker says of a copy in which every contract is broken once."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copytree(SOURCE, folder / "learnhub", ignore=shutil.ignore_patterns("static", "*.po"))
    for file, line in BREAKS.values():
        path = folder / "learnhub" / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    return lint_imports(folder).stdout


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_named(broken: str, contract: str):
    assert f"{contract} BROKEN" in broken


def test_every_contract_is_seen_to_fail():
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == set(BREAKS)


def test_services_write_at_home_only():
    assert list(foreign_models(SOURCE)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from learnhub.units.models import Unit",
        "from learnhub.units import models",
        "import learnhub.units.models",
    ],
)
def test_a_service_that_takes_another_rooms_tables_is_named(tmp_path: Path, line: str):
    service = tmp_path / "courses" / "service"
    service.mkdir(parents=True)
    (tmp_path / "courses" / "__init__.py").touch()
    (service / "publish.py").write_text(f"from learnhub.courses.models import Course\n{line}\n")
    assert set(foreign_models(tmp_path)) == {"courses/service/publish.py imports the tables of units"}


def test_no_import_hides_in_a_function():
    assert list(hidden_imports(SOURCE)) == []


def test_an_import_in_a_function_is_named(tmp_path: Path):
    (tmp_path / "rules.py").write_text("def f():\n    from learnhub.units import models\n")
    assert list(hidden_imports(tmp_path)) == ["rules.py: f imports learnhub.units"]
