"""What stands beside the courses: a list in one TOML file, and its words in a file of each language."""

from collections.abc import Mapping, Sequence

from learnhub.courses.content.facts import Facts, read_facts
from learnhub.courses.content.files import read_text
from learnhub.courses.content.parity import Places
from learnhub.courses.content.records import TextBlock
from learnhub.kit.faults import Faults
from learnhub.kit.markdown import is_key
from learnhub.kit.words import N_


def read_list(
    files: Mapping[str, bytes], path: str, name: str, faults: Faults, *, missing: str
) -> tuple[Facts, ...] | None:
    """The tables of [[name]], or None when they cannot be read. `missing` says what the file is for."""
    if path not in files:
        faults.of(path).add(1, N_("This file is missing."), missing)
        return None
    text = read_text(files, path, faults)
    facts = read_facts(text, faults.of(path)) if text is not None else None
    if facts is None:
        return None
    tables = facts.tables(name)
    facts.close()
    return tables


def refuse_clashes(tables: Sequence[Facts], keys: Sequence[str], says: str, mend: str) -> None:
    """`says` has a place for the value."""
    for number, (table, key) in enumerate(zip(tables, keys, strict=True)):
        if key and key in keys[:number]:
            table.fault("id", says, mend, value=key)


def places_of(tables: Sequence[Facts], keys: Sequence[str]) -> Places:
    """The ids that the files of words must have, with their lines."""
    return [(key, table.line_of("id")) for table, key in zip(tables, keys, strict=True) if is_key(key)]


def is_one_paragraph(blocks: Sequence[TextBlock]) -> bool:
    return [block.kind for block in blocks] == ["paragraph"]
