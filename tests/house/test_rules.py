"""docs/rules.md: every rule has a source, and a test that names it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE, python_files

ROW = re.compile(r"^\| ([A-Z]+-?\d+) \|(.*)\|(.*)\|$", re.MULTILINE)
CODE = r"\b[A-Z]{1,2}-?\d+\b"
CITED = re.compile(r"docs/rules\.md,(.*?)\.(?:\s|$)", re.DOTALL)
HERE = "test_rules.py"


def rules(document: str) -> dict[str, tuple[str, str]]:
    """Code → what it says, and whose word it is."""
    return {code: (text.strip(), source.strip()) for code, text, source in ROW.findall(document)}


def faults(document: str, tests: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[str]:
    known = rules(document)
    codes = [code for code, _, _ in ROW.findall(document)]
    yield from (f"{code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1}))
    for code, (text, source) in known.items():
        if not text or not source:
            yield f"{code} lacks its words or its source"
        if not any(re.search(rf"\b{code}\b", written) for written in tests.values()):
            yield f"{code} is named by no test"
    for name, written in sources.items():
        for cited in CITED.findall(written):
            for code in re.findall(CODE, cited):
                if code not in known:
                    yield f"{name} cites {code}, which is no rule"


def _texts(*paths: Path) -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def test_every_rule_has_a_source_and_is_named_by_a_test():
    document = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    tests = _texts(*(path for path in python_files("tests") if path.name != HERE))
    found = list(faults(document, tests, _texts(*sorted(SOURCE.rglob("*.py")))))
    assert not found, "\n".join(found)
    assert len(rules(document)) > 30


@pytest.mark.parametrize(
    ("document", "source", "expected"),
    [
        pytest.param("| Q9 | Answers stay. | law |", "", "Q9 is named by no test", id="no test"),
        pytest.param("| Q1 | Answers stay. | |", "", "Q1 lacks its words or its source", id="no source"),
        pytest.param("| Q1 | A. | law |\n| Q1 | B. | law |", "", "Q1 stands twice", id="twice"),
        pytest.param(
            "| Q1 | A. | law |",
            "Source: docs/rules.md, Q1 (part 1.5 marks), Q2.",
            "a.py cites Q2, which is no rule",
            id="unknown",
        ),
    ],
)
def test_a_rule_with_a_fault_is_named(document: str, source: str, expected: str):
    assert list(faults(document, {"test_a.py": '"""Q1."""'}, {"a.py": source})) == [expected]


def test_a_rule_in_order_has_no_fault():
    document = "| Code | Rule | Source |\n|---|---|---|\n| R-41 | No forgery. | trust |\n"
    assert list(faults(document, {"test_a.py": '"""R-41."""'}, {"a.py": "docs/rules.md, R-41."})) == []
