"""All languages say the same thing: the same ids, in the same order."""

from collections.abc import Sequence
from typing import TypeAlias

from learnhub.kit.faults import FileFaults
from learnhub.kit.words import N_

Places: TypeAlias = Sequence[tuple[str, int]]


def compare_ids(source: Places, source_path: str, other: Places, faults: FileFaults, line: int = 1) -> None:
    """Ids (or file names) with their lines: what `other` lacks, adds or moves is its fault.

    `line` is where something that is missing would stand.
    """
    wanted = [key for key, _ in source]
    lines = dict(other)
    for key in wanted:
        if key not in lines:
            faults.add(
                line,
                N_("“%(key)s” is missing here, but stands in %(source)s."),
                N_("Write it in this language too, or take it out of all languages."),
                key=key,
                source=source_path,
            )
    for key, place in other:
        if key not in wanted:
            faults.add(
                place,
                N_("“%(key)s” does not stand in %(source)s."),
                N_("Take it out here, or write it in all languages."),
                key=key,
                source=source_path,
            )
    _compare_order([key for key in wanted if key in lines], source_path, other, faults)


def _compare_order(wanted: list[str], source_path: str, other: Places, faults: FileFaults) -> None:
    shared = [(key, line) for key, line in other if key in wanted]
    for (key, line), expected in zip(shared, wanted, strict=False):
        if key != expected:
            faults.add(
                line,
                N_("“%(key)s” stands in another place than in %(source)s."),
                N_("Here belongs “%(expected)s”: keep the same order in all languages."),
                key=key,
                expected=expected,
                source=source_path,
            )
            return
