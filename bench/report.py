"""Tables to read, and the same figures as one JSON file."""

import dataclasses
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.goals import (
    CORES,
    FIRST_PAINT_SECONDS,
    FIRST_VISIT,
    GROWTH_TIMES,
    LEARNERS,
    MEMORY_MB,
    NEXT_LESSON,
    PAGE_SECONDS,
    SAVE_P99_TIMES_P50,
    Verdict,
    at_most,
    judge,
)
from bench.growth import Growth
from bench.pages import Row
from bench.weight import Traffic, Weight
from bench.whole_test import WholeTest
from bench.workers import Workers

HEADS = ("page", "req/s", "p50 ms", "p99 ms", "CPU µs", "x bare", "SQL", "bytes", "goal", "verdict")


class Report:
    """Prints as figures come in, and remembers which limits were broken."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.figures: dict[str, Any] = {}
        self.over: list[str] = []

    def table(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        cells = [tuple(heads), *(tuple(row) for row in rows)]
        widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
        print(f"\n{title}")
        for number, row in enumerate(cells):
            print(
                "  ".join(
                    _aligned(cell, width, at)
                    for at, (cell, width) in enumerate(zip(row, widths, strict=True))
                ).rstrip()
            )
            if not number:
                print("  ".join("-" * width for width in widths))

    def pages(self, encoding: str, workers: int, rows: Sequence[Row]) -> None:
        plural = "process" if workers == 1 else "processes"
        title = f"{encoding}, {self.engine}, {workers} server {plural}"
        self.table(title, HEADS, (_page_cells(row) for row in rows))
        for row in rows:
            self._judged(row.name, row.verdict)
            if row.figures.failed:
                print(f"! {row.name}: {row.figures.failed} requests failed")
        self.figures.setdefault("pages", {})[encoding] = [_plain(row) for row in rows]
        self._save_times(rows)
        if encoding == "zstd":
            self._learners(rows)

    def whole_test(self, found: WholeTest) -> None:
        verdict = judge(
            "whole test",
            engine=self.engine,
            encoding="zstd",
            times_bare=found.times_bare,
            statements=found.statements,
        )
        self.table(
            f"a whole test of 10 questions, from Start to the result ({found.tests} people)",
            ("requests", "CPU ms", "x bare", "SQL", "goal", "verdict"),
            [
                [
                    *(str(found.requests), f"{found.cpu_ms:.1f}", f"{found.times_bare:.0f}"),
                    *(str(found.statements), verdict.goal, verdict.said),
                ]
            ],
        )
        self._judged("whole test", verdict)
        self.figures["whole_test"] = _plain(found)

    def workers(self, found: Workers) -> None:
        self.table(
            f"two server processes, zstd, {self.engine}",
            ("page", "req/s", "p50 ms", "p99 ms", "CPU µs"),
            ((name, *_times(window)) for name, window in found.rates.items()),
        )
        verdict = at_most(found.site_bytes / 1e6, MEMORY_MB, "MB")
        print(
            f"memory: {found.site_bytes / 1e6:.0f} MB (goal {verdict.goal}: {verdict.said}); "
            f"bare Starlette x 2 {found.bare_bytes / 1e6:.0f} MB"
            + (f"; PostgreSQL {found.database_bytes / 1e6:.0f} MB" if found.database_bytes else "")
        )
        self.figures["workers"] = _plain(found)

    def growth(self, found: Sequence[Growth], people: int) -> None:
        self.table(
            f"growth: CPU with 100 people and with {people:,}",
            ("page", "100, µs", f"{people:,}, µs", "times", "goal", "verdict"),
            (_growth_cells(growth) for growth in found),
        )
        self.figures["growth"] = [_plain(growth) | {"times": growth.times} for growth in found]

    def weight(self, found: Weight) -> None:
        visits = {
            "first visit to a lesson": (found.first_visit, FIRST_VISIT),
            "next lesson": (found.next_lesson, NEXT_LESSON),
        }
        rows = []
        for name, (traffic, limits) in visits.items():
            kilobytes, requests = traffic.wire_bytes / 1000, traffic.requests
            verdicts = (
                at_most(kilobytes, limits[0], "KB", is_limit=True),
                at_most(requests, limits[1], "requests", is_limit=True),
            )
            rows.append(_weight_cells(name, traffic, verdicts))
            for verdict in verdicts:
                self._judged(name, verdict)
        self.table(
            f"in Chromium {found.chromium} (pictures and audio apart)",
            ("visit", "KB", "requests", "goal", "verdict", "pictures KB", "pictures"),
            rows,
        )
        for name, seconds in (
            ("landing", found.landing_paint_seconds),
            ("lesson", found.lesson_paint_seconds),
        ):
            verdict = at_most(seconds, FIRST_PAINT_SECONDS, "s")
            print(f"first paint, {name}: {seconds:.2f} s (goal {verdict.goal}: {verdict.said})")
        self.figures["weight"] = _plain(found)

    def write(self, file: Path) -> None:
        file.write_text(json.dumps(self.figures, indent=1, ensure_ascii=False, default=str) + "\n")

    def _judged(self, name: str, verdict: Verdict) -> None:
        if verdict.is_over:
            self.over.append(f"{name}: {verdict.goal} ({verdict.said})")

    def _save_times(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.name == "save answer":
                times = row.figures.p99_ms / row.figures.p50_ms
                verdict = at_most(times, SAVE_P99_TIMES_P50, "times p50")
                print(
                    f"save answer, 32 writers: p99 is {times:.1f} times p50 "
                    f"(goal {verdict.goal}: {verdict.said})"
                )

    def _learners(self, rows: Sequence[Row]) -> None:
        lesson = next(row for row in rows if row.name == "lesson")
        cores = LEARNERS / PAGE_SECONDS * lesson.figures.cpu_us / 1e6
        verdict = at_most(cores, CORES, "cores")
        print(
            f"on paper: {LEARNERS:,} learners, a page each {PAGE_SECONDS} s, "
            f"{cores:.0f} cores (goal {verdict.goal}: {verdict.said})"
        )


def _aligned(cell: str, width: int, place: int) -> str:
    is_figure = bool(place) and cell[:1].isdigit()
    return cell.rjust(width) if is_figure else cell.ljust(width)


def _page_cells(row: Row) -> list[str]:
    return [
        row.name,
        *_times(row.figures),
        f"{row.times_bare:.1f}",
        "" if row.statements is None else str(row.statements),
        f"{row.wire_bytes}" if row.wire_bytes else "",
        row.verdict.goal,
        row.verdict.said,
    ]


def _times(window: Any) -> list[str]:
    return [f"{window.rate:.0f}", f"{window.p50_ms:.2f}", f"{window.p99_ms:.1f}", f"{window.cpu_us:.0f}"]


def _growth_cells(growth: Growth) -> list[str]:
    verdict = at_most(growth.times, GROWTH_TIMES, "times")
    return [
        growth.name,
        f"{growth.few_us:.0f}",
        f"{growth.many_us:.0f}",
        f"{growth.times:.2f}",
        verdict.goal,
        verdict.said,
    ]


def _weight_cells(name: str, traffic: Traffic, verdicts: Sequence[Verdict]) -> list[str]:
    said = {verdict.said for verdict in verdicts} - {"met"}
    return [
        name,
        f"{traffic.wire_bytes / 1000:.1f}",
        str(traffic.requests),
        ", ".join(verdict.goal for verdict in verdicts),
        "; ".join(sorted(said)) or "met",
        f"{traffic.extra_bytes / 1000:.1f}",
        str(traffic.extra_requests),
    ]


def _plain(found: Any) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(found).items() if name[0] != "_"}
