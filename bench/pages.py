"""Every page under load, in one encoding after the other, beside the limits of this machine."""

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


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `times_bare` is its CPU as a multiple of the bare response's."""

    name: str
    figures: Window
    windows: tuple[Window, ...]
    statements: int | None
    wire_bytes: int
    times_bare: float | None
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
    limits = _limits(bench, keep_ready(bench, server, encoding), encoding)
    base_us = limits[0].figures.cpu_us
    targets = pages(bench.world)
    if is_first:
        targets += [saving(server, bench.world), health()]
    rows = [_row(bench, server, target, encoding, base_us) for target in targets]
    return [*rows, *limits]


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


def _limits(bench: Bench, ready: Path, encoding: str) -> list[Row]:
    """The same bytes, ready, from the framework and from nginx."""
    rows = []
    turn = Turn(f"/{encoding}")
    with bare(ready, workers=bench.workers) as server:
        windows = measure(Load(server, lambda: [turn], bench.folder, encoding), bench.pace)
        rows.append(_limit_row(BARE, windows, ask(server, turn, encoding)))
    with nginx(ready) as static:
        if static is not None:
            windows = measure(Load(static, lambda: [turn], bench.folder, encoding), bench.pace)
            base_us = rows[0].figures.cpu_us
            rows.append(_limit_row(STATIC, windows, ask(static, turn, encoding), base_us))
    return rows


def _limit_row(name: str, windows: Sequence[Window], reply: Reply, base_us: float | None = None) -> Row:
    figures = median(windows)
    times = figures.cpu_us / (base_us or figures.cpu_us)
    return Row(name, figures, tuple(windows), None, reply.wire_bytes, times, Verdict())


def _row(bench: Bench, server: Server, target: Target, encoding: str, base_us: float) -> Row:
    turn = target.turns()[0]
    wire_bytes = 0 if turn.answers else ask(server, turn, encoding).wire_bytes
    windows = measure(bench.load(server, target, encoding), bench.pace)
    figures, statements = median(windows), bench.statements.get(target.name)
    verdict = judge(
        target.name,
        engine=bench.engine,
        encoding=encoding,
        cpu_us=figures.cpu_us,
        statements=statements,
    )
    times = figures.cpu_us / base_us
    return Row(target.name, figures, tuple(windows), statements, wire_bytes, times, verdict)
