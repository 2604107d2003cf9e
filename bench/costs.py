"""What processes used: CPU time and memory, from /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def process_tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for pid, fields in _processes():
        children.setdefault(int(fields[1]), []).append(pid)
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_seconds(*roots: int) -> float:
    """User and system time of whole trees, with that of children that ended."""
    wanted = {pid for root in roots for pid in process_tree(root)}
    # Fields 14 to 17 of proc(5), counted from the state: utime, stime, cutime, cstime.
    ticks = sum(sum(map(int, fields[11:15])) for pid, fields in _processes() if pid in wanted)
    return ticks / _TICKS


def memory_bytes(*roots: int) -> int:
    """Proportional set size of whole trees: pages that several processes share are counted once."""
    return sum(_pss(pid) for root in roots for pid in process_tree(root))


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Every process with the fields of its stat line from the state on: 0 state, 1 parent …"""
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                line = Path(f"/proc/{entry}/stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield int(entry), line.rpartition(")")[2].split()
