"""What was measured on: versions, cores, load. No names of machines."""

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from learnhub.kit.db import sqlite_module

BUSY = 1.5
LIBRARIES = ("fastapi", "starlette", "uvicorn", "sqlalchemy", "jinja2", "starlette-compress")


def versions() -> dict[str, str]:
    found = {
        "Python": platform.python_version(),
        "SQLite": str(sqlite_module().sqlite_version),
        **{name: version(name) for name in LIBRARIES},
        "wrk": _program("wrk", "-v"),
        "nginx": _program("nginx", "-v"),
    }
    return {name: said for name, said in found.items() if said}


def cores() -> int:
    return len(os.sched_getaffinity(0))


def load_average() -> float:
    """Over the last minute: 2 on two cores is a machine without a free moment."""
    return os.getloadavg()[0]


def is_in_memory(folder: Path) -> bool:
    """A commit that is synced to a RAM disk costs nothing, and proves nothing."""
    mounts = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
    kinds = {mount[1]: mount[2] for mount in mounts}
    nearest = max((place for place in kinds if _holds(place, folder)), key=len)
    return kinds[nearest] in {"tmpfs", "ramfs"}


def _holds(place: str, folder: Path) -> bool:
    return folder.resolve().is_relative_to(place)


def _program(name: str, option: str) -> str:
    path = shutil.which(name)
    if path is None:
        return ""
    done = subprocess.run([path, option], capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+[.\d]*", done.stdout + done.stderr)
    return found.group() if found else "?"
