"""Requests of many members in turn, for a bounded time: by wrk, or by an own client without it."""

import asyncio
import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from bench.costs import cpu_seconds
from bench.http import read_head, request_head
from bench.servers import Server

MARK = "bench-figures "


@dataclass
class Turn:
    """One member's request. With `answers` it posts: the answer after `seen`, under a new key."""

    path: str
    cookie: str = ""
    fixed: str = ""
    answers: list[str] = field(default_factory=list)
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of a window, seconds of warming up, number of windows."""

    window: float = 5.0
    warm_up: float = 1.0
    windows: int = 3


@dataclass(frozen=True, slots=True)
class Window:
    """What one stretch of load showed. Times in milliseconds, CPU in microseconds a request."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    failed: int
    cpu_us: float = 0.0

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


@dataclass(frozen=True, slots=True)
class Load:
    """Runs turns against a server over `connections` that stay open. They are made anew each time."""

    server: Server
    turns: Callable[[], Sequence[Turn]]
    folder: Path
    encoding: str = "zstd"
    connections: int = 16

    def run(self, seconds: float) -> Window:
        before = cpu_seconds(*self.server.roots)
        run = self._by_wrk if shutil.which("wrk") else self._by_own_client
        window = run(seconds)
        used = cpu_seconds(*self.server.roots) - before
        return Window(**asdict(window) | {"cpu_us": 1e6 * used / max(window.requests, 1)})

    def _by_wrk(self, seconds: float) -> Window:
        script = self.folder / "turns.lua"
        script.write_text(self.script())
        command = [
            *("wrk", "--threads", "1", "--connections", str(self.connections)),
            *("--duration", f"{max(1, round(seconds))}s", "--timeout", "20s"),
            *("--script", str(script), f"http://127.0.0.1:{self.server.port}/"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        line = next(line for line in done.stdout.splitlines() if line.startswith(MARK))
        return Window(**json.loads(line[len(MARK) :]))

    def script(self) -> str:
        """For wrk: the turns, and how to take them."""
        return _lua(self.turns(), self.encoding)

    def _by_own_client(self, seconds: float) -> Window:
        return asyncio.run(_drive(self, seconds))


def measure(load: Load, pace: Pace) -> list[Window]:
    load.run(pace.warm_up)
    return [load.run(pace.window) for _ in range(pace.windows)]


def median(windows: Sequence[Window]) -> Window:
    """The middle of each figure by itself; failures are added up."""
    return Window(
        requests=sum(window.requests for window in windows),
        seconds=sum(window.seconds for window in windows),
        p50_ms=statistics.median(window.p50_ms for window in windows),
        p99_ms=statistics.median(window.p99_ms for window in windows),
        failed=sum(window.failed for window in windows),
        cpu_us=statistics.median(window.cpu_us for window in windows),
    )


def _lua(turns: Sequence[Turn], encoding: str) -> str:
    rows = "\n".join(map(_lua_row, turns))
    start = f"{uuid4()}"[:-12]
    return _SCRIPT % {"rows": rows, "encoding": encoding, "start": start, "mark": MARK}


def _lua_row(turn: Turn) -> str:
    answers = ", ".join(map(_quoted, turn.answers))
    return (
        f"  {{ path = {_quoted(turn.path)}, cookie = {_quoted(turn.cookie)}, "
        f"fixed = {_quoted(turn.fixed)}, seen = {turn.seen}, answers = {{ {answers} }} }},"
    )


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)


# A key is a UUID whose last twelve signs count, so that none comes twice.
_SCRIPT = """
local turns = {
%(rows)s
}
local at, count, gets = 0, 0, {}
local is_tried = false

local function headers(turn)
  local found = { ["Accept-Encoding"] = "%(encoding)s", ["Sec-Fetch-Site"] = "same-origin" }
  if turn.cookie ~= "" then found["Cookie"] = turn.cookie end
  return found
end

function init(args)
  for number, turn in ipairs(turns) do
    if #turn.answers == 0 then gets[number] = wrk.format("GET", turn.path, headers(turn)) end
  end
end

function request()
  at = at %% #turns + 1
  if gets[at] then return gets[at] end
  local turn, with = turns[at], headers(turns[at])
  count = count + 1
  with["Content-Type"] = "application/x-www-form-urlencoded"
  local answer = turn.answers[turn.seen %% #turn.answers + 1]
  local key = string.format("%(start)s%%012x", count)
  local body = turn.fixed .. "&seen=" .. turn.seen .. "&key=" .. key .. "&" .. answer
  if is_tried then
    turn.seen = turn.seen + 1
  else  -- wrk asks once to look at a request, which it never sends
    at, is_tried = at - 1, true
  end
  return wrk.format("POST", turn.path, with, body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = '{"requests": %%d, "seconds": %%f, "p50_ms": %%f, "p99_ms": %%f, "failed": %%d}'
  print("%(mark)s" .. string.format(form, summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
"""


async def _drive(load: Load, seconds: float) -> Window:
    """The small client: slower than wrk, so rates and times are lower bounds; CPU is as good."""
    deadline = time.perf_counter() + seconds
    times: list[float] = []
    failures: list[int] = []
    turns = _endless(load.turns())

    async def browse() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", load.server.port)
        while time.perf_counter() < deadline:
            started_at = time.perf_counter()
            writer.write(_request(next(turns), load))
            status = await _read_status(reader)
            times.append(time.perf_counter() - started_at)
            if status >= 400:
                failures.append(status)
        writer.close()

    started_at = time.perf_counter()
    await asyncio.gather(*(browse() for _ in range(load.connections)))
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return Window(
        requests=len(times),
        seconds=time.perf_counter() - started_at,
        p50_ms=cuts[49] * 1e3,
        p99_ms=cuts[98] * 1e3,
        failed=len(failures),
    )


def _endless(turns: Sequence[Turn]) -> Iterator[Turn]:
    while True:
        yield from turns


def _request(turn: Turn, load: Load) -> bytes:
    body = b""
    if turn.answers:
        answer = turn.answers[turn.seen % len(turn.answers)]
        body = f"{turn.fixed}&{urlencode({'seen': turn.seen, 'key': uuid4()})}&{answer}".encode()
        turn.seen += 1
    method = "POST" if turn.answers else "GET"
    port = load.server.port
    return request_head(method, turn.path, port, turn.cookie, load.encoding, len(body)) + body


async def _read_status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status, headers = read_head(head)
    if headers.get("transfer-encoding") == "chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(headers.get("content-length", "0")))
    return status
