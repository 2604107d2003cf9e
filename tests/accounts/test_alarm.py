"""docs/rules.md, H25: the alarm of typed codes is the one that docs/operations.md tells an operator of."""

import re
from datetime import timedelta
from typing import get_args

import pytest
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from learnhub.accounts.rules import WRONG_CODES
from learnhub.accounts.service import count_wrong_code
from learnhub.accounts.service.codes import CodeKind
from learnhub.doors import ROUTERS
from tests.conftest import NOW
from tests.house.tree import ROOT

(TOLD,) = re.findall(
    r"^- \*\*Alarm\.\*\*.*$", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.MULTILINE
)


@pytest.mark.parametrize("kind", get_args(CodeKind))
def test_what_is_logged_once_when_an_hour_closes_is_what_the_operator_reads_of(
    session: Session, kind: CodeKind
):
    with capture_logs() as before:
        for _ in range(WRONG_CODES - 1):
            count_wrong_code(session, kind, now=NOW)
    with capture_logs() as logged:
        count_wrong_code(session, kind, now=NOW + timedelta(minutes=1))
        count_wrong_code(session, kind, now=NOW + timedelta(minutes=1))
    assert before == []
    (alarm,) = logged
    assert alarm.keys() == {"event", "kind", "log_level"}
    for said in (alarm["event"], alarm["kind"], alarm["log_level"]):
        assert f"`{said}`" in TOLD


def test_the_addresses_that_the_operator_looks_for_are_those_where_codes_are_typed():
    told = set(re.findall(r"`(/[a-z/]+)`", TOLD))
    assert len(told) == len(get_args(CodeKind))
    doors = [entry.path for router in ROUTERS for entry in router.entries if entry.method == "POST"]
    assert all(any(door.endswith(address) for door in doors) for address in told)
