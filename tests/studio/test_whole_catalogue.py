"""Every shipped course in one go: as long, and as much memory, as a small machine has to spare."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import func, select

from learnhub.kit.db import Base, open_database, reads
from tests.factories.content import CATALOGUE

FIRST_SECONDS, AGAIN_SECONDS = 20, 3
MEGABYTES = 300


class Run(NamedTuple):
    """`seconds` are those of a processor: how busy the machine is otherwise is not what is judged."""

    said: str
    seconds: float
    megabytes: float


def publish(data: Path) -> Run:
    command = [sys.executable, "-m", "learnhub", "content", "publish", str(CATALOGUE)]
    environment = os.environ | {"LEARNHUB_DATA": str(data), "LEARNHUB_DATABASE_URL": ""}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.read().decode()
        _, process.returncode, usage = os.wait4(process.pid, 0)
    return Run(said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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
def test_the_whole_catalogue_is_published_soon_and_again_at_once(tmp_path: Path) -> None:
    environment = os.environ | {"LEARNHUB_DATA": str(tmp_path), "LEARNHUB_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "learnhub", "migrate"], env=environment, check=True)
    first = publish(tmp_path)
    assert "9 published, 0 unchanged" in first.said
    assert first.seconds < FIRST_SECONDS
    assert first.megabytes < MEGABYTES
    before = counts(tmp_path / "learnhub.db")
    again = publish(tmp_path)
    assert "0 published, 9 unchanged" in again.said
    assert again.seconds < AGAIN_SECONDS
    assert counts(tmp_path / "learnhub.db") == before
