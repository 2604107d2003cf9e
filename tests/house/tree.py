"""The tree as the guards see it: its files, its rooms and their floors."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "learnhub"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def floors() -> dict[str, int]:
    """Module or room → its floor, from the import contract "Floors". The ground floor is 0."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "Floors")
    return {
        room.strip(" ()"): floor for floor, layer in enumerate(reversed(layers)) for room in layer.split("|")
    }


def rooms(source: Path = SOURCE) -> list[str]:
    """Every package that has a floor of its own."""
    return sorted(folder.parent.name for folder in source.glob("*/__init__.py"))


def templates(source: Path = SOURCE) -> Iterator[tuple[str, Path]]:
    """The name under which a template is rendered, and its file."""
    for folder in sorted(source.glob("*/templates")):
        for path in sorted(folder.rglob("*.html")):
            inside = path.relative_to(folder).as_posix()
            yield (inside if folder.parent.name == "web" else f"{folder.parent.name}/{inside}"), path


def python_files(*tops: str, root: Path = ROOT) -> Iterator[Path]:
    for top in tops:
        yield from sorted((root / top).rglob("*.py"))
