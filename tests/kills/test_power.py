"""The run of test_kills.py can fail: docs/rules.md, R-05 and R-06, broken in a server on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from learnhub.kit.db import Database
from tests.kills import faults
from tests.kills.run import Run
from tests.kills.site import REAL_SITE, Site


@pytest.mark.long
@pytest.mark.parametrize(
    ("fault", "kind", "kills"),
    [
        (faults.acknowledges_early, "lost", 4),
        (faults.commits_twice, "half", 6),
        (faults.hands_in_again, "doubled", 6),
        (faults.lets_old_tabs_win, "stale", 2),
        (faults.forgets_keys, "ghost", 2),
    ],
)
def test_a_fault_in_the_server_is_found(
    site_database: Database,
    site_url: str,
    tmp_path: Path,
    workshop: Path,
    fault: Callable[[], FastAPI],
    kind: str,
    kills: int,
) -> None:
    site = Site(tmp_path, workshop / "compiled", site_url, f"{fault.__module__}:{fault.__name__}")
    found = Run(site, site_database, kills=kills, seed=fault.__name__).go()
    assert kind in {kind for kind, _ in found}, found


@pytest.mark.long
def test_a_constraint_that_is_missing_is_found(
    site_database: Database, site_url: str, tmp_path: Path, workshop: Path
) -> None:
    run = Run(Site(tmp_path, workshop / "compiled", site_url, REAL_SITE), site_database, kills=2, seed="keys")
    faults.drop_constraints(site_database)
    assert "doubled" in {kind for kind, _ in run.go()}
