"""A whole test as a person takes it: begin, ten answers, hand in, see the result."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import mean
from typing import Protocol

from tests.statements import counted

from bench.costs import cpu_seconds
from bench.forms import Form, find_form, read_forms
from bench.http import Client, Reply
from bench.pages import Bench, keep_ready, limit_load
from bench.servers import Server, bare
from bench.statements import InProcess
from bench.world import LANGUAGE, QUESTIONS, Member, World

SEATS = 8
FIRST = 4  # take it on the new server before the others, untimed


class Site(Protocol):
    def get(self, address: str) -> Reply: ...
    def post(self, address: str, body: str) -> Reply: ...


class Astray(Exception):
    """The test did not go as it should."""


@dataclass(frozen=True, slots=True)
class WholeTest:
    """From the press of "Start" to the result on screen, pages between the answers included."""

    tests: int
    requests: int
    cpu_ms: float
    times_bare: float
    statements: int


def measure_whole_tests(bench: Bench, server: Server, site: InProcess) -> WholeTest:
    """Each candidate takes the test once: the first one counted, the others as a class, some at a time.

    The bare response is asked over as many connections, before and after.
    """
    world = bench.world
    counted_one, *others = world.candidates
    first, others = others[:FIRST], others[FIRST:]
    speaker = replace(site, cookie=counted_one.cookie)
    begin = _begin(speaker, world)
    with counted(site.database.read_engine, site.database.write_engine) as sent:
        requests = take_test(speaker, begin)
    with bare(keep_ready(bench, server, "zstd")) as beside:
        limit = replace(limit_load(bench, beside, "zstd"), connections=SEATS)
        limit.run(bench.pace.warm_up)
        _cpu_of_tests(server, world, first)
        bare_us = [limit.run(bench.pace.window).cpu_us]
        cpu_us = 1e6 * _cpu_of_tests(server, world, others)
        bare_us.append(limit.run(bench.pace.window).cpu_us)
    return WholeTest(
        tests=len(others),
        requests=requests,
        cpu_ms=cpu_us / 1e3,
        times_bare=cpu_us / mean(bare_us),
        statements=sent.count,
    )


def take_test(site: Site, begin: Form) -> int:
    """Answers whatever is asked. Returns the number of requests."""
    page, requests = _go(site, begin)
    for number in range(1, QUESTIONS + 1):
        page, more = _go(site, find_form(page.text, f"/questions/{number}"))
        requests += more
    page, more = _go(site, find_form(page.text, "/submission"))
    if any(form.action.endswith("/submission") for form in read_forms(page.text)):
        raise Astray("the test could not be handed in")
    return requests + more


def _cpu_of_tests(server: Server, world: World, candidates: list[Member]) -> float:
    """CPU seconds of one test, on average."""
    with ExitStack() as stack, ThreadPoolExecutor(SEATS) as class_room:
        clients = [
            stack.enter_context(Client(server.port, cookie=candidate.cookie, encoding="zstd"))
            for candidate in candidates
        ]
        begins = [_begin(client, world) for client in clients]
        before = cpu_seconds(*server.roots)
        deque(class_room.map(take_test, clients, begins), maxlen=0)
        return (cpu_seconds(*server.roots) - before) / len(candidates)


def _begin(site: Site, world: World) -> Form:
    page = site.get(f"/{LANGUAGE}/courses/{world.course}/quizzes/{world.test}")
    return find_form(page.text, "/attempts")


def _go(site: Site, form: Form) -> tuple[Reply, int]:
    """Send a form and follow it to the page that it leads to."""
    reply, requests = site.post(form.action, form.filled()), 1
    while reply.status == 303:
        reply = site.get(reply.headers["location"])
        requests += 1
    if reply.status != 200:
        raise Astray(f"{form.action}: {reply.status}")
    return reply, requests
