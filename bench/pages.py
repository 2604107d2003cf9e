"""Every page under load, in one encoding after the other, beside the limits of this machine."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.goals import Verdict, judge
from bench.http import Client, Reply
from bench.load import Load, Pace, Turn, Window, measure, median
from bench.servers import Server, bare, nginx
from bench.targets import Target, health, pages, saving
from bench.world import World

ENCODINGS = ("zstd", "gzip", "identity")
BARE, STATIC = "bare Starlette", "nginx, static file"
LIMIT_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `times_bare` is its CPU as a multiple of the bare response's."""

    name: str
    figures: Window
    windows: tuple[Window, ...]
    statements: int | None
    wire_bytes: int
    times_bare: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Bench:
    """What all measurements of one run share."""

    engine: str
    folder: Path
    pace: Pace
    world: World
    statements: Mapping[str, int]
    workers: int = 1

    def load(self, server: Server, target: Target, encoding: str) -> Load:
        return Load(server, target.turns, self.folder, encoding, target.connections)


def measure_table(bench: Bench, server: Server, encoding: str, *, is_first: bool) -> list[Row]:
    """Answers without a body are the same in every encoding: they stand in the first table only."""
    targets = pages(bench.world)
    if is_first:
        targets += [saving(server, bench.world), health()]
    ready = keep_ready(bench, server, encoding)
    with bare(ready, workers=bench.workers) as beside:
        limit = limit_load(bench, beside, encoding)
        rows = [_row(bench, server, target, encoding, limit) for target in targets]
        windows = measure(limit, bench.pace)
        rows.append(_limit_row(BARE, windows, ask(beside, limit.turns()[0], encoding), 1.0))
    base_us = rows[-1].figures.cpu_us
    with nginx(ready) as static:
        if static is not None:
            load = limit_load(bench, static, encoding)
            windows = measure(load, bench.pace)
            times = median(windows).cpu_us / base_us
            rows.append(_limit_row(STATIC, windows, ask(static, load.turns()[0], encoding), times))
    return rows


def limit_load(bench: Bench, server: Server, encoding: str) -> Load:
    """The ready bytes of `keep_ready`."""
    turn = Turn(f"/{encoding}")
    return Load(server, lambda: [turn], bench.folder, encoding)


def ask(server: Server, turn: Turn, encoding: str) -> Reply:
    """One reply, looked at before a thousand of them are counted."""
    with Client(server.port, cookie=turn.cookie, encoding=encoding) as client:
        reply = client.get(turn.path)
    if reply.status != 200:
        raise AssertionError(f"{turn.path}: {reply.status}")
    if reply.headers.get("content-encoding", "identity") != encoding and turn.path != "/healthz":
        raise AssertionError(f"{turn.path}: sent without {encoding}")
    return reply


def keep_ready(bench: Bench, server: Server, encoding: str) -> Path:
    """The folder that holds the bytes of a member's lesson, as they were sent."""
    lesson = next(target for target in pages(bench.world) if target.name == "lesson")
    ready = bench.folder / f"ready-{encoding}" / "files"
    ready.mkdir(parents=True, exist_ok=True)
    (ready / encoding).write_bytes(ask(server, lesson.turns()[0], encoding).body)
    return ready


def _limit_row(name: str, windows: Sequence[Window], reply: Reply, times: float) -> Row:
    return Row(name, median(windows), tuple(windows), None, reply.wire_bytes, times, Verdict())


def _row(bench: Bench, server: Server, target: Target, encoding: str, limit: Load) -> Row:
    turn = target.turns()[0]
    wire_bytes = 0 if turn.answers else ask(server, turn, encoding).wire_bytes
    windows, times = _in_turn(bench.load(server, target, encoding), limit, bench.pace)
    statements = bench.statements.get(target.name)
    verdict = judge(
        target.name, engine=bench.engine, encoding=encoding, times_bare=times, statements=statements
    )
    return Row(target.name, median(windows), windows, statements, wire_bytes, times, verdict)


def _in_turn(load: Load, limit: Load, pace: Pace) -> tuple[tuple[Window, ...], float]:
    """Windows of a page, and its CPU by that of the limit, which is asked between them: the machine
    is faster in one minute than in the next."""
    load.run(pace.warm_up)
    pairs = [(load.run(pace.window), limit.run(LIMIT_SECONDS)) for _ in range(pace.windows)]
    times = statistics.median(page.cpu_us / bare.cpu_us for page, bare in pairs)
    return tuple(page for page, _bare in pairs), times
