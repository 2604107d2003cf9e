"""`python -m bench`: measures, prints, and ends with 1 when bytes, requests or statements are over.

Times and memory are printed beside their goals and never decide: they move with the machine.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import machine
from bench.databases import ENGINES, Place, database_server
from bench.goals import LESSON_BYTES
from bench.growth import measure_growth
from bench.load import Pace
from bench.pages import ENCODINGS, Bench, ask, measure_table
from bench.report import Report
from bench.servers import Server, site
from bench.statements import count_statements, in_process
from bench.targets import health, pages, saving
from bench.weight import measure_weight
from bench.whole_test import measure_whole_tests
from bench.workers import measure_workers
from bench.world import World, make_world

PARTS = ("pages", "test", "workers", "growth", "browser")
QUICK = Pace(window=1, warm_up=1, windows=3)
MEMBERS, CANDIDATES = 200, 25


def main() -> int:
    given = _arguments()
    report = Report(given.engine)
    load_at_start = _say_machine(report)
    with (
        tempfile.TemporaryDirectory(prefix="learnhub-bench-") as name,
        database_server(given.engine, Path(name)) as make_place,
    ):
        _measure(given, report, Path(name), make_place)
    load_at_end = machine.load_average()
    print(f"\nload average at start {load_at_start:.2f}, at end {load_at_end:.2f}")
    report.figures["load"] = [load_at_start, load_at_end]
    if given.json:
        report.write(given.json)
    for line in report.over:
        print(f"over the limit: {line}")
    return 1 if report.over else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--workers", type=int, default=1, help="server processes of the page tables")
    parser.add_argument("--people", type=int, default=10_000, help="how many the growth goes up to")
    parser.add_argument("--encodings", nargs="+", choices=ENCODINGS, default=ENCODINGS)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--quick", action="store_true", help="windows of one second, to try out")
    parser.add_argument("--json", type=Path, help="write the figures into this file")
    return parser.parse_args()


def _say_machine(report: Report) -> float:
    load = machine.load_average()
    found = machine.versions()
    print(f"{machine.cores()} cores; " + ", ".join(f"{name} {said}" for name, said in found.items()))
    report.figures |= {"cores": machine.cores(), "versions": found, "engine": report.engine}
    if load > machine.BUSY:
        print(f"Warning: the load average is {load:.2f}: rates are lower bounds, times upper bounds.")
    if "wrk" not in found:
        print("Note: wrk is not installed. An own small client asks: rates and times are not the server's.")
    if "nginx" not in found:
        print("Note: nginx is not installed: the static file is left out.")
    return load


def _measure(
    given: argparse.Namespace, report: Report, folder: Path, make_place: Callable[[str], Place]
) -> None:
    if machine.is_in_memory(folder):
        print(f"Warning: {folder} is in memory: syncing a commit costs nothing there. Set TMPDIR.")
    pace = QUICK if given.quick else Pace()
    if set(given.only) - {"growth"}:
        world = make_world(make_place("bench"), people=MEMBERS, members=MEMBERS, candidates=CANDIDATES)
        _measure_world(given, report, folder, pace, world)
    if "growth" in given.only:
        found = measure_growth(make_place, folder, pace, people=given.people)
        report.growth(found, given.people)


def _measure_world(given: argparse.Namespace, report: Report, folder: Path, pace: Pace, world: World) -> None:
    with site(world.place, workers=given.workers) as server, in_process(world) as inside:
        _check_lesson(server, world)
        counted = count_statements(inside, [*pages(world), saving(server, world), health()])
        bench = Bench(given.engine, folder, pace, world, counted, given.workers)
        if "browser" in given.only and (weight := measure_weight(server, world)):
            report.weight(weight)
        if "test" in given.only:
            report.whole_test(measure_whole_tests(bench, server, inside))
        if "pages" in given.only:
            for number, encoding in enumerate(given.encodings):
                rows = measure_table(bench, server, encoding, is_first=not number)
                report.pages(encoding, given.workers, rows)
    if "workers" in given.only:
        report.workers(measure_workers(bench))


def _check_lesson(server: Server, world: World) -> None:
    """The page that the goals speak of: long, and with the member's own."""
    lesson = next(target for target in pages(world) if target.name == "lesson")
    text = ask(server, lesson.turns()[0], "identity").text
    assert len(text.encode()) >= LESSON_BYTES, "the lesson is too short to be measured"
    assert "Nguyễn Thị Hương 1" in text, "the lesson does not show the member"


if __name__ == "__main__":
    sys.exit(main())
