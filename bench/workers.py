"""Two server processes: what they answer in a second, and the memory that they take."""

from dataclasses import dataclass

from bench.costs import memory_bytes
from bench.load import Window, measure, median
from bench.pages import Bench, keep_ready
from bench.servers import bare, site
from bench.targets import pages, saving

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Workers:
    """Bytes are proportional set sizes after load; those of PostgreSQL stand apart."""

    rates: dict[str, Window]
    site_bytes: int
    database_bytes: int
    bare_bytes: int


def measure_workers(bench: Bench) -> Workers:
    with site(bench.world.place, workers=WORKERS) as server:
        targets = {target.name: target for target in pages(bench.world)}
        chosen = [targets["lesson"], targets["question"], saving(server, bench.world)]
        rates = {
            target.name: median(measure(bench.load(server, target, "zstd"), bench.pace)) for target in chosen
        }
        site_bytes = memory_bytes(server.roots[0])
        database_bytes = memory_bytes(*server.roots[1:])
        ready = keep_ready(bench, server, "zstd")
    with bare(ready, workers=WORKERS) as limit:
        bare_bytes = memory_bytes(*limit.roots)
    return Workers(rates, site_bytes, database_bytes, bare_bytes)
