"""A whole test as a person takes it: begin, ten answers, hand in, see the result."""

from dataclasses import dataclass, replace
from typing import Protocol

from tests.statements import counted

from bench.costs import cpu_seconds
from bench.forms import Form, find_form, read_forms
from bench.http import Client, Reply
from bench.servers import Server
from bench.statements import InProcess
from bench.world import LANGUAGE, QUESTIONS, Member, World


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
    statements: int


def measure_whole_tests(server: Server, site: InProcess, world: World) -> WholeTest:
    """Each candidate takes the test once: the first one counted, the others one after the other."""
    counted_one, *others = world.candidates
    speaker = replace(site, cookie=counted_one.cookie)
    begin = _begin(speaker, world)
    with counted(site.database.read_engine, site.database.write_engine) as sent:
        requests = take_test(speaker, begin)
    return WholeTest(
        tests=len(others),
        requests=requests,
        cpu_ms=1e3 * _cpu_of_tests(server, world, others),
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
    """CPU seconds of one test, on average: the clock ticks too slowly for a single one."""
    used = 0.0
    for candidate in candidates:
        with Client(server.port, cookie=candidate.cookie, encoding="zstd") as client:
            begin = _begin(client, world)
            before = cpu_seconds(*server.roots)
            take_test(client, begin)
            used += cpu_seconds(*server.roots) - before
    return used / len(candidates)


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
