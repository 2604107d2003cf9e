"""docs/rules.md: every rule has a source, and a test that names it; nobody cites what is no rule."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT, SOURCE, python_files

ROW = re.compile(r"^\| ([A-Z]+-?\d+) \|(.*)\|(.*)\|$", re.MULTILINE)
CODE = r"\b[A-Z]{1,2}-?\d+\b"
REQUIREMENT = re.compile(r"\bR-\d+\b")
CITED = re.compile(r"docs/rules\.md,(.*?)\.(?:\s|\"|$)", re.DOTALL)


def rules(document: str) -> dict[str, tuple[str, str]]:
    """Code → what it says, and whose word it is."""
    return {code: (text.strip(), source.strip()) for code, text, source in ROW.findall(document)}


def requirements(document: str) -> set[str]:
    """Codes that stand among the sources of a rule: the rule says them in the house's words."""
    return {code for _, source in rules(document).values() for code in REQUIREMENT.findall(source)}


def faults(document: str, tests: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[str]:
    """`tests` and `sources` by the names of their files."""
    known = rules(document)
    codes = [code for code, _, _ in ROW.findall(document)]
    yield from (f"{code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1}))
    for code, (text, source) in known.items():
        if not text or not source:
            yield f"{code} lacks its words or its source"
    both = known.keys() | requirements(document)
    named = {code for written in tests.values() for code in re.findall(CODE, written)}
    yield from (f"{code} is named by no test" for code in sorted(both - named))
    for name, written in {**tests, **sources}.items():
        cited = {code for place in CITED.findall(written) for code in re.findall(CODE, place)}
        yield from (f"{name} cites {code}, which is no rule" for code in sorted(cited - both))


def _texts(*paths: Path) -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}


def test_every_rule_has_a_source_and_is_named_by_a_test():
    document = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    tests = _texts(*(path for path in python_files("tests") if path != Path(__file__)))
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
        pytest.param("| Q1 | A. | R-99 |", "", "R-99 is named by no test", id="a requirement without a test"),
    ],
)
def test_a_rule_with_a_fault_is_named(document: str, source: str, expected: str):
    assert list(faults(document, {"test_a.py": '"""Q1."""'}, {"a.py": source})) == [expected]


def test_a_test_that_cites_no_rule_is_named():
    tests = {"test_a.py": '"""docs/rules.md, Q1, R-98: answers stay."""\nMOST = "F-24. Q7"'}
    assert list(faults("| Q1 | Answers stay. | law |", tests, {})) == [
        "test_a.py cites R-98, which is no rule"
    ]


def test_a_rule_in_order_has_no_fault():
    document = "| Code | Rule | Source |\n|---|---|---|\n| R-41 | No forgery. | trust |\n"
    assert list(faults(document, {"test_a.py": '"""R-41."""'}, {"a.py": "docs/rules.md, R-41."})) == []
