"""docs/rules.md, R-05: handed in exactly once, R-06: what was acknowledged is there. The whole process
group of a server is killed while members answer, finish lessons and hand in, much of it twice.
"""

from pathlib import Path

import pytest

from learnhub.kit.db import Database
from tests.kills.run import Run
from tests.kills.site import Site

FEW, MANY = 2, 50


@pytest.mark.parametrize(
    "kills",
    [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.long)],
)
def test_no_kill_loses_doubles_or_halves_what_was_acknowledged(
    site_database: Database, site_url: str, tmp_path: Path, workshop: Path, kills: int
) -> None:
    run = Run(Site(tmp_path, workshop / "compiled", site_url), site_database, kills=kills, seed=f"{kills}")
    faults = run.go()
    print(run.figures)
    assert not faults, "\n".join([run.figures, *map(str, faults)])
