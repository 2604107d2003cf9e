"""Every shipped course in one go: nothing is written twice, and no more memory than a small machine has."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select

from learnhub.kit.db import Base, open_database, reads
from tests.factories.content import CATALOGUE

MEGABYTES = 150
# The command, and then the most memory that it had: what `wait4` tells would count the tests' own.
PROGRAM = """
import atexit, re, runpy, sys
status = lambda: open("/proc/self/status").read()
atexit.register(lambda: print("peak", re.search(r"VmHWM:\\s+(\\d+)", status())[1]))
sys.argv[0] = "learnhub"
runpy.run_module("learnhub", run_name="__main__")
"""


class Run(NamedTuple):
    published: int
    unchanged: int
    megabytes: float


def publish(data: Path) -> Run:
    command = [sys.executable, "-c", PROGRAM, "content", "publish", str(CATALOGUE)]
    environment = os.environ | {"LEARNHUB_DATA": str(data), "LEARNHUB_DATABASE_URL": ""}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    found = re.search(r"(\d+) published, (\d+) unchanged\npeak (\d+)", done.stdout)
    assert found, done.stdout
    return Run(int(found[1]), int(found[2]), int(found[3]) / 1024)


def counts(path: Path) -> dict[str, int]:
    database = open_database(f"sqlite:///{path}")
    with reads(database) as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }
    database.dispose()
    return found


@pytest.mark.long
def test_the_whole_catalogue_is_published_once(tmp_path: Path) -> None:
    environment = os.environ | {"LEARNHUB_DATA": str(tmp_path), "LEARNHUB_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "learnhub", "migrate"], env=environment, check=True)
    first = publish(tmp_path)
    assert (first.published > 8, first.unchanged) == (True, 0)
    assert first.megabytes < MEGABYTES
    before = counts(tmp_path / "learnhub.db")
    again = publish(tmp_path)
    assert (again.published, again.unchanged) == (0, first.published)
    assert counts(tmp_path / "learnhub.db") == before
