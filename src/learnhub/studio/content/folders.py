"""Content folders on the disk."""

import os
from collections.abc import Iterator, Mapping
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path

from learnhub.kit.markdown import is_key

_COURSE_FILE = "course.toml"


def read_folder(path: Path) -> Mapping[str, bytes]:
    """Every file of a content folder by its path in it, with forward slashes.

    For the folder of one course the paths count from the folder around it, whose glossary is read
    too. Links are not followed, hidden files and folders are left out.
    Raises:
        NotADirectoryError: there is no such folder.
    """
    folder = path.resolve()
    if not folder.is_dir():
        raise NotADirectoryError(path)
    if not (folder / _COURSE_FILE).is_file():
        return dict(_files(folder, ""))
    beside = (file for file in sorted(folder.parent.glob("glossary.*.md")) if _is_plain(file))
    return {file.name: file.read_bytes() for file in beside} | dict(_files(folder, f"{folder.name}/"))


def new_course(path: Path) -> tuple[Path, ...]:
    """Write a small course of two lessons that passes the check; returns its files.

    Raises:
        ValueError: the name of the folder is not an id.
        FileExistsError: there is something at this path.
    """
    if not is_key(path.name):
        raise ValueError(path.name)
    path.mkdir(parents=True)
    return tuple(_copy(package_files("learnhub.studio") / "starter", path))


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if _is_plain(here / name))
        for file in (here / name for name in sorted(names)):
            if _is_plain(file):
                yield prefix + file.relative_to(folder).as_posix(), file.read_bytes()


def _is_plain(path: Path) -> bool:
    """Neither hidden nor a link nor a device."""
    return not path.name.startswith(".") and not path.is_symlink() and (path.is_file() or path.is_dir())


def _copy(source: Traversable, target: Path) -> Iterator[Path]:
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        goal = target / entry.name
        if entry.is_dir():
            goal.mkdir()
            yield from _copy(entry, goal)
        else:
            goal.write_bytes(entry.read_bytes())
            yield goal
