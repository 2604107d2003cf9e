"""The same pages with a hundred people and with many: what grows with the size of the site."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.databases import Place
from bench.load import Load, Pace
from bench.servers import Server, site
from bench.targets import Target, pages, saving
from bench.world import World, make_world

FEW = 100


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU microseconds a request with few people and with many."""

    name: str
    few_us: float
    many_us: float

    @property
    def times(self) -> float:
        return self.many_us / self.few_us


def measure_growth(
    make_place: Callable[[str], Place], folder: Path, pace: Pace, *, people: int
) -> list[Growth]:
    """Both sites run side by side and are asked in turn, so that a busy machine slows both."""
    few = make_world(make_place("few"), people=FEW, members=FEW, candidates=0)
    many = make_world(make_place("many"), people=people, members=FEW, candidates=0)
    with site(few.place) as small, site(many.place) as large:
        pairs = zip(_targets(small, few), _targets(large, many), strict=True)
        return [
            _compare(
                Load(small, left.turns, folder, connections=left.connections),
                Load(large, right.turns, folder, connections=right.connections),
                left.name,
                pace,
            )
            for left, right in pairs
        ]


def _targets(server: Server, world: World) -> list[Target]:
    return [*pages(world), saving(server, world)]


def _compare(small: Load, large: Load, name: str, pace: Pace) -> Growth:
    small.run(pace.warm_up)
    large.run(pace.warm_up)
    windows = [(small.run(pace.window).cpu_us, large.run(pace.window).cpu_us) for _ in range(pace.windows)]
    return Growth(
        name,
        statistics.median(few for few, _ in windows),
        statistics.median(many for _, many in windows),
    )
