"""Many doing the same thing at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Outcome = TypeVar("Outcome")


def at_once(count: int, work: Callable[[int], Outcome]) -> list[Outcome]:
    """Calls `work` with 0, 1, 2 … in as many threads, which start together; what each returned."""
    barrier = Barrier(count)

    def wait_and_work(number: int) -> Outcome:
        barrier.wait(timeout=10)
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(wait_and_work, range(count)))
